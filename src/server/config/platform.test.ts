/** A telephone platform beneath the channel, from one file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PublishedOptions, TwilioOptions } from '../../comm/phone/index.ts'
import { assemble } from '../assemble.ts'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import type { CommPart, DeskPart } from './parts.ts'
import type { PhoneChannel } from './methods.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
const key = 'k'.repeat(32)
before(async () => {
  folder = await testFolder()
  folder.write('platform-key', `${key}\n`)
})
after(() => folder[Symbol.asyncDispose]())

const table = '[comm.call.platform]\napi_key = { file = "platform-key" }\n'
const whole = wholeInstallation().replace('[desk]', `${table}\n[desk]`)

const load = (toml: string, env: Record<string, string> = {}, parts?: string[]) =>
  loadConfig(folder.write('id-contact.toml', toml), { env, ...(parts && { parts }) })
function anyPlatformOf(...args: Parameters<typeof load>): PhoneChannel['platform'] {
  const part = load(...args).parts.find(({ kind }) => kind === 'comm') as CommPart
  return (part.channel as PhoneChannel).platform
}
const platformOf = (...args: Parameters<typeof load>): PublishedOptions =>
  anyPlatformOf(...args) as PublishedOptions
const problemsOf = (toml: string): string[] => {
  try {
    load(toml)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error.problems.map(({ key }) => key)
  }
  throw new Error('The configuration was accepted')
}

describe('a telephone platform', () => {
  test('is not there unless the file has it', () =>
    assert.equal(anyPlatformOf(wholeInstallation()), undefined))

  test('knows the employees of the desk, and the origins of their tools', () => {
    const desk = whole.replace(
      'agents = {',
      'allowed_origins = ["https://tool.example"]\nagents = { role_claim = "roles", role = "kcc",',
    )
    const platform = platformOf(desk)
    assert.equal(platform.apiKey, key)
    assert.equal(platform.dialect, 'id-contact')
    assert.deepEqual(platform.allowedOrigins, ['https://tool.example'])
    const { issuer, audience, roleClaim, role } = platform.agents
    assert.deepEqual([issuer, audience], ['http://127.0.0.1:9', 'desk'])
    assert.deepEqual([roleClaim, role], ['roles', 'kcc'])
  })

  test('needs no secret of the desk, which may be elsewhere', () => {
    const elsewhere = whole
      .replaceAll('{ file = "client-secret" }', '{ file = "not-here" }')
      .replace('secret = { file = "core/secret" }', 'secret = { file = "not-here" }')
    assert.equal(platformOf(elsewhere, {}, ['comm']).agents.audience, 'desk')
  })

  test('may have employees, origins and words of its own, and a key from the environment', () => {
    const own = whole.replace(
      table,
      `${table}dialect = "verder-helpen"\nallowed_origins = ["https://ccp.example"]
agents = { issuer = "https://login.example", audience = "ccp", keys = { file = "auth/signing.public.json" } }\n`,
    )
    const variable = 'ID_CONTACT_COMM_CALL_PLATFORM_API_KEY'
    const platform = platformOf(own, { [variable]: 'e'.repeat(40) })
    assert.equal(platform.apiKey, 'e'.repeat(40))
    assert.equal(platform.dialect, 'verder-helpen')
    assert.deepEqual(platform.allowedOrigins, ['https://ccp.example'])
    assert.equal(platform.agents.audience, 'ccp')
    assert.equal(platform.agents.keys?.length, 1)
  })

  test('is one of four', () => {
    const sid = `WW${'0a'.repeat(16)}`
    const of = (lines: string) =>
      anyPlatformOf(whole.replace(table, `[comm.call.platform]\n${lines}\n`))
    const token = `type = "twilio"\nauth_token = "${key}"\n`
    for (const type of ['amazon-connect', 'sip'])
      assert.deepEqual(of(`type = "${type}"\napi_key = { file = "platform-key" }`), {
        type,
        apiKey: key,
      })
    for (const [line, onward] of [
      ['queue = "kcc"', { queue: 'kcc' }],
      [`workflow = "${sid}"`, { workflow: sid }],
      ['sip = "sip:kcc@pbx.example"', { sip: 'sip:kcc@pbx.example' }],
      ['redirect = "https://pbx.example/kcc"', { redirect: 'https://pbx.example/kcc' }],
    ] as const)
      assert.deepEqual(of(token + line), {
        type: 'twilio',
        authToken: key,
        onward,
        languages: undefined,
      })
    const { languages } = of(`${token}queue = "kcc"\nlanguages = ["en"]`) as TwilioOptions
    assert.deepEqual(languages, ['en'])
  })

  test('may have its secret in the environment, whichever it is', () => {
    const lines = '[comm.call.platform]\ntype = "twilio"\nqueue = "kcc"\n'
    const env = { ID_CONTACT_COMM_CALL_PLATFORM_AUTH_TOKEN_FILE: 'platform-key' }
    const platform = anyPlatformOf(whole.replace(table, lines), env) as TwilioOptions
    assert.equal(platform.authToken, key)
  })

  test('is one that the desk knows calls of, unless the file says otherwise', () => {
    const callsOf = (toml: string) =>
      (load(toml).parts.find(({ kind }) => kind === 'desk') as DeskPart).settings.calls
    assert.deepEqual(callsOf(whole), ['call'])
    assert.deepEqual(callsOf(wholeInstallation()), [])
    assert.deepEqual(callsOf(whole.replace('[desk]', '[desk]\ncalls = ["elsewhere"]')), [
      'elsewhere',
    ])
  })

  test('runs: its routes are there, and ask for credentials', async () => {
    const assembly = await assemble(load(whole), { log: () => {} })
    const at = 'http://127.0.0.1:8083'
    const post = (headers: Record<string, string>) =>
      assembly.fetch(`${at}/link_phone`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ dtmf: '123456789', sessionid: 'x' }),
      })
    assert.equal((await post({})).status, 401)
    assert.equal((await post({ 'x-api-key': key })).status, 404)
    assert.equal((await assembly.fetch(`${at}/session_info/x`)).status, 401)
    await assembly.close()
  })
})

describe('a mistake is refused, by name:', () => {
  const refused: [what: string, change: (toml: string) => string, key: string][] = [
    ['no key', (t) => t.replace('api_key = { file = "platform-key" }', ''), 'api_key'],
    ['a short key', (t) => t.replace('{ file = "platform-key" }', `"${key.slice(1)}"`), 'api_key'],
    ['a key with a space', (t) => t.replace('{ file = "platform-key" }', `"${key} k"`), 'api_key'],
    [
      'a key that fits no header',
      (t) => t.replace('{ file = "platform-key" }', `"${'é'.repeat(32)}"`),
      'api_key',
    ],
    ['no employees', (t) => t.replace(/\[desk\][^[]*/, ''), 'agents'],
    [
      'no audience',
      (t) => t.replace(table, `${table}agents = { issuer = "https://a.example" }\n`),
      'agents.audience',
    ],
    ['words of nobody', (t) => t.replace(table, `${table}dialect = "irma"\n`), 'dialect'],
    [
      'an origin that is none',
      (t) => t.replace(table, `${table}allowed_origins = ["*"]\n`),
      'allowed_origins.0',
    ],
    ['a platform of nobody', (t) => t.replace(table, `${table}type = "exchange"\n`), 'type'],
    ['an unknown key', (t) => t.replace(table, `${table}apikey = "x"\n`), 'apikey'],
  ]
  for (const [what, change, name] of refused)
    test(what, () => {
      const problems = problemsOf(change(whole))
      assert.ok(problems.includes(`comm.call.platform.${name}`), JSON.stringify(problems))
    })

  const token = `[comm.call.platform]\ntype = "twilio"\nauth_token = "${key}"\n`
  for (const [what, lines, name] of [
    ['no token', '[comm.call.platform]\ntype = "twilio"\nqueue = "kcc"\n', '.auth_token'],
    ['a short token', token.replace(key, 'short') + 'queue = "kcc"\n', '.auth_token'],
    ['no way on', token, ''],
    ['two ways on', `${token}queue = "a"\nredirect = "https://a.example"\n`, ''],
    ['a workflow that is none', `${token}workflow = "kcc"\n`, '.workflow'],
    ['a SIP address that is none', `${token}sip = "kcc@pbx"\n`, '.sip'],
    ['a language that is not spoken', `${token}queue = "a"\nlanguages = ["fr"]\n`, '.languages.0'],
    ['no language', `${token}queue = "a"\nlanguages = []\n`, '.languages'],
    ['a key of another platform', `${token}queue = "a"\napi_key = "${key}"\n`, '.api_key'],
  ] as const)
    test(`Twilio: ${what}`, () => {
      const problems = problemsOf(whole.replace(table, lines))
      assert.ok(problems.includes(`comm.call.platform${name}`), JSON.stringify(problems))
    })

  test('employees over plain http, in production', () => {
    const agents = 'agents = { issuer = "http://login.example", audience = "a" }'
    const problems = problemsOf(`production = true\n${whole.replace(table, `${table}${agents}\n`)}`)
    assert.ok(problems.includes('comm.call.platform.agents.issuer'), JSON.stringify(problems))
  })
})
