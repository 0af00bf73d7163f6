/** Telling authentication plugins of log-ins: promptly, again when it does not work, and once (T27). */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { LogEntry } from '../protocol/log-entry.ts'
import { createSealer } from '../protocol/ticket.ts'
import type { StoredConversation } from '../store/index.ts'
import { open } from '../store/open.ts'
import { startPostgres } from '../store/testing/postgres.ts'
import { released, startTime, times, until, type Bench } from '../store/testing/stores.ts'
import { sealedSession } from './login-session.ts'
import { createDelivery, startOutbox, type Delivery, type OutboxConfig } from './outbox.ts'
import { due, sessionUrl, silence, testPlugin, type TestPlugin } from './testing/sessions.ts'

const secret = 's'.repeat(32)
/** The clock stands still until a test moves it. */
const bench = { time: startTime } as Bench
const now = (): Date => new Date(bench.time)
const wait = (seconds: number): number => (bench.time += seconds * 1000)
const sealer = createSealer(secret, { now })
const log: LogEntry[] = []
const digid = { tag: 'digid', name: 'DigiD', issuer: 'https://digid.example', keys: [] }

before(async () => void Object.assign(bench, await open({ now })))
after(() => bench.store.close())
let plugin: TestPlugin
beforeEach(async () => {
  wait(3600)
  await told()
  log.length = 0
  plugin = testPlugin()
})

const configOf = (changes: Partial<OutboxConfig> = {}): OutboxConfig => ({
  ...{ tag: 'phone', secret, authMethods: [digid], store: bench.store, now },
  fetch: plugin.fetch,
  log: (entry) => void log.push(entry),
  ...changes,
})
/** What is due, as it would be told. */
const told = ({ store } = bench): Promise<string[]> =>
  due({ store, commConfig: { tag: 'phone', secret, now } })
const logged = (event: string): LogEntry[] => log.filter((entry) => entry.event === event)
const round = async (delivery: Delivery): Promise<void> => {
  await delivery.round()
  await delivery.settled()
}

const called = (count: number): Promise<void> => until(() => plugin.calls.length >= count, 30_000)

let number = 0
async function loggedIn(url: string, at = bench): Promise<StoredConversation> {
  const claims = { status: 'success', sessionUrl: url, iat: 0, exp: 0 } as const
  const by = { ...digid, verificationKeys: undefined as never }
  const session = await sealedSession({ sealer, log: () => {} }, { claims, by })
  return (await at.store.byId(await released(at, { session })))!
}

/** Somebody was logged in, and stopped. @returns the address where the plugin hears of it */
async function stopped(url = sessionUrl(`${++number}`), at = bench): Promise<string> {
  const { id } = await loggedIn(url, at)
  await at.store.end(id, { reason: 'withdrawn' })
  return url
}

