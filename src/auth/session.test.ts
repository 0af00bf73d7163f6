/** `session_url`: in the result, and what is told there. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RequestError } from '../protocol/errors.ts'
import type { AuthConfig, LoginSession, Outcome } from './index.ts'
import { proven, testMethod, type TestMethod } from './testing/method.ts'
import { audience, serverUrl } from './testing/plugin.ts'
import { goThrough, scene, type Scene } from './testing/scene.ts'
import { startSink } from './testing/sink.ts'

const kept = { token: 'the provider knows it' }
const loggedIn: Outcome = { ...proven, session: kept } as Outcome

interface Told {
  type: string
  session: unknown
}

/** A method that keeps log-ins, and writes down what it is told of them. */
async function keeping(
  changes: Partial<AuthConfig> = {},
  session: Partial<LoginSession> = {},
): Promise<Scene & { told: Told[] }> {
  const told: Told[] = []
  const note =
    (type: string) =>
    async (session: unknown): Promise<void> =>
      void told.push({ type, session })
  const method: TestMethod = testMethod()
  Object.assign(method, {
    outcome: loggedIn,
    session: { userActive: note('user_active'), logout: note('logout'), ...session },
  })
  return { told, ...(await scene(changes, method)) }
}

async function sessionUrlOf(setting: Scene, changes = {}): Promise<string | undefined> {
  const end = await goThrough(setting, changes)
  return (await setting.plugin.open(end.searchParams.get('result')!)).sessionUrl
}

const post = ({ plugin }: Scene, url: string, method = 'POST'): Promise<Response> =>
  plugin.handle(new Request(url, { method }))

/** Everything that somebody who posts can see. */
const seen = async (response: Response): Promise<string> =>
  JSON.stringify([response.status, [...response.headers], await response.text()])

describe('session_url', () => {
  const legacy = {
    binding: undefined,
    audience: undefined,
    purpose: undefined,
    auth_method: undefined,
  }

  for (const dialect of ['id-contact', 'verder-helpen'] as const)
    for (const [peer, changes] of Object.entries({ ours: {}, published: legacy }))
      it(`is in the result for a peer of ${dialect} that is ${peer}`, async () => {
        const url = await sessionUrlOf(await keeping({ dialect }), changes)
        assert.ok(url!.startsWith(`${serverUrl}/session/`))
      })

  it('is in no result of a method that keeps nothing', async () => {
    const setting = await scene()
    setting.method.outcome = loggedIn
    assert.equal(await sessionUrlOf(setting), undefined)
    assert.ok(!setting.plugin.log.some(({ event }) => event.startsWith('session')))
  })

  it('is in no result of a log-in that did not succeed, which ends at once', async () => {
    const setting = await keeping()
    for (const status of ['cancelled', 'failed', 'too_low', 'unavailable'] as const) {
      setting.method.outcome = { status, session: status }
      assert.equal(await sessionUrlOf(setting), undefined)
      assert.deepEqual(setting.told.at(-1), { type: 'logout', session: status })
    }
    setting.method.outcome = { status: 'cancelled' }
    await sessionUrlOf(setting)
    assert.equal(setting.told.length, 4)
  })

  it('holds nothing that can be read', async () => {
    const setting = await keeping()
    const url = (await sessionUrlOf(setting))!
    const parts = url.split(/[/.]/).map((part) => Buffer.from(part, 'base64url').toString())
    for (const text of [url, ...parts, JSON.stringify(setting.plugin.log)])
      assert.ok(!text.includes('provider knows'))
  })

  it('is left out, and that is told, when it would be longer than an address may be', async () => {
    const setting = await keeping()
    setting.method.outcome = { ...proven, session: 'x'.repeat(1300) } as Outcome
    assert.ok((await sessionUrlOf(setting))!.length <= 2048)
    setting.method.outcome = { ...proven, session: 'x'.repeat(1600) } as Outcome
    assert.equal(await sessionUrlOf(setting), undefined)
    setting.method.outcome = proven
    assert.equal(await sessionUrlOf(setting), undefined)
    const warned = setting.plugin.log.filter(({ event }) => event === 'session_left_out')
    assert.deepEqual(
      warned.map(({ level, reason }) => [level, reason]),
      [
        ['warn', 'too_long'],
        ['warn', 'nothing_kept'],
      ],
    )
  })

  it('ends at once when the result did not arrive', async () => {
    await using sink = await startSink()
    const setting = await keeping({ attrUrlOrigins: [sink.origin] })
    const attr_url = `${sink.origin}/result`
    await goThrough(setting, { attr_url })
    assert.deepEqual(setting.told, [])
    const { sessionUrl } = await setting.plugin.open(sink.received[0]!.body, audience)
    assert.ok(sessionUrl)
    sink.answer = { status: 500 }
    await goThrough(setting, { attr_url })
    assert.deepEqual(setting.told, [{ type: 'logout', session: kept }])
  })

  it('ends at once when an attribute is missing', async () => {
    const setting = await keeping()
    await goThrough(setting, { attributes: ['name', 'email'] })
    assert.deepEqual(setting.told, [{ type: 'logout', session: kept }])
  })
})

