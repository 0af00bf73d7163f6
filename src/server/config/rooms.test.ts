/** A platform with rooms of its own, from one file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ensureKeys } from '../keys.ts'
import { assemble } from '../assemble.ts'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { fingerprint } from './sources.ts'
import { loadConfig } from './index.ts'
import type { AuthPart, CorePart, RoomsPart } from './parts.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
  await ensureKeys(`${folder.path}/rooms`)
  folder.write('guest-secret', 'g'.repeat(32))
  folder.write('host-secret', 'h'.repeat(32))
})
after(() => folder[Symbol.asyncDispose]())

const table = `
[rooms.video]
server_url = "http://127.0.0.1:8086"
secret = { file = "rooms/secret" }
signing_keys = { file = "rooms/signing.private.json" }
decryption_keys = { file = "rooms/encryption.private.json" }
display_name = "Videobellen"
platform_origins = ["https://video.example"]
guest_secret = { file = "guest-secret" }
host_secret = { file = "host-secret" }
`
const whole = wholeInstallation() + table

const load = (toml: string, parts?: string[]) =>
  loadConfig(folder.write('id-contact.toml', toml), { env: {}, ...(parts && { parts }) })
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

describe('rooms beside a core', () => {
  test('know it, and it knows them', () => {
    const { settings, internalUrl } = part<RoomsPart>(whole, 'rooms.video')
    assert.equal(internalUrl, undefined)
    assert.deepEqual(
      settings.cores.map(({ issuer }) => issuer),
      ['http://127.0.0.1:8081'],
    )
    const { core, kid, origins } = settings.requestor
    assert.deepEqual([core, kid, origins], ['http://127.0.0.1:8081', 'rooms-video', undefined])
    assert.deepEqual(settings.allowedOrigins, ['https://video.example'])
    assert.deepEqual([settings.guestSecret, settings.hostSecret], ['g'.repeat(32), 'h'.repeat(32)])
    assert.equal(settings.agents.clientId, 'desk')
    assert.deepEqual(
      settings.authMethods.map(({ tag }) => tag),
      ['login'],
    )
    const { requestors = {} } = part<CorePart>(whole, 'core').settings
    const { keys, origins: known } = requestors['rooms-video']!
    assert.deepEqual(known, ['http://127.0.0.1:8086'])
    const [key] = keys as { d?: string }[]
    assert.equal(key!.d, undefined)
    assert.equal(fingerprint(key!), fingerprint(settings.signingKeys[0]!))
  })

  test('receive results of the methods beside them', () => {
    const { recipients, attrUrlOrigins } = part<AuthPart>(whole, 'auth.login').settings
    assert.deepEqual(
      recipients.map(({ audience }) => audience),
      ['http://127.0.0.1:8083', 'http://127.0.0.1:8086'],
    )
    assert.deepEqual(attrUrlOrigins, ['http://127.0.0.1:8083', 'http://127.0.0.1:8086'])
  })

  test('run with the others, and alone', async () => {
    const assembly = await assemble(load(whole), { log: () => {} })
    const answer = await assembly.fetch('http://127.0.0.1:8086/guest/init/x')
    assert.equal(answer.status, 400)
    assert.equal((await assembly.fetch('http://127.0.0.1:8086/health')).status, 200)
    await assembly.close()
    const alone = load(whole, ['rooms'])
    assert.deepEqual(
      alone.parts.map(({ name }) => name),
      ['rooms.video'],
    )
    assert.deepEqual(alone.store, {})
  })

  test('have employees of their own, and another choosing page', () => {
    const more = whole.replace(
      'display_name',
      'widget_url = "https://widget.example/start-auth/"\ndialect = "verder-helpen"\nagents = { issuer = "https://login.example", client_id = "rooms", client_secret = "x" }\nretention = { idle = 600 }\ndisplay_name',
    )
    const { settings } = part<RoomsPart>(more, 'rooms.video')
    assert.equal(settings.widgetUrl, 'https://widget.example/start-auth/')
    assert.equal(settings.dialect, 'verder-helpen')
    assert.equal(settings.agents.issuer, 'https://login.example')
    assert.equal(settings.retention!.idle, 600)
  })

  test('tell help and hours: their own, or the help of the core', () => {
    const more = `${whole}hours = { time_zone = "Europe/Amsterdam", monday = ["08:30-17:00"] }\n`
    const help = 'help = { phone = "14026", phone_display = "14 026" }\n'
    const ofCore = part<RoomsPart>(more.replace('[core]', `[core]\n${help}`), 'rooms.video')
    assert.deepEqual(ofCore.settings.help, { phone: '14026', phoneDisplay: '14 026' })
    assert.deepEqual(ofCore.settings.hours!.weekly, { monday: ['08:30-17:00'] })
    const own = part<RoomsPart>(more + help.replaceAll('14', '16'), 'rooms.video')
    assert.equal(own.settings.help!.phone, '16026')
  })

  test('take the internal address as published plugins write it', () => {
    const more = whole.replace(
      'server_url = "http://127.0.0.1:8086"',
      'server_url = "http://127.0.0.1:8086"\ninternal_url = "http://rooms:8000/internal"',
    )
    const { settings, internalUrl } = part<RoomsPart>(more, 'rooms.video')
    assert.deepEqual([settings.internalUrl, internalUrl], Array(2).fill('http://rooms:8000'))
  })
})

describe('rooms at a published core', () => {
  const published = `${table}
requestor = { core = "https://core.example", kid = "comm-common", origins = ["https://irma.example"] }
agents = { issuer = "https://login.example", client_id = "rooms", client_secret = "x" }
auth_methods = [{ tag = "irma", keys = { file = "auth/signing.public.json" }, legacy = true }]
purposes = [{ tag = "report_move", attributes = ["name"] }]
[store]
memory = true
`
  test('need no more than a table', async () => {
    const { settings } = part<RoomsPart>(published, 'rooms.video')
    assert.deepEqual(settings.cores, [])
    assert.deepEqual(settings.requestor.origins, ['https://irma.example'])
    await (await assemble(load(published), { log: () => {} })).close()
  })

  test('are not known by a core of this file', () => {
    const more =
      whole + 'requestor = { core = "https://core.example", origins = ["https://a.example"] }\n'
    assert.deepEqual(part<CorePart>(more, 'core').settings.requestors, {})
    assert.deepEqual(part<RoomsPart>(more, 'rooms.video').settings.cores, [])
  })

  test('say where people are sent', () =>
    assert.deepEqual(problemsOf(published.replace(', origins = ["https://irma.example"]', '')), [
      'rooms.video.requestor.origins',
    ]))
})

describe('a mistake', () => {
  const refused: [string, (toml: string) => string, string][] = [
    [
      'one secret for guests and hosts',
      (t) => t.replace('"host-secret"', '"guest-secret"'),
      'rooms.video.host_secret',
    ],
    [
      'a short secret',
      (t) => t.replace('guest_secret = { file = "guest-secret" }', 'guest_secret = "short"'),
      'rooms.video.guest_secret',
    ],
    [
      'no origin of the platform',
      (t) => t.replace('["https://video.example"]', '[]'),
      'rooms.video.platform_origins',
    ],
    [
      'an address of the platform that is no origin',
      (t) => t.replace('"https://video.example"', '"https://video.example/x"'),
      'rooms.video.platform_origins.0',
    ],
    ['no name', (t) => t.replace('display_name = "Videobellen"', ''), 'rooms.video.display_name'],
    ['no employees', (t) => t.replace(/\[desk\][^[]*/, ''), 'rooms.video.agents'],
    [
      'a group of what nobody asks',
      (t) =>
        t.replace(
          'display_name',
          'purposes = [{ tag = "permit", attributes = [], groups = [{ label = "x", attributes = ["bsn"] }] }]\ndisplay_name',
        ),
      'rooms.video.purposes.permit.groups',
    ],
    [
      'a key that nobody knows',
      (t) => t.replace('display_name', 'displayname'),
      'rooms.video.displayname',
    ],
  ]
  for (const [what, change, key] of refused)
    test(`is refused, by name: ${what}`, () => {
      const problems = problemsOf(change(whole))
      assert.ok(problems.includes(key), JSON.stringify(problems))
    })

  test('that is only fine for trying out is refused in production', () => {
    const production = `production = true\n${whole}`
      .replace('https://video.example', 'http://video.example')
      .replace('"http://127.0.0.1:8086"', '"http://rooms.example"\nlisten = "8086"')
      .replace(
        'display_name',
        'agents = { issuer = "http://login.example", client_id = "rooms", client_secret = "x" }\ndisplay_name',
      )
    const problems = problemsOf(production)
    for (const key of ['server_url', 'platform_origins', 'agents.issuer'])
      assert.ok(problems.includes(`rooms.video.${key}`), key)
  })
})
