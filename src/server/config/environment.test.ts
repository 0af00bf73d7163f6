import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import type { Environment } from './environment.ts'
import { loadConfig } from './index.ts'
import type { AuthPart, CommPart, CorePart } from './parts.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const load = (env: Environment, toml = wholeInstallation()) =>
  loadConfig(folder.write('id-contact.toml', toml), { env })
const coreOf = (env: Environment): CorePart['settings'] => (load(env).parts[0] as CorePart).settings

describe('the environment', () => {
  test('stands in place of a key, and moves what follows from it', () => {
    const env = {
      ID_CONTACT_CORE_SERVER_URL: 'http://127.0.0.1:9001',
      ID_CONTACT_AUTH_LOGIN_SERVER_URL: 'http://127.0.0.1:9002',
    }
    const [core, auth, comm] = load(env).parts as [CorePart, AuthPart, CommPart]
    assert.equal(core.settings.serverUrl, 'http://127.0.0.1:9001')
    assert.deepEqual(core.listen, { host: '127.0.0.1', port: 9001 })
    assert.equal(core.settings.authMethods[0]?.start, 'http://127.0.0.1:9002')
    assert.deepEqual(auth.settings.continuationOrigins, ['http://127.0.0.1:9001'])
    assert.equal(comm.settings.authMethods[0]?.issuer, 'http://127.0.0.1:9002')
  })

  test('gives secrets by value and by file', () => {
    const secret = 's'.repeat(40)
    assert.equal(coreOf({ ID_CONTACT_CORE_SECRET: secret }).secret, secret)
    const file = folder.write('mounted-secret', `${'m'.repeat(40)}\n`)
    assert.equal(coreOf({ ID_CONTACT_CORE_SECRET_FILE: file }).secret, 'm'.repeat(40))
  })

  test('gives keys by file', () => {
    const [before] = coreOf({}).signingKeys
    const [now] = coreOf({
      ID_CONTACT_CORE_SIGNING_KEYS_FILE: join(folder.path, 'auth/signing.private.json'),
    }).signingKeys
    assert.notEqual(now?.x, before?.x)
  })

  test('reads flags, numbers and lists, and names an item of a list by its tag', () => {
    const settings = coreOf({
      ID_CONTACT_CORE_PLUGIN_TIMEOUT: '2.5',
      ID_CONTACT_CORE_ALLOWED_ORIGINS: 'https://a.example, https://b.example',
      ID_CONTACT_CORE_AUTH_METHODS_LOGIN_DISABLE_ATTR_URL: 'true',
      ID_CONTACT_CORE_PURPOSES_REPORT_MOVE_ALLOWED_COMM: '*',
    })
    assert.equal(settings.pluginTimeout, 2500)
    assert.deepEqual(settings.allowedOrigins, ['https://a.example', 'https://b.example'])
    assert.equal(settings.authMethods[0]?.disableAttrUrl, true)
    assert.deepEqual(settings.purposes[0]?.allowedComm, ['*'])
  })

  test('makes the tables of store and log', () => {
    const toml = wholeInstallation().replace('[store]\nmemory = true', '')
    const config = load(
      { ID_CONTACT_STORE_FOLDER: '/var/lib/x', ID_CONTACT_LOG_LEVEL: 'debug' },
      toml,
    )
    assert.deepEqual(config.store, { dataDir: '/var/lib/x' })
    assert.equal(config.logLevel, 'debug')
  })

  test('names the database by DATABASE_URL, unless the file names a place', () => {
    const env = { DATABASE_URL: 'postgres://db.example/contact' }
    const toml = wholeInstallation().replace('[store]\nmemory = true', '')
    assert.deepEqual(load(env, toml).store, { databaseUrl: env.DATABASE_URL })
    assert.deepEqual(load(env).store, {})
  })

  test('is ignored where it is empty or not ours', () => {
    const platform = {
      ID_CONTACT_CORE_SECRET: '',
      ID_CONTACT_PORT: 'tcp://10.0.0.1:80',
      ID_CONTACT_SERVICE_HOST: '10.0.0.1',
    }
    assert.deepEqual(load(platform).warnings, [])
  })

  test('warns of what looks like a slip', () => {
    assert.deepEqual(load({ ID_CONTACT_CORE_SERVER_ULR: 'x' }).warnings, [
      'ID_CONTACT_CORE_SERVER_ULR names no key. Did you mean ID_CONTACT_CORE_SERVER_URL?',
    ])
  })

  test('is refused by the name of the variable or of the key, without its value', () => {
    assert.throws(
      () => load({ ID_CONTACT_CORE_PLUGIN_TIMEOUT: 'hunter2' }),
      (error: Error) => {
        assert.match(
          error.message,
          /^ID_CONTACT_CORE_PLUGIN_TIMEOUT does not fit core\.plugin_timeout\./,
        )
        return !error.message.includes('hunter2')
      },
    )
    assert.throws(
      () => load({ ID_CONTACT_CORE_SECRET: 'hunter2' }),
      (error: Error) => {
        assert.match(error.message, /^core\.secret is shorter than 32 bytes/)
        return !error.message.includes('hunter2')
      },
    )
  })

  test('that could mean two keys is refused', () => {
    const toml = wholeInstallation().replace(
      '[core.attributes]',
      '[[core.comm_methods]]\ntag = "ca-ll"\nstart = "https://a.example"\n[[core.comm_methods]]\ntag = "ca_ll"\nstart = "https://b.example"\n[core.attributes]',
    )
    assert.throws(
      () => load({ ID_CONTACT_CORE_COMM_METHODS_CA_LL_START: 'https://c.example' }, toml),
      /may mean core\.comm_methods\.ca-ll\.start and core\.comm_methods\.ca_ll\.start/,
    )
  })
})
