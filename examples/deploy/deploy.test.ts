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
