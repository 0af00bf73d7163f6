import assert from 'node:assert/strict'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { type LoadOptions, loadConfig } from './index.ts'
import type { AuthPart, CommPart, CorePart, DeskPart } from './parts.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const good = wholeInstallation()

function load(toml: string, options: LoadOptions = {}) {
  return loadConfig(folder.write('id-contact.toml', toml), { env: {}, ...options })
}

function refusal(toml: string, options: LoadOptions = {}): InvalidConfig {
  try {
    load(toml, options)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error
  }
  throw new Error('The configuration was accepted')
}

describe('a file with every part', () => {
  const part = <T>(name: string, options?: LoadOptions): T =>
    load(good, options).parts.find((one) => one.name === name) as T

  test('tells each part where the others are, without writing it twice', () => {
    const core = part<CorePart>('core').settings
    assert.equal(core.authMethods[0]?.start, 'http://127.0.0.1:8082')
    assert.deepEqual(core.authMethods[0]?.origins, ['http://127.0.0.1:8082'])
    assert.equal(core.commMethods[0]?.channel, 'phone')
    assert.equal(core.pluginTimeout, 5000)
    const auth = part<AuthPart>('auth.login').settings
    assert.deepEqual(auth.continuationOrigins, ['http://127.0.0.1:8081'])
    assert.deepEqual(auth.attrUrlOrigins, ['http://127.0.0.1:8083'])
    assert.equal(auth.recipients[0]?.audience, 'http://127.0.0.1:8083')
    const comm = part<CommPart>('comm.call').settings
    assert.equal(comm.cores[0]?.issuer, 'http://127.0.0.1:8081')
    assert.equal(comm.authMethods[0]?.issuer, 'http://127.0.0.1:8082')
    assert.deepEqual(comm.authMethods[0]?.attributes, ['name', 'email'])
    assert.deepEqual(comm.allowedOrigins, ['http://localhost:8080'])
    const desk = part<DeskPart>('desk').settings
    assert.deepEqual(desk.decryptionKeys, comm.decryptionKeys)
    assert.equal(desk.secret, comm.secret)
  })

  test('lets two communication plugins have the same key', () => {
    const [table] = good.match(/^\[comm\.call\][^[]*/m)!
    const second = table.replace('comm.call', 'comm.other').replace(/:8083/, ':8093')
    const { parts } = load(`${good}\n${second}`)
    const desk = parts.find(({ kind }) => kind === 'desk') as DeskPart
    assert.equal(desk.settings.decryptionKeys.length, 1)
  })

  test('gives away only public keys, and the core no key that opens a result', () => {
    const { recipients } = part<AuthPart>('auth.login').settings
    const { cores, authMethods } = part<CommPart>('comm.call').settings
    const shown = [...recipients, ...cores, ...authMethods].flatMap(({ keys = [] }) => keys)
    assert.equal(shown.length, 3)
    for (const key of shown) assert.equal(key.d, undefined)
    const core = JSON.stringify(part('core'))
    const encryption = JSON.parse(
      readFileSync(join(folder.path, 'comm/encryption.private.json'), 'utf8'),
    )
    assert.ok(!core.includes(encryption.keys[0].d))
  })

  test('listens where server_url says when that is this machine', () => {
    assert.deepEqual(part<CorePart>('core').listen, { host: '127.0.0.1', port: 8081 })
  })

  test('knows a published core, warns of it, and tells the desk whose results count', () => {
    const toml = `${good.slice(good.indexOf('[comm.call]'), good.indexOf('[desk]'))}
[[comm.call.cores]]
issuer = "https://published.example"
legacy = true
[[comm.call.auth_methods]]
tag = "irma"
legacy = true
keys = { file = "auth/signing.public.json" }
[[comm.call.purposes]]
tag = "report_move"
attributes = ["name"]
${good.slice(good.indexOf('[desk]'))}`
    const { parts, warnings } = load(toml)
    const { cores, allowedOrigins } = (parts[0] as CommPart).settings
    assert.deepEqual(cores, [{ issuer: 'https://published.example', legacy: true }])
    assert.deepEqual(allowedOrigins, [])
    const [warning] = warnings
    assert.match(warning!, /^comm\.call\.cores\.0 is legacy \(https:\/\/published\.example\)/)
    const { authMethods, purposes } = (parts[1] as DeskPart).settings
    assert.deepEqual([authMethods[0]?.tag, authMethods[0]?.legacy], ['irma', true])
    assert.equal(purposes[0]?.tag, 'report_move')
  })

  test('runs the parts that are chosen, and reads the private keys of no other', () => {
    const chosen = load(good, { parts: ['core', 'auth'] })
    assert.deepEqual(
      chosen.parts.map(({ name }) => name),
      ['core', 'auth.login'],
    )
    assert.equal(chosen.store, undefined)
    assert.deepEqual(load(good).store, {})
    const elsewhere = good.replace(
      'decryption_keys = { file = "comm/encryption.private.json" }',
      'decryption_keys = { file = "not-here.json" }\nencryption_keys = { file = "comm/encryption.public.json" }',
    )
    assert.equal(load(elsewhere, { parts: ['auth.login'] }).parts.length, 1)
    assert.match(
      refusal(elsewhere, { parts: ['comm'] }).message,
      /comm\.call\.decryption_keys names a file/,
    )
  })

  test('finds secrets, keys and conversations in the data folder, and pictures beside the file', async () => {
    await using data = await testFolder()
    const toml = good
      .replace('memory = true', 'folder = "store"')
      .replace('[core]', '[core]\nstatic_dir = "pictures"')
    const config = load(toml, { dataDir: data.path })
    const secret = readFileSync(join(data.path, 'core/secret'), 'utf8').trim()
    const core = config.parts[0] as CorePart
    assert.equal(core.settings.secret, secret)
    assert.equal(core.staticDir, join(folder.path, 'pictures'))
    assert.deepEqual(config.store, { dataDir: join(data.path, 'store') })
    const fromFile = load(`data_dir = ${JSON.stringify(data.path)}\n${toml}`)
    assert.equal((fromFile.parts[0] as CorePart).settings.secret, secret)
  })

  test('warns of a private key that others may read', () => {
    const file = join(folder.path, 'auth/signing.private.json')
    chmodSync(file, 0o644)
    const { warnings } = load(good)
    chmodSync(file, 0o600)
    assert.deepEqual(warnings, [
      `auth.login.signing_keys is readable for other users of this machine. Write: chmod 600 ${file}`,
    ])
  })
})

describe('what employees see', () => {
  const asked = 'attributes = ["name", "email"]'
  const shown = (lines: string) => good.replace(asked, `${asked}\n${lines}`)

  test('is grouped and named as the purpose says, at the desk', () => {
    const toml = shown(
      'groups = [{ label = "Wie", attributes = ["email"] }]\nlabels = { name = "Oude naam" }',
    )
    const desk = load(toml).parts.find(({ kind }) => kind === 'desk') as DeskPart
    const [purpose] = desk.settings.purposes
    assert.deepEqual(purpose?.groups, [{ label: 'Wie', attributes: ['email'] }])
    assert.deepEqual(purpose.labels, { name: 'Oude naam' })
  })

  for (const [lines, key] of [
    ['groups = [{ label = "Wie", attributes = ["bsn"] }]', 'groups'],
    ['groups = [{ label = "Wie", attributes = ["name", "name"] }]', 'groups'],
    [
      'groups = [{ label = "A", attributes = ["name"] }, { label = "B", attributes = ["name"] }]',
      'groups',
    ],
    ['labels = { bsn = "Nummer" }', 'labels.bsn'],
  ] as const)
    test(`is refused as ${lines}`, () => {
      assert.deepEqual(
        refusal(shown(lines)).problems.map(({ key }) => key),
        [`core.purposes.report_move.${key}`],
      )
    })
})

describe('the citizen service number', () => {
  const withBsn = good
    .replace('attributes = ["name", "email"]', 'attributes = ["name", "bsn"]')
    .replace('email = "email" }', 'bsn = "bsn" }')

  test('needs leave and a basis in law', () => {
    assert.deepEqual(
      refusal(withBsn).problems.map(({ key }) => key),
      ['core.purposes.report_move.attributes', 'core.purposes.report_move.legal_basis'],
    )
    const allowed = withBsn
      .replace('[core]', '[core]\nbsn_authorised = true')
      .replace('tag = "report_move"', 'tag = "report_move"\nlegal_basis = "Wet BRP art. 2.38"')
    assert.equal(load(allowed).parts.length, 4)
  })
})

describe('production', () => {
  const production = `production = true\n${good}`
    .replace(
      'tag = "report_move"',
      'tag = "report_move"\nlegal_basis = "AVG 6.1.e"\nexplanation = "Wij zoeken u op."',
    )
    .replace('memory = true', 'folder = "store"')

  test('accepts what is safe', () => {
    assert.equal(load(production).production, true)
  })

  for (const [title, edit, key] of [
    [
      'plain http',
      (t: string) =>
        t.replace('"http://127.0.0.1:8081"', '"http://contact.example"\nlisten = "8081"'),
      'core.server_url',
    ],
    [
      'plain http of a provider',
      (t: string) =>
        t.replace(
          'issuer = "http://127.0.0.1:9"\nclient_id',
          'issuer = "http://idp.example"\nclient_id',
        ),
      'auth.login.issuer',
    ],
    [
      'a method for trainings',
      (t: string) =>
        t
          .replace('type = "oidc"', 'type = "demo"')
          .replace(/^(client_id|client_secret|claims) = .*\n/gm, '')
          .replace('issuer = "http://127.0.0.1:9"\n', ''),
      'auth.login.type',
    ],
    [
      'a page over plain http',
      (t: string) => t.replace('http://localhost:8080', 'http://www.example'),
      'core.allowed_origins',
    ],
    [
      'an agent tool over plain http',
      (t: string) => t.replace('[desk]\n', '[desk]\nallowed_origins = ["http://tool.example"]\n'),
      'desk.allowed_origins',
    ],
    [
      'a page over plain http that asks about conversations',
      (t: string) =>
        t.replace('[comm.call]\n', '[comm.call]\nallowed_origins = ["http://www.example"]\n'),
      'comm.call.allowed_origins',
    ],
    [
      'a page of agents over plain http that asks who calls',
      (t: string) =>
        t.replace(
          'display = "14 026"\n',
          'display = "14 026"\n[comm.call.platform]\napi_key = "' +
            'k'.repeat(32) +
            '"\nallowed_origins = ["http://tool.example"]\n',
        ),
      'comm.call.platform.allowed_origins',
    ],
    [
      'a log-in that goes on over plain http',
      (t: string) =>
        t.replace(
          '[auth.login]\n',
          '[auth.login]\ncontinuation_origins = ["http://contact.example"]\n',
        ),
      'auth.login.continuation_origins',
    ],
    [
      'no legal basis',
      (t: string) => t.replace('legal_basis = "AVG 6.1.e"', ''),
      'core.purposes.report_move.legal_basis',
    ],
    [
      'no explanation',
      (t: string) => t.replace('explanation = "Wij zoeken u op."', ''),
      'core.purposes.report_move.explanation',
    ],
    [
      'no organisation',
      (t: string) => t.replace('organisation = "gemeente Juinen"', ''),
      'core.organisation',
    ],
    [
      'conversations in memory',
      (t: string) => t.replace('folder = "store"', 'memory = true'),
      'store.memory',
    ],
    [
      'the published example secret',
      (t: string) => t.replace('{ file = "core/secret" }', '"sample_secret_12345678901234567890"'),
      'core.secret',
    ],
  ] as const) {
    test(`refuses ${title}`, () => {
      const { problems } = refusal(edit(production))
      assert.ok(
        problems.some((problem) => problem.key === key),
        JSON.stringify(problems),
      )
    })
  }

  test('elsewhere plain http is a warning', () => {
    const { warnings } = load(
      good.replace('"http://127.0.0.1:8081"', '"http://contact.example"\nlisten = "8081"'),
    )
    assert.match(warnings.join(), /core\.server_url is plain http \(contact\.example\)/)
  })
})