describe('POST /session/{ticket}', () => {
  it('tells the method what it is told', async () => {
    const setting = await keeping()
    const url = (await sessionUrlOf(setting))!
    for (const type of ['user_active', 'logout', 'logout'])
      assert.equal((await post(setting, `${url}?type=${type}`)).status, 200)
    assert.deepEqual(
      setting.told,
      ['user_active', 'logout', 'logout'].map((type) => ({ type, session: kept })),
    )
  })

  it('counts for a day, longer than a conversation lasts', async () => {
    let time = Date.now()
    const setting = await keeping({ now: () => new Date(time) })
    const url = (await sessionUrlOf(setting))!
    time += 24 * 60 * 60_000
    await post(setting, `${url}?type=logout`)
    assert.equal(setting.told.length, 1)
    time += 60 * 60_000
    assert.equal((await post(setting, `${url}?type=logout`)).status, 200)
    assert.equal(setting.told.length, 1)
  })

  it('answers the same to whatever comes', async () => {
    let time = Date.now()
    const failing = async (): Promise<void> => {
      throw new RequestError('ERR_ID_CONTACT_TIMEOUT')
    }
    const setting = await keeping({ now: () => new Date(time) })
    const broken = await keeping({}, { logout: failing })
    const idle = await keeping({}, { userActive: undefined })
    const url = (await sessionUrlOf(setting))!
    const begun = new URL(await setting.plugin.clientUrl()).pathname.split('/').at(-1)!
    const good = await seen(await post(setting, `${url}?type=logout`))
    const answers: Record<string, Response> = {
      'a second log-out': await post(setting, `${url}?type=logout`),
      'no type': await post(setting, url),
      'another type': await post(setting, `${url}?type=LOGOUT`),
      'a changed ticket': await post(setting, `${url.slice(0, -3)}AAA?type=logout`),
      rubbish: await post(setting, `${serverUrl}/session/x?type=logout`),
      'an address that does not decode': await post(
        setting,
        `${serverUrl}/session/%zz?type=logout`,
      ),
      'a ticket of another kind': await post(setting, `${serverUrl}/session/${begun}?type=logout`),
      'a provider that fails': await post(broken, `${await sessionUrlOf(broken)}?type=logout`),
      'a method that does not want to know': await post(
        idle,
        `${await sessionUrlOf(idle)}?type=user_active`,
      ),
    }
    time += 26 * 60 * 60_000
    answers['an old one'] = await post(setting, `${url}?type=logout`)
    for (const [what, answer] of Object.entries(answers))
      assert.equal(await seen(answer), good, what)
    assert.equal(setting.told.length, 2)
    assert.deepEqual(idle.told, [])
    const failed = broken.plugin.log.find(({ event }) => event === 'session_update_failed')!
    assert.equal(failed.code, 'ERR_ID_CONTACT_TIMEOUT')
    assert.equal(failed.outcome, 'logout')
  })

  it('does not wait for a provider that never answers', async () => {
    const alive = setInterval(() => {}, 1000)
    const setting = await keeping({}, { logout: () => new Promise<void>(() => {}) })
    const url = (await sessionUrlOf(setting))!
    assert.equal((await post(setting, `${url}?type=logout`)).status, 200)
    const failed = setting.plugin.log.find(({ event }) => event === 'session_update_failed')!
    assert.equal(failed.name, 'TimeoutError')
    clearInterval(alive)
  })

  it('refuses other methods', async () => {
    const setting = await keeping()
    const url = (await sessionUrlOf(setting))!
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await post(setting, `${url}?type=logout`, method)
      assert.equal(answer.status, 405, method)
      assert.equal(answer.headers.get('allow'), 'POST')
    }
    assert.deepEqual(setting.told, [])
  })
})
