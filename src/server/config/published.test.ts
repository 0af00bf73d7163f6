import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type TestFolder, testFolder } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import type { CorePart } from './parts.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = {
  private: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  public: publicKey.export({ format: 'pem', type: 'spki' }) as string,
}

/** As an operator of the published core has it. */
const published = `
[global]
server_url = "https://core.gemeente.example"
internal_url = "http://core:8000"
internal_secret = "0123456789abcdef0123456789abcdef"
ui_tel_url = "https://poc.gemeente.example/tel/"
port = 8765
log_level = "normal"

[global.ui_signing_privkey]
type = "RSA"
key = """
${pem.private}"""

[global.authonly_request_keys.test]
type = "RSA"
key = """
${pem.public}"""

[[global.auth_methods]]
tag = "irma"
name = "IRMA"
image_path = "/static/irma.svg"
start = "http://auth-irma:8000"

[[global.auth_methods]]
tag = "digid"
name = "DigiD"
image_path = "/static/digid.svg"
disable_attr_url = true
shim_tel_url = true
start = "http://auth-test:8000"

[[global.comm_methods]]
tag = "call"
name = "Bellen"
image_path = "/static/phone.svg"
start = "http://comm-amazon-connect:8000"

[[global.comm_methods]]
tag = "chat"
name = "Chatten"
image_path = "/static/chat.svg"
disable_attributes_at_start = true
start = "http://comm-matrix-bot:3000"

[[global.purposes]]
tag = "report_move"
attributes = [ "email" ]
allowed_auth = [ "*" ]
allowed_comm = [ "*" ]

[[global.purposes]]
tag = "notice_of_marriage"
attributes = [ "email" ]
allowed_auth = [ "irma", "digid" ]
allowed_comm = [ ]
`

const load = (toml: string) => loadConfig(folder.write('config.toml', toml), { env: {} })
const coreOf = (toml: string): CorePart => load(toml).parts[0] as CorePart

describe('the configuration of a published core', () => {
  test('is read as it is', () => {
    const { settings, listen } = coreOf(published)
    assert.equal(settings.serverUrl, 'https://core.gemeente.example')
    assert.equal(settings.internalUrl, 'http://core:8000')
    assert.equal(settings.secret, '0123456789abcdef0123456789abcdef')
    assert.deepEqual(listen, { host: '127.0.0.1', port: 8765 })
    const [irma, digid] = settings.authMethods
    assert.equal(irma?.start, 'http://auth-irma:8000')
    assert.deepEqual(irma?.origins, ['http://auth-irma:8000'])
    assert.equal(irma?.disableAttrUrl, false)
    assert.equal(digid?.disableAttrUrl, true)
    assert.equal(digid?.shimTelUrl, true)
    assert.equal(settings.commMethods[1]?.disableAttributesAtStart, true)
    assert.deepEqual(settings.purposes[1]?.allowedAuth, ['irma', 'digid'])
    assert.deepEqual(settings.purposes[1]?.allowedComm, [])
  })

  test('keeps the keys of auth-only requests and of the telephone page', () => {
    const { published: kept, settings } = coreOf(published)
    assert.equal(kept.ui_tel_url, 'https://poc.gemeente.example/tel')
    assert.deepEqual(Object.keys(settings.requestors!), ['test'])
    assert.equal(settings.requestors!.test!.keys.length, 1)
    assert.ok(kept.ui_signing_privkey)
  })

  test('says which keys have no effect here', () => {
    assert.deepEqual(load(published).warnings, [
      'global.log_level belongs to the published core and has no effect here.',
    ])
  })

  test('listens where the published core does when it does not say', () => {
    assert.deepEqual(coreOf(published.replace('port = 8765', '')).listen, {
      host: '127.0.0.1',
      port: 8000,
    })
  })

  test('may come from the successor, which writes start_url and no picture', () => {
    const successor = published
      .replaceAll('\nstart = ', '\nstart_url = ')
      .replaceAll(/image_path.*\n/g, '')
    assert.equal(
      coreOf(successor).settings.commMethods[0]?.start,
      'http://comm-amazon-connect:8000',
    )
    assert.equal(coreOf(successor).settings.authMethods[0]?.imagePath, '')
  })

  test('is refused in the words that it is written in', () => {
    const short = published.replace('"0123456789abcdef0123456789abcdef"', '"short"')
    assert.throws(
      () => load(short),
      /^InvalidConfig: global\.internal_secret is shorter than 32 bytes\./,
    )
    const unknown = published.replace('[ "irma", "digid" ]', '[ "imra" ]')
    assert.throws(
      () => load(unknown),
      /global\.purposes\.notice_of_marriage\.allowed_auth names "imra".*Did you mean "irma"\?/,
    )
    const both = `${published}\n[core]\nserver_url = "https://x.example"\n`
    assert.throws(() => load(both), /global stands beside \[core\]/)
    const wrongType = published.replace(
      'type = "RSA"\nkey = """\n-----BEGIN PUBLIC',
      'type = "DSA"\nkey = """\n-----BEGIN PUBLIC',
    )
    assert.throws(() => load(wrongType), /global\.authonly_request_keys\.test must be \{ file/)
  })
})
