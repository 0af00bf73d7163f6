/** A plugin of somebody else, brought in by the path of its module. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ConfigError } from '../protocol/errors.ts'
import { assemble } from './assemble.ts'
import { type Config, loadConfig } from './config/index.ts'
import { InvalidConfig } from './config/problems.ts'
import { type TestFolder, testFolder, wholeInstallation } from './testing/folder.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

/** A method whose address says what it was made with. */
const good = `export default async ({ setting, fetch }) => {
  const place = new URL(setting('place'))
  place.searchParams.set('password', setting('password'))
  place.searchParams.set('color', setting('color', 'blue'))
  place.searchParams.set('fetch', typeof fetch)
  return {
    attributes: ['name', 'email', 'shoe_size'],
    begin: async () => ({ url: place.href, state: 'state', memory: {} }),
    complete: async () => ({ status: 'failed' }),
  }
}`

const settings = 'settings = { place = "https://portal.example/in", password = { file = "pw" } }'

/** Module files are read once in a process, so each has a name of its own. */
let count = 0
function file(module: string, table = settings, attributes = '["name", "email"]'): string {
  const name = `method-${++count}.mjs`
  folder.write(name, module)
  folder.write('pw', ' secret word \n')
  const own = `type = "module"\nmodule = "${name}"\nattributes = ${attributes}\n${table}`
  const toml = wholeInstallation()
    .replace(/type = "oidc"/, own)
    .replace(/^(issuer|client_id|client_secret|claims) = .*\n/gm, '')
  return folder.write('id-contact.toml', toml)
}

const load = (path: string, env = {}) => loadConfig(path, { env, parts: ['auth'] })

const refusal = (module: string, table?: string, attributes?: string): Promise<ConfigError> =>
  refusalOf(load(file(module, table, attributes)))

async function refusalOf(config: Config): Promise<ConfigError> {
  try {
    await assemble(config, { log: () => {} })
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error))
    return error
  }
  throw new Error('It was accepted')
}

describe('a method of a module', () => {
  test('is made with its settings, secrets and variables of the environment in them', async () => {
    const env = { ID_CONTACT_AUTH_LOGIN_SETTINGS_PLACE: 'https://other.example/in' }
    const assembly = await assemble(load(file(good), env), { log: () => {} })
    const at = 'http://127.0.0.1:8082'
    const started = await assembly.fetch(`${at}/start_authentication`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        attributes: ['name'],
        continuation: 'http://127.0.0.1:8081/return/x',
        audience: 'http://127.0.0.1:8083',
      }),
    })
    const { client_url } = (await started.json()) as { client_url: string }
    const begun = await assembly.fetch(client_url, { redirect: 'manual' })
    assert.equal(
      begun.headers.get('location'),
      'https://other.example/in?password=secret+word&color=blue&fetch=function',
    )
    await assembly.close()
  })

  test('is trusted for what the file says it may assert', () => {
    const { parts } = loadConfig(file(good), { env: {} })
    const [comm] = parts.flatMap((part) => (part.kind === 'comm' ? [part.settings] : []))
    assert.deepEqual(comm!.authMethods[0]!.attributes, ['name', 'email'])
  })

  test('must give what the purposes ask', () => {
    assert.throws(
      () => loadConfig(file(good, settings, '["name"]'), { env: {} }),
      /asks for "email", which auth\.login does not give\. Add email to auth\.login\.attributes/,
    )
  })

  test('must be there', () => {
    const path = file(good)
    assert.throws(
      () => loadConfig(path, { env: { ID_CONTACT_AUTH_LOGIN_MODULE: 'nowhere.js' } }),
      (error) =>
        error instanceof InvalidConfig && /auth\.login\.module names no file/.test(error.message),
    )
  })

  for (const [what, key, module, table, attributes] of [
    ['misses a setting', 'settings.place', good, 'settings = { password = "x" }'],
    [
      'is given a setting that it does not know',
      'settings.pasword',
      good,
      settings.replace('{', '{ pasword = "x",'),
    ],
    ['exports no function', 'module', 'export const method = 1'],
    ['does not load', 'module', 'export default ('],
    ['cannot prove what the file says', 'attributes', good, settings, '["name", "email", "bsn"]'],
  ] as const)
    test(`that ${what} does not start, and the key is named`, async () => {
      assert.equal((await refusal(module, table, attributes)).key, `auth.login.${key}`)
    })
})

describe('a channel of a module', () => {
  const channel = (code: string): string => `export default ({ setting }) => {
    const prefix = setting('prefix')
    return {
      kind: 'phone',
      code: { make: () => prefix + '${code}', lifetime: 600, extensions: 1 },
      view: () => ({}),
    }
  }`

  function config(module: string, kind = 'phone', parts = ['comm']): Config {
    const name = `channel-${++count}.mjs`
    folder.write(name, module)
    const settings = 'settings = { prefix = "00" }'
    const own = `type = "module"\nmodule = "${name}"\nchannel = "${kind}"\n${settings}`
    const toml = wholeInstallation()
      .replace(/type = "phone"/, own)
      .replace(/^(number|display) = .*\n/gm, '')
    return loadConfig(folder.write('channel.toml', toml), { env: {}, parts })
  }

  test('takes conversations', async () => {
    const assembly = await assemble(config(channel('1234567')), { log: () => {} })
    const started = await assembly.fetch('http://127.0.0.1:8083/start_communication', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ purpose: 'report_move', auth_method: 'login', comm_method: 'call' }),
    })
    assert.equal(started.status, 200)
    await assembly.close()
  })

  test('is offered by the core as what the file says', () => {
    const [core] = config(channel(''), 'video', ['core']).parts
    assert.equal(core?.kind === 'core' && core.settings.commMethods[0]!.channel, 'video')
  })

  for (const [what, key, module, kind] of [
    ['is of another kind than the file says', 'channel', channel('1234567'), 'video'],
    ['makes codes that can be guessed', 'channel.code.make', channel('12345')],
  ] as const)
    test(`that ${what} does not start, and the key is named`, async () => {
      assert.equal((await refusalOf(config(module, kind))).key, `comm.call.${key}`)
    })
})
