/** nginx before all of them, and the way through it. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent as Connections, fetch as undiciFetch } from 'undici'
import { authUrl, commUrl, coreUrl, deskUrl, example } from './addresses.ts'
import { startChild } from './children.ts'

interface Ports {
  listen: number
  comm: number[]
  desk: number[]
}

/** nginx with the file of the example: only where it listens, where the parts are, and how much one address may ask are different. */
export async function startProxy(folder: string, ports: Ports): Promise<{ stop(): Promise<void> }> {
  const certificate = join(folder, 'certificate.pem')
  const key = join(folder, 'certificate.key')
  makeCertificate(certificate, key)
  const servers = (list: number[]): string =>
    list.map((port) => `server 127.0.0.1:${port};`).join(' ')
  const site = readFileSync(join(example, 'nginx/id-contact.conf'), 'utf8')
    .replace('server core:8081;', 'server 127.0.0.1:9;')
    .replace('server auth:8082;', 'server 127.0.0.1:9;')
    .replace('server comm:8083;', servers(ports.comm))
    .replace('server desk:8084;', servers(ports.desk))
    .replace(/server \{\s+listen 8080[^}]*\}\s+\}/, '')
    .replace('listen 8443', `listen 127.0.0.1:${ports.listen}`)
    .replaceAll('/etc/nginx/tls/fullchain.pem', certificate)
    .replaceAll('/etc/nginx/tls/privkey.pem', key)
    .replace('/dev/stdout', join(folder, 'access.log'))
    .replace('/dev/stderr', join(folder, 'nginx-error.log'))
    .replace('rate=10r/s', 'rate=100000r/s')
    .replace('id_contact_streams 64', 'id_contact_streams 4096')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(folder, kind)};`)
    .join('\n')
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off; pid ${join(folder, 'nginx.pid')}; worker_processes 1; worker_rlimit_nofile 8192;
     events { worker_connections 4096; }
     http { ${temporary}\n${site} }`,
  )
  const args = ['-c', file, '-p', folder, '-e', join(folder, 'nginx-error.log')]
  const { status, stderr } = spawnSync('/usr/sbin/nginx', ['-t', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`nginx refuses the file of the example:\n${stderr}`)
  const child = startChild('/usr/sbin/nginx', args, { stdio: 'ignore' })
  return {
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function makeCertificate(certificate: string, key: string): void {
  const names = [coreUrl, authUrl, commUrl, deskUrl].map((url) => `DNS:${new URL(url).hostname}`)
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=gemeente.example', '-addext', `subjectAltName=${names.join(',')}`],
      ...['-keyout', key, '-out', certificate, '-days', '2'],
    ],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
}

/** The names of the example lead to the proxy, whose certificate is the only one that counts. */
export function fetchThrough(port: number, folder: string): typeof fetch {
  const dispatcher = new Connections({
    connections: 2048,
    connect: {
      timeout: 60_000,
      ca: readFileSync(join(folder, 'certificate.pem'), 'utf8'),
      lookup: (_name, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
    },
  })
  return (async (input: string, init?: RequestInit): Promise<unknown> => {
    const url = new URL(input)
    const host = url.host
    url.port = String(port)
    const headers = new Headers(init?.headers)
    headers.set('host', host)
    return undiciFetch(url, { ...init, headers, dispatcher } as never)
  }) as unknown as typeof fetch
}
