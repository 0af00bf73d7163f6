/** A PostgreSQL server of our own for a test, from Debian's binaries: on loopback, in a folder that goes away with it. */
import { execFile, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const debian = '/usr/lib/postgresql'

interface Account {
  uid?: number
  gid?: number
}

export interface Postgres {
  url: string
  /** Ends every connection, and is back with the same data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** @throws Error when PostgreSQL is not installed or does not start */
export async function startPostgres(): Promise<Postgres> {
  const bin = newestBin()
  const account = accountForServer()
  const folder = mkdtempSync(join(tmpdir(), 'id-contact-postgres-'))
  chmodSync(folder, 0o700)
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid!)
  const data = join(folder, 'data')
  await promisify(execFile)(
    join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...account, cwd: folder },
  )
  const port = await freePort()
  const server = await serve(join(bin, 'postgres'), { data, folder, port, account })
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, ...server }
}

/**
 * A line makes the server start again. It stops and its folder goes when the pipe to the shell around it closes, so that nothing is left of
 * a test that was killed.
 */
const around = `trap : TERM INT
again=yes
while [ "$again" ]; do
  "$@" </dev/null & server=$!
  read -r _ || again=
  # More than once: a server that has only just begun does not hear the first.
  (while :; do kill -INT $server; sleep 1; done 2>/dev/null) & telling=$!
  wait $server
  kill $telling
done
rm -rf "$FOLDER"`

/** What a server that stops or starts tells whoever is or was connected; every line begins with the kind of process that wrote it. */
const toClients =
  /^[^:]*(client backend|worker|launcher)|terminating connection|the database system is/

function serve(
  postgres: string,
  { data, folder, port, account }: { data: string; folder: string; port: number; account: Account },
): Promise<Omit<Postgres, 'url'>> {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'lc_messages=C',
    'log_line_prefix=%b: ',
  ]
  const command = [postgres, '-D', data, ...settings.flatMap((value) => ['-c', value])]
  const shell = spawn('/bin/sh', ['-c', around, 'sh', ...command], {
    ...account,
    cwd: folder,
    env: { ...process.env, FOLDER: folder },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()))
  const stop = (): Promise<void> => {
    shell.stdin.end()
    return ended
  }
  const lines = createInterface({ input: shell.stderr })
  const ready = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const said: string[] = []
      lines.on('line', function hear(line) {
        said.push(line)
        if (line.includes('ready to accept connections')) {
          lines.off('line', hear)
          resolve()
        } else if (line.includes('FATAL') && !toClients.test(line)) {
          reject(new Error(`PostgreSQL does not start:\n${said.join('\n')}`))
          void stop()
        }
      })
      shell.once('error', reject)
      shell.once('exit', () => reject(new Error(`PostgreSQL ended:\n${said.join('\n')}`)))
    })
  const restart = (): Promise<void> => {
    shell.stdin.write('again\n')
    return ready()
  }
  return ready().then(() => ({ restart, stop }))
}

function newestBin(): string {
  let versions: string[] = []
  try {
    versions = readdirSync(debian).filter((name) => /^\d+$/.test(name))
  } catch {
    // Said below.
  }
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  if (!newest) throw new Error(`No PostgreSQL in ${debian}: apt-get install postgresql`)
  return join(debian, newest, 'bin')
}

/** PostgreSQL refuses to run as root. */
function accountForServer(): Account {
  if (process.getuid?.() !== 0) return {}
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = ['postgres', 'nobody']
    .map((name) => accounts.find(([account]) => account === name))
    .find((account) => account !== undefined)
  if (!found) throw new Error('No account postgres or nobody to run PostgreSQL with')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}
