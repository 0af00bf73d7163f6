/** Who may ask for authentication during a conversation, from one file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { fingerprint } from './sources.ts'
import { loadConfig } from './index.ts'
import type { CommPart, CorePart, DeskPart } from './parts.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => (folder = await testFolder()))
after(() => folder[Symbol.asyncDispose]())

const decryption = 'decryption_keys = { file = "comm/encryption.private.json" }'
const asking = `${decryption}\nsigning_keys = { file = "comm/signing.private.json" }`
const withKeys = wholeInstallation().replace(decryption, asking)

const load = (toml: string) => loadConfig(folder.write('id-contact.toml', toml), { env: {} })
const part = <T>(toml: string, name: string): T =>
  load(toml).parts.find((one) => one.name === name) as T
const problemsOf = (toml: string): string[] => {
  try {
    load(toml)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error.problems.map(({ key }) => key)
  }
  throw new Error('The configuration was accepted')
}

describe('a communication plugin with signing keys', () => {
  test('asks the core of the file, which knows its public key and no more', () => {
    const { requestors = {} } = part<CorePart>(withKeys, 'core').settings
    assert.deepEqual(Object.keys(requestors), ['comm-call'])
    const { keys, origins } = requestors['comm-call']!
    assert.deepEqual(origins, ['http://127.0.0.1:8083'])
    const [key] = keys as { d?: string }[]
    assert.equal(key!.d, undefined)
    const { requestor } = part<CommPart>(withKeys, 'comm.call').settings
    assert.deepEqual([requestor!.core, requestor!.kid], ['http://127.0.0.1:8081', 'comm-call'])
    assert.equal(fingerprint(requestor!.signingKeys[0]!), fingerprint(key!))
    assert.deepEqual(part<DeskPart>(withKeys, 'desk').settings.identifies, ['call'])
  })

  test('offers the methods and names what is shared as the core does', () => {
    const { purposes, attributes } = part<CommPart>(withKeys, 'comm.call').settings
    assert.deepEqual(purposes[0]!.allowedAuth, ['*'])
    assert.deepEqual(attributes, part<CorePart>(withKeys, 'core').settings.attributes)
  })

  test('may ask another core, under another name', () => {
    const other = withKeys.replace(
      asking,
      `${asking}\nrequestor = { core = "https://core.example", kid = "juinen", origins = ["https://irma.example"] }`,
    )
    const { requestor } = part<CommPart>(other, 'comm.call').settings
    assert.deepEqual(
      [requestor!.core, requestor!.kid, requestor!.origins],
      ['https://core.example', 'juinen', ['https://irma.example']],
    )
    assert.deepEqual(part<CorePart>(other, 'core').settings.requestors, {})
  })

  test('is written down for the core where it says so itself', () => {
    const named = `${withKeys}\n[core.requestors.comm-call]\nkeys = { file = "auth/signing.public.json" }`
    const { requestors = {} } = part<CorePart>(named, 'core').settings
    assert.equal(requestors['comm-call']!.origins, undefined)
  })
})

test('without signing keys nobody asks, and no agent is offered to', () => {
  const plain = wholeInstallation()
  assert.deepEqual(part<CorePart>(plain, 'core').settings.requestors, {})
  assert.equal(part<CommPart>(plain, 'comm.call').settings.requestor, undefined)
  assert.deepEqual(part<DeskPart>(plain, 'desk').settings.identifies, [])
})

test('says what is missing', () => {
  const keyless = withKeys.replace(asking, `${decryption}\nrequestor = { kid = "x" }`)
  assert.deepEqual(problemsOf(keyless), ['comm.call.verification_keys', 'comm.call.signing_keys'])
  const coreless = `${withKeys.slice(withKeys.indexOf('[comm.call]'), withKeys.indexOf('[desk]'))}`
  assert.ok(problemsOf(coreless).includes('comm.call.requestor.core'))
})