describe('what is told', () => {
  it('is a POST without a body to the address of the plugin, with the type added', async () => {
    let sent: RequestInit = {}
    plugin.answer = (_url, init) => {
      sent = init
      return new Response(null)
    }
    const url = await stopped('https://digid.example/session?id=x%20y')
    await round(createDelivery(configOf()))
    assert.deepEqual(plugin.calls, [`POST ${url}&type=logout`])
    assert.deepEqual(
      [sent.body, sent.redirect, sent.credentials, sent.referrerPolicy],
      ['', 'error', 'omit', 'no-referrer'],
    )
    assert.equal(logged('session_update_sent').length, 1)
    wait(3600)
    assert.deepEqual(await told(), [])
  })

  it('is told at once when it is written down', async () => {
    // No second look: it is the change itself that wakes.
    const outbox = startOutbox(configOf(), { every: 2 ** 30 })
    const { id } = await loggedIn(sessionUrl('x'))
    assert.deepEqual(plugin.calls, [])
    await bench.store.end(id, { reason: 'ended' })
    await called(1)
    assert.deepEqual(plugin.calls, [`POST ${sessionUrl('x')}?type=logout`])
    await outbox.stop()
  })

  it('is told at once by whoever starts, when it was written down before', async () => {
    const url = await stopped()
    const outbox = startOutbox(configOf(), { every: 2 ** 30 })
    await called(1)
    assert.deepEqual(plugin.calls, [`POST ${url}?type=logout`])
    await outbox.stop()
  })

  it('is told again when whoever began died before the answer', async () => {
    const url = await stopped()
    plugin.answer = () => new Promise(() => {})
    await createDelivery(configOf()).round()
    await called(1)
    plugin.answer = () => new Response(null)
    const other = createDelivery(configOf())
    wait(9)
    await round(other)
    assert.equal(plugin.calls.length, 1, 'the first may still be answered')
    wait(1)
    await round(other)
    assert.deepEqual(plugin.calls, Array(2).fill(`POST ${url}?type=logout`))
  })

  it('is that somebody is active, and not again when the plugin does not take it', async () => {
    const { id } = await loggedIn(sessionUrl('x'))
    const delivery = createDelivery(configOf())
    for (const answer of [new Response(null), new Response(null, { status: 503 })]) {
      plugin.answer = () => answer
      wait(60)
      await bench.store.touch(id)
      await round(delivery)
    }
    assert.deepEqual(plugin.calls, Array(2).fill(`POST ${sessionUrl('x')}?type=user_active`))
    wait(3600)
    assert.deepEqual(await told(), [])
    assert.deepEqual(logged('session_update_given_up'), [])
  })
})

describe('a plugin that does not take it', () => {
  const answers: [string, TestPlugin['answer'], object][] = [
    ['fails', () => new Response(null, { status: 503 }), { status: 503 }],
    ['does not know it', () => new Response('eyJ…', { status: 404 }), { status: 404 }],
    [
      'sends on',
      () => new Response(null, { status: 302, headers: { location: 'http://127.0.0.1' } }),
      { status: 302 },
    ],
    [
      'cannot be reached',
      () => Promise.reject(new TypeError('fetch failed')),
      { code: 'ERR_ID_CONTACT_UNREACHABLE' },
    ],
  ]
  for (const [what, answer, about] of answers)
    it(`is told three times more when it ${what}, and then no more`, async () => {
      const url = await stopped()
      plugin.answer = answer
      const delivery = createDelivery(configOf())
      await round(delivery)
      for (const [index, pause] of [10, 60, 300].entries()) {
        wait(pause - 1)
        await round(delivery)
        assert.equal(plugin.calls.length, index + 1, `not before ${pause} seconds`)
        wait(1)
        await round(delivery)
        assert.equal(plugin.calls.length, index + 2, `after ${pause} seconds`)
      }
      assert.equal(logged('session_update_postponed').length, 3)
      const [warning, ...others] = logged('session_update_given_up')
      assert.deepEqual(others, [])
      assert.equal(warning!.level, 'warn')
      for (const [name, value] of Object.entries(about))
        assert.equal(warning![name as 'status'], value)
      wait(3600)
      await round(delivery)
      assert.deepEqual(plugin.calls, Array(4).fill(`POST ${url}?type=logout`))
      assert.deepEqual(await told(), [])
      assert.doesNotMatch(JSON.stringify(log), /digid\.example|eyJ/)
    })

  it('is told no more once it took it', async () => {
    await stopped()
    const delivery = createDelivery(configOf())
    plugin.answer = () => new Response(null, { status: 503 })
    await round(delivery)
    plugin.answer = () => new Response(null)
    wait(11)
    await round(delivery)
    wait(3600)
    await round(delivery)
    assert.equal(plugin.calls.length, 2)
    assert.deepEqual(logged('session_update_given_up'), [])
  })

  it('and does not answer keeps nothing from the others', async () => {
    const stopping = new AbortController()
    const delivery = createDelivery(configOf(), stopping.signal)
    plugin.answer = silence
    await stopped()
    await delivery.round()
    await called(1)
    plugin.answer = () => new Response(null)
    const url = await stopped()
    await delivery.round()
    await called(2)
    assert.equal(plugin.calls[1], `POST ${url}?type=logout`)
    stopping.abort()
    await delivery.settled()
  })

  it('is not even called when it is configured no more, or the secret is another', async () => {
    for (const changes of [{ authMethods: [] }, { secret: 't'.repeat(32) }]) {
      log.length = 0
      await stopped()
      await round(createDelivery(configOf(changes)))
      assert.equal(logged('session_update_given_up').length, 1)
      assert.deepEqual(await told(), [])
    }
    assert.deepEqual(plugin.calls, [])
  })
})

