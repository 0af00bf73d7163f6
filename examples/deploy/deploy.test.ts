/** The deployment example, checked by the tools of each format: what a copy of it would trip over is found here first. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { BlockList } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { DCLinter } from 'dclint'
import { validate } from 'dockerfile-utils'
import { apps, networkingK8sIo, policy, v1 } from 'kubernetes-models'
import { parse, parseAllDocuments } from 'yaml'
import { loadConfig, makeKeys } from '../../src/server/index.ts'

const folder = dirname(fileURLToPath(import.meta.url))
const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
const version = (
  JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as { version: string }
).version

/** Keys as the operator's guide has them made: what each part holds, and what it gives to others. */
async function makeSecrets(root: string): Promise<void> {
  for (const part of ['core', 'auth', 'comm']) {
    await makeKeys(join(root, 'keys', part))
    for (const name of readdirSync(join(root, 'keys', part)).filter((file) => /public/.test(file)))
      cpSync(join(root, 'keys', part, name), join(root, 'public', part, name))
  }
  mkdirSync(join(root, 'keys', 'desk'))
  for (const part of ['auth', 'desk'])
    writeFileSync(join(root, 'keys', part, 'client-secret'), 'a-client-secret\n', { mode: 0o600 })
  writeFileSync(join(root, 'keys', 'database-url'), 'postgres://id_contact:x@database/id_contact\n')
}

/** In which order keys stand is for whoever reads the file. */
const unordered = {
  'service-keys-order': 0,
  'service-ports-alphabetical-order': 0,
  'top-level-properties-order': 0,
} as const

interface Compose {
  services: Record<string, { command?: string[]; volumes?: string[]; image: string }>
}
const compose = parse(text('compose.yaml'), { merge: true }) as Compose
const parts = ['core', 'auth', 'comm', 'desk']

