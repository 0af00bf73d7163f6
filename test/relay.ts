/** Debian's coturn, as an operator runs it: names and passwords that are good for a while. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { randomId } from '../src/protocol/digest.ts'
import { freePortRange, removeFolder, temporaryFolder } from './system.ts'

export interface Relay {
  url: string
  secret: string
  output(): string
  stop(): Promise<void>
}

/** An address of this machine that is not its loopback: browsers look for a way over no other. */
const ownAddress = (): string =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'

export async function startRelay(): Promise<Relay> {
  const folder = temporaryFolder()
  const address = ownAddress()
  const ports = 20
  const port = await freePortRange(1 + ports)
  const secret = randomId(24)
  const options: Record<string, string> = {
    'listening-ip': address,
    'relay-ip': address,
    'listening-port': String(port),
    'min-port': String(port + 1),
    'max-port': String(port + ports),
    'static-auth-secret': secret,
    realm: 'turn.example',
    'log-file': 'stdout',
    pidfile: `${folder}/pid`,
    userdb: `${folder}/users`,
  }
  const flags = ['-n', '--use-auth-secret', '--no-cli', '--no-tls', '--no-dtls', '--verbose']
  const settings = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
  const child = spawn('/usr/bin/turnserver', [...flags, ...settings], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const deadline = Date.now() + 20_000
  while (!/listener opened on/i.test(output)) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`coturn did not start:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url: `turn:${address}:${port}?transport=udp`,
    secret,
    output: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill()
        await once(child, 'exit')
      }
      removeFolder(folder)
    },
  }
}
