/** Debian's coturn with the file of the deployment example: names and passwords that are good for a while. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

/** Whose places a test has others for; and the networks that the operator shuts, one of which may be that of this machine. */
const replaced = /^(listening-port|tls-listening-port|cert|pkey|min-port|max-port|denied-peer-ip)=/

const example = fileURLToPath(new URL('../examples/deploy/video/turnserver.conf', import.meta.url))

export async function startRelay(): Promise<Relay> {
  const folder = temporaryFolder()
  const address = ownAddress()
  const ports = 20
  const port = await freePortRange(1 + ports)
  const secret = randomId(24)
  const settings: Record<string, string | number> = {
    'listening-ip': address,
    'relay-ip': address,
    'listening-port': port,
    'min-port': port + 1,
    'max-port': port + ports,
    'static-auth-secret': secret,
    'no-tls': '',
    'no-dtls': '',
    verbose: '',
    pidfile: join(folder, 'pid'),
    userdb: join(folder, 'users'),
  }
  const kept = readFileSync(example, 'utf8')
    .split('\n')
    .filter((line) => !replaced.test(line))
  const own = Object.entries(settings).map(([name, value]) =>
    value === '' ? name : `${name}=${value}`,
  )
  const file = join(folder, 'turnserver.conf')
  writeFileSync(file, [...kept, ...own, ''].join('\n'))
  const child = spawn('/usr/bin/turnserver', ['-c', file], {
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