describe('the deployment example', () => {
  let root: string
  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'id-contact-deploy-'))
    await makeSecrets(root)
  })
  after(() => rmSync(root, { recursive: true, force: true }))

  it('is where the operator’s guide leads, by the commands that stand there', () => {
    const guide = readFileSync(join(folder, '../../docs/operator.md'), 'utf8')
    const [, shown = ''] = /```sh\n(cd \/etc\/id-contact\n.*?)```/s.exec(guide) ?? []
    const at = mkdtempSync(join(root, 'guide-'))
    const commands = shown
      .replace('/etc/id-contact', at)
      .replace(/^npm install .*$/m, '')
      .replace('node_modules/id-contact/examples/deploy', folder)
      .replace(
        'npx id-contact',
        `"${process.execPath}" "${join(folder, '../../src/server/cli.ts')}"`,
      )
    const { status, stderr } = spawnSync('sh', ['-e'], { input: commands, encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    for (const file of ['auth/client-secret', 'desk/client-secret'])
      writeFileSync(join(at, 'keys', file), 'a-client-secret\n', { mode: 0o600 })
    writeFileSync(join(at, 'keys/database-url'), 'postgres://id_contact:x@database/id_contact\n')
    const { parts: running } = loadConfig(join(at, 'id-contact.toml'), { env: {} })
    assert.equal(running.length, parts.length)
  })

  for (const part of parts)
    it(`gives ${part} the files that it needs, and no private key of another`, () => {
      const { command = [], volumes = [], image } = compose.services[part]!
      assert.deepEqual(command, ['--part', part])
      assert.equal(image, `id-contact:${version}`)
      const inside = join(root, 'inside', part)
      for (const [from = '', to = ''] of volumes.map((volume) => volume.split(':'))) {
        const source = from === './id-contact.toml' ? join(folder, from) : join(root, from)
        cpSync(source, join(inside, to.replace('/etc/id-contact/', '')), { recursive: true })
      }
      const file = join(inside, 'id-contact.toml')
      const config = loadConfig(file, { dataDir: inside, parts: [part], env: {} })
      assert.equal(config.production, true)
      assert.deepEqual(
        config.parts.map(({ kind }) => kind),
        [part],
      )
      const isPrivate = (name: string): boolean => /private|secret/.test(name)
      const foreign = {
        core: ['auth', 'comm'],
        auth: ['core', 'comm'],
        comm: ['core', 'auth'],
        desk: ['core', 'auth'],
      }
      for (const other of foreign[part as 'core']) {
        const files = readdirSync(inside + '/keys').includes(other)
          ? readdirSync(`${inside}/keys/${other}`)
          : []
        assert.deepEqual(files.filter(isPrivate), [], `${part} needs nothing private of ${other}`)
      }
    })

  it('has a container file without a complaint', () => {
    assert.deepEqual(validate(text('Containerfile')), [])
    const images = [...text('Containerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image!)
    for (const image of images) assert.match(image, /:\d/, 'a version, and not whatever is latest')
    assert.match(text('Containerfile'), /^USER \d/m, 'not root')
  })

  for (const name of ['compose.yaml', 'video/compose.yaml'])
    it(`has a ${name} that Compose and its linter accept`, () => {
      const linter = new DCLinter({ rules: unordered, quiet: true, debug: false, exclude: [] })
      const [result] = linter.lintFiles([join(folder, name)], false) as Linted[]
      assert.deepEqual(
        result?.messages.map(({ rule, message, line }) => `${line}: ${rule}: ${message}`) ?? [],
        [],
      )
    })

  const files = readdirSync(join(folder, 'kubernetes'))
  const documents = files.flatMap((file) =>
    parseAllDocuments(text(`kubernetes/${file}`)).map((document) => ({
      file,
      manifest: document.toJS() as Manifest,
    })),
  )
  for (const { file, manifest } of documents)
    it(`has a valid ${manifest.kind} ${manifest.metadata.name} for Kubernetes (${file})`, () => {
      const model = models[manifest.kind]
      assert.ok(model, `no schema for ${manifest.kind}`)
      new model(manifest as never).validate()
    })

  it('keeps every container to the restricted pod security standard', () => {
    for (const { manifest } of documents.filter(({ manifest }) => manifest.kind === 'Deployment')) {
      const pod = manifest.spec!.template!.spec
      assert.equal(pod.securityContext.runAsNonRoot, true)
      assert.equal(pod.securityContext.seccompProfile.type, 'RuntimeDefault')
      for (const { image, securityContext, readinessProbe } of pod.containers) {
        assert.ok(image.endsWith(`:${version}`))
        assert.equal(securityContext.allowPrivilegeEscalation, false)
        assert.equal(securityContext.readOnlyRootFilesystem, true)
        assert.deepEqual(securityContext.capabilities, { drop: ['ALL'] })
        assert.ok(readinessProbe)
      }
    }
  })

  it('mounts in Kubernetes what Compose mounts', () => {
    for (const part of parts) {
      const manifest = documents.find(
        ({ manifest }) => manifest.kind === 'Deployment' && manifest.metadata.name === part,
      )!
      const [container] = manifest.manifest.spec!.template!.spec.containers
      const paths = container!.volumeMounts.map(({ mountPath }) => mountPath).sort()
      const volumes = compose.services[part]!.volumes!.map((volume) => volume.split(':')[1]!).sort()
      assert.deepEqual(paths, volumes)
    }
  })

  it('has a proxy that nginx accepts', (t) => {
    if (spawnSync('/usr/sbin/nginx', ['-v']).status !== 0) return t.skip('nginx is not here')
    const at = (name: string): string => join(root, name)
    const subject = ['-subj', '/CN=contact.gemeente.example', '-days', '1']
    const files = ['-keyout', at('privkey.pem'), '-out', at('fullchain.pem')]
    const { status: made } = spawnSync('openssl', [
      ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      ...[...files, ...subject],
    ])
    assert.equal(made, 0, 'openssl makes a certificate')
    // The names of the parts lead somewhere only where they run.
    const site = text('nginx/id-contact.conf')
      .replaceAll(/server (core|auth|comm|desk):/g, 'server 127.0.0.1:')
      .replaceAll('/etc/nginx/tls/', `${root}/`)
      .replace('/dev/stdout', at('access.log'))
      .replace('/dev/stderr', at('errors'))
    const file = at('nginx.conf')
    writeFileSync(file, `pid ${at('nginx.pid')};\nevents {}\nhttp {\n${site}\n}\n`)
    const { status, stderr } = spawnSync(
      '/usr/sbin/nginx',
      ['-t', '-c', file, '-e', at('errors')],
      {
        encoding: 'utf8',
      },
    )
    assert.equal(status, 0, stderr)
  })

  it('has a proxy that keeps what the guide says', () => {
    const site = text('nginx/id-contact.conf').replace(/^\s*#.*$/gm, '')
    const all = (directive: string): string[] =>
      [...site.matchAll(new RegExp(`^\\s*(?:location / \\{ )?${directive}\\s+([^;]+);`, 'gm'))].map(
        ([, value]) => value!.replaceAll('"', '').trim(),
      )
    const [format] = all('log_format')
    assert.match(format!, /^id_contact '/)
    assert.doesNotMatch(
      format!,
      /\$(request|request_uri|uri|args|query_string|arg_\w+|http_\w+|remote_addr|cookie_\w+)\b/,
      'neither a path, nor a query, nor who it was',
    )
    assert.deepEqual(all('access_log'), ['/dev/stdout id_contact'])
    assert.deepEqual(all('error_log'), ['/dev/stderr crit'], 'its other lines hold addresses')
    assert.deepEqual(all('ssl_protocols'), ['TLSv1.2 TLSv1.3'])
    assert.deepEqual(all('ssl_session_tickets'), ['off'])
    assert.match(all('add_header')[0]!, /^Strict-Transport-Security max-age=\d{8,} always$/)
    assert.deepEqual(all('proxy_set_header').sort(), [
      'Connection',
      'Host $host',
      'X-Forwarded-For',
    ])
    assert.deepEqual(all('proxy_buffering'), ['off'], 'event streams come through')
    assert.ok(parseInt(all('proxy_read_timeout')[0]!) > 15, 'longer than streams are silent')
    assert.deepEqual(all('proxy_next_upstream'), ['error timeout'], 'nothing is done twice')
    assert.deepEqual(all('return'), ['308 https://$host$request_uri'])
    assert.match(site, /if \(\$id_contact_upstream = ""\) \{ return 421; \}/, 'no other host')
    const names = [...site.matchAll(/^\s*([a-z.]+\.gemeente\.example)\s+id_contact_(\w+);$/gm)]
    assert.deepEqual(
      names.map(([, , part]) => part),
      parts,
    )
    const upstreams = [...site.matchAll(/server (\w+):(\d+);/g)].map(([, part, port]) => [
      part,
      port,
    ])
    const listens = [...text('id-contact.toml').matchAll(/^listen = "[^"]*:(\d+)"/gm)]
    assert.deepEqual(
      upstreams,
      parts.map((part, index) => [part, listens[index]![1]!]),
      'where the parts listen',
    )
    assert.match(all('limit_req')[0]!, /^zone=id_contact burst=\d+ nodelay$/)
    assert.match(all('limit_conn')[0]!, /^id_contact_streams \d+$/)
  })

  /** `name=value`, or a name alone. */
  const relay = text('video/turnserver.conf')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('=') as [name: string, value?: string])
  const relayHas = (name: string): (string | undefined)[] =>
    relay.filter(([one]) => one === name).map(([, value]) => value)

  it('has a TURN server with options that coturn knows', (t) => {
    // It says nothing of one that it does not know, and goes on without.
    const { stdout, stderr, error } = spawnSync('/usr/bin/turnserver', ['-h'], { encoding: 'utf8' })
    if (error) return t.skip('coturn is not here')
    const known = new Set(
      [...`${stdout}${stderr}`.matchAll(/--([\w-]+)/g)].map(([, name]) => name!),
    )
    assert.ok(known.size > 50)
    assert.deepEqual(
      relay.map(([name]) => name).filter((name) => !known.has(name)),
      [],
    )
  })

  it('has a TURN server that is a relay for calls alone', () => {
    for (const flag of ['use-auth-secret', 'fingerprint', 'no-multicast-peers', 'no-cli'])
      assert.deepEqual(relayHas(flag), [undefined], flag)
    for (const flag of ['no-tlsv1', 'no-tlsv1_1'])
      assert.deepEqual(relayHas(flag), [undefined], flag)
    for (const open of ['no-auth', 'lt-cred-mech', 'user', 'static-auth-secret', 'allowed-peer-ip'])
      assert.deepEqual(relayHas(open), [], `${open} would let others in`)
    assert.deepEqual(relayHas('allow-loopback-peers'), [])
    assert.equal(Number(relayHas('stale-nonce')[0]) <= 600, true)
    for (const limit of ['user-quota', 'max-bps']) assert.ok(Number(relayHas(limit)[0]) > 0, limit)
    const [least, most] = ['min-port', 'max-port'].map((name) => Number(relayHas(name)[0]))
    assert.ok(least! >= 49_152 && most! <= 65_535 && least! < most!)
    const denied = new BlockList()
    for (const range of relayHas('denied-peer-ip')) {
      const [from, to = from] = range!.split('-') as [string, string?]
      denied.addRange(from, to, from.includes(':') ? 'ipv6' : 'ipv4')
    }
    for (const inside of [
      ...['0.0.0.1', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254'],
      ...['172.16.0.1', '172.31.255.254', '192.168.1.1', '::1', 'fd00::1', 'fe80::1'],
    ])
      assert.ok(denied.check(inside, inside.includes(':') ? 'ipv6' : 'ipv4'), inside)
    for (const outside of ['9.9.9.9', '172.32.0.1', '100.128.0.1', '2001:db8::1'])
      assert.ok(!denied.check(outside, outside.includes(':') ? 'ipv6' : 'ipv4'), outside)
  })

  it('has units that systemd understands', (t) => {
    if (spawnSync('systemd-analyze', ['--version']).status !== 0)
      return t.skip('systemd is not here')
    // The command of the unit is not installed here; one that is stands in its place.
    const unit = text('systemd/id-contact@.service').replace(
      '/usr/bin/id-contact',
      process.execPath,
    )
    const file = join(root, 'id-contact@core.service')
    writeFileSync(file, unit)
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
    const complaints = stderr.split('\n').filter((line) => line.includes('id-contact'))
    assert.deepEqual(complaints, [])
    assert.equal(status, 0, stderr)
  })
})

/** What the types of the linter leave open. */
interface Linted {
  messages: { rule: string; message: string; line: number }[]
}

interface Manifest {
  kind: string
  metadata: { name: string }
  spec?: {
    template?: {
      spec: {
        securityContext: { runAsNonRoot: boolean; seccompProfile: { type: string } }
        containers: {
          image: string
          securityContext: Record<string, unknown>
          readinessProbe: object
          volumeMounts: { mountPath: string }[]
        }[]
      }
    }
  }
}

const models: Record<string, new (data: never) => { validate(): void }> = {
  Namespace: v1.Namespace,
  Service: v1.Service,
  Deployment: apps.v1.Deployment,
  NetworkPolicy: networkingK8sIo.v1.NetworkPolicy,
  Ingress: networkingK8sIo.v1.Ingress,
  PodDisruptionBudget: policy.v1.PodDisruptionBudget,
}