describe('several processes', () => {
  const ways: [string, () => Promise<{ databaseUrl?: string; stop(): Promise<void> }>][] = [
    ['one database of their own', () => Promise.resolve({ stop: () => Promise.resolve() })],
    [
      'a PostgreSQL server',
      async () => {
        const { url, stop } = await startPostgres()
        return { databaseUrl: url, stop }
      },
    ],
  ]
  for (const [what, make] of ways)
    it(`over ${what} tell each of them once`, async () => {
      const { databaseUrl, stop } = await make()
      const first = databaseUrl ? await open({ databaseUrl, now }) : undefined
      const second = databaseUrl ? await open({ databaseUrl, now }) : undefined
      const at = { ...bench, ...first }
      const urls = await Promise.all(times(30, () => stopped(undefined, at)))
      const outboxes = [at, second ?? at].map(({ store }) => startOutbox(configOf({ store })))
      await called(30)
      await Promise.all(outboxes.map((outbox) => outbox.stop()))
      assert.deepEqual(plugin.calls.sort(), urls.map((url) => `POST ${url}?type=logout`).sort())
      wait(3600)
      assert.deepEqual(await told(at), [])
      await first?.store.close()
      await second?.store.close()
      await stop()
    })
})

describe('stopping', () => {
  it('does not wait for a plugin that does not answer, and leaves it to whoever starts next', async () => {
    const url = await stopped()
    plugin.answer = silence
    const outbox = startOutbox(configOf())
    await called(1)
    await outbox.stop()
    plugin.answer = () => new Response(null)
    await round(createDelivery(configOf()))
    assert.deepEqual(plugin.calls, Array(2).fill(`POST ${url}?type=logout`))
  })

  it('claims nothing again of what it gives back', async () => {
    await stopped()
    plugin.answer = silence
    const stopping = new AbortController()
    let claims = 0
    const claimUpdates: typeof bench.store.claimUpdates = async (tag) => {
      claims += 1
      const updates = await bench.store.claimUpdates(tag)
      stopping.abort()
      return updates
    }
    const store = { ...bench.store, claimUpdates }
    await round(createDelivery(configOf({ store }), stopping.signal))
    assert.equal(claims, 1)
    assert.equal((await told()).length, 1)
  })

  it('ends the looking', async () => {
    const outbox = startOutbox(configOf(), { every: 5 })
    await outbox.stop()
    await stopped()
    await outbox.stop()
    assert.deepEqual(plugin.calls, [])
    assert.equal((await told()).length, 1)
  })

  it('is not ended by a store that fails', async () => {
    let isDown = true
    const claimUpdates: typeof bench.store.claimUpdates = (tag) =>
      isDown ? Promise.reject(new Error('down')) : bench.store.claimUpdates(tag)
    const url = await stopped()
    const outbox = startOutbox(configOf({ store: { ...bench.store, claimUpdates } }), { every: 5 })
    await until(() => logged('outbox_failed').length > 1, 30_000)
    isDown = false
    await called(1)
    assert.deepEqual(plugin.calls, [`POST ${url}?type=logout`])
    await outbox.stop()
  })
})
