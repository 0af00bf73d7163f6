/** `POST /link_phone`: which code was keyed in, in which call. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { ConfigError } from '../../protocol/errors.ts'
import type { ConversationView } from '../../protocol/messages-conversation.ts'
import type { Store } from '../../store/index.ts'
import { createComm } from '../index.ts'
import {
  as,
  commUrl,
  deskUrl,
  json,
  setting as commSetting,
  slugOf,
  type Setting,
} from '../testing/comm.ts'
import { phone } from './index.ts'
import { apiKey, askInfo, caller, info, link, setting, shapeOf } from './testing/platform.ts'

const view = async (state: Setting, url: string, token: string): Promise<ConversationView> =>
  (await (await state.comm(new Request(url, { headers: as(token) }))).json()) as ConversationView

/** A code of nobody's. */
const wrong = (code: string): string => String(10 ** 9 - 1 - Number(code)).padStart(9, '0')

describe('a code that is keyed in', () => {
  let state: Setting
  before(async () => {
    state = await setting()
  })
  after(() => state.close())

  it('belongs to that call, and is used up; the conversation waits on', async () => {
    const { code, client_url, token } = await caller(state)
    const answer = await link(state, code)
    assert.equal(answer.status, 200)
    assert.deepEqual(await answer.json(), {})
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const seen = await view(state, client_url, token)
    assert.deepEqual([seen.state, seen.phone], ['waiting', undefined])
    assert.equal((await state.store.waiting()).length, 1)
    const agent = as(await state.agent('anna'))
    const spent = await state.desk(json(`${deskUrl}/conversations/code`, { code }, agent))
    assert.equal(await slugOf(spent), 'unknown-code')
    assert.equal((await info(state)).purpose, 'report_move')
  })

  it('is taken from the event of Amazon Connect as well, with the key that ends it', async () => {
    const { code } = await caller(state)
    const ContactData = {
      Attributes: { dtmf: `${code}#` },
      ContactId: 'contact-7',
      Channel: 'VOICE',
    }
    const event = { Details: { ContactData, Parameters: {} }, Name: 'ContactFlowEvent' }
    const headers = { authorization: `Bearer ${apiKey}` }
    assert.equal((await state.comm(json(`${commUrl}/link_phone`, event, headers))).status, 200)
    assert.equal((await info(state, 'sanne', 'contact-7')).auth_result?.status, 'succes')
  })

  it('gets the same answer when the platform asks again', async () => {
    const { code } = await caller(state)
    assert.equal((await link(state, code, 'again')).status, 200)
    assert.equal((await link(state, code, 'again')).status, 200)
    assert.equal((await link(state, wrong(code), 'again')).status, 200, 'no code is looked at')
    assert.equal((await link(state, code, 'another')).status, 404, 'it works once')
    const { code: second, client_url, token } = await caller(state)
    assert.equal((await link(state, second, 'again')).status, 200)
    assert.equal((await view(state, client_url, token)).phone?.code, second, 'and stays good')
  })

  it('is one caller’s when two key it in at once', async () => {
    const { code } = await caller(state)
    const calls = ['one', 'two', 'three']
    const answers = await Promise.all(calls.map((call) => link(state, code, `at-once-${call}`)))
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [200, 404, 404])
  })

  it('comes too late after its time, and after the resident has stopped', async () => {
    const late = await caller(state)
    const stopped = await caller(state)
    await state.comm(
      new Request(stopped.client_url, { method: 'DELETE', headers: as(stopped.token) }),
    )
    assert.equal((await link(state, stopped.code, 'stopped')).status, 404)
    state.wait(3600)
    assert.equal((await link(state, late.code, 'late')).status, 404)
  })

  it('is another after the connection was lost: the new one works in the next call', async () => {
    const { code, client_url, token } = await caller(state)
    await link(state, code, 'lost')
    const renewed = await state.comm(json(`${client_url}/renew`, {}, as(token)))
    const { phone: shown } = (await renewed.json()) as ConversationView
    assert.equal((await link(state, shown!.code, 'second')).status, 200)
    assert.equal(
      (await askInfo(state, as(await state.agent('a')), { sessionid: 'lost' })).status,
      404,
    )
    assert.ok(await info(state, 'a', 'second'))
  })

  it('leaves no trace in the log or the records', async () => {
    const { code } = await caller(state)
    const sessionid = '4f6a1c7e-1b1e-4ac0-9b7e-5f7f8a5a2f11'
    await link(state, code, sessionid)
    await link(state, '918273645', sessionid)
    const told = JSON.stringify([state.log, await state.store.readAudit(1000)])
    for (const secret of [code, sessionid, apiKey, '918273645']) assert.ok(!told.includes(secret))
    assert.ok(state.log.some(({ event }) => event === 'call_linked'))
    const audited = (await state.store.readAudit()).filter(({ event }) => event === 'call_linked')
    assert.deepEqual(audited.at(-1)?.purpose, 'report_move')
  })
})

describe('guessing codes by telephone (T19)', () => {
  async function fresh(): Promise<
    Setting & { looked: () => number; [Symbol.asyncDispose](): Promise<void> }
  > {
    const base = await commSetting()
    let looked = 0
    const calls: Store['calls'] = {
      ...base.store.calls,
      link: (r) => (looked++, base.store.calls.link(r)),
    }
    const store: Store = { ...base.store, calls }
    const { issuer, keys } = base.deskConfig.agents
    const platform = { apiKey, agents: { issuer, audience: 'desk', keys } }
    const channel = phone({ number: '14026', display: '14 026', codeLifetime: 3600, platform })
    const comm = await createComm({ ...base.commConfig, store, channel })
    return { ...base, comm, looked: () => looked, [Symbol.asyncDispose]: () => base.close() }
  }

  it('ends after three tries in one call, which goes on unidentified', async () => {
    await using state = await fresh()
    const { code } = await caller(state)
    for (let i = 0; i < 3; i++) assert.equal((await link(state, wrong(code), 'robot')).status, 404)
    assert.equal((await link(state, code, 'robot')).status, 404)
    assert.equal(state.looked(), 3)
    state.wait(1800)
    assert.equal((await link(state, code, 'robot')).status, 404, 'however long the call lasts')
    assert.equal((await link(state, code, 'another')).status, 200)
  })

  it('tries three in one call when all come at once', async () => {
    await using state = await fresh()
    await caller(state)
    const guesses = Array.from({ length: 20 }, (_, n) => link(state, `10000000${n % 10}`, 'robot'))
    await Promise.all(guesses)
    assert.ok(state.looked() <= 3, `${state.looked()}`)
  })

  it('looks at thirty in ten minutes, of all calls; then callers go on unidentified', async () => {
    await using state = await fresh()
    const { code } = await caller(state)
    for (let n = 0; n < 200; n++) {
      const answer = await link(state, String(100_000_000 + n), `robot-${n}`)
      assert.equal(answer.status, 404)
    }
    assert.equal(state.looked(), 30)
    assert.equal((await link(state, code)).status, 404)
    assert.ok(state.log.some(({ event }) => event === 'too_many_wrong_codes'))
    state.wait(601)
    assert.equal((await link(state, code)).status, 200, 'the code was not used up')
  })

  it('is one count with what agents try at the desk', async () => {
    await using state = await fresh()
    const { code } = await caller(state)
    for (const subject of ['a', 'b', 'c']) {
      const agent = as(await state.agent(subject))
      for (let n = 0; n < 10; n++)
        await state.desk(json(`${deskUrl}/conversations/code`, { code: `11111111${n}` }, agent))
    }
    assert.equal((await link(state, code)).status, 404)
    assert.equal(state.looked(), 0)
  })

  it('does not count what cannot be a code: callers who key in nothing cost nobody a try', async () => {
    await using state = await fresh()
    const { code } = await caller(state)
    for (const dtmf of ['', 'Timeout', '1', '#', '*', '1234567', '1'.repeat(13), '12345678a'])
      for (let n = 0; n < 5; n++) assert.equal((await link(state, dtmf, 'call-1')).status, 404)
    assert.equal((await link(state, code)).status, 200)
  })

  it('is always answered in the same way, whatever the reason', async () => {
    await using state = await fresh()
    const [used, late, good] = [await caller(state), await caller(state), await caller(state)]
    await link(state, used.code, 'user')
    await state.comm(json(`${good.client_url}/extend`, {}, as(good.token)))
    const answers = [
      await link(state, '000000000', 'wrong'),
      await link(state, 'no code', 'none'),
      await link(state, used.code, 'thief'),
    ]
    for (let n = 0; n < 3; n++) await link(state, '000000000', 'robot')
    answers.push(await link(state, late.code, 'robot'))
    state.wait(3601)
    answers.push(await link(state, late.code, 'late'))
    for (let n = 0; n < 30; n++) await link(state, '000000000', `many-${n}`)
    answers.push(await link(state, '000000000', 'over'), await link(state, good.code, 'over'))
    const shapes = new Set(await Promise.all(answers.map(shapeOf)))
    assert.equal(shapes.size, 1, [...shapes].join('\n'))
    assert.match([...shapes][0]!, /^\[404,.*unknown-code/)
  })
})

describe('the key of the platform', () => {
  let state: Setting
  before(async () => {
    state = await setting()
  })
  after(() => state.close())

  for (const [title, headers] of [
    ['none', {}],
    ['another', { 'x-api-key': 'l'.repeat(32) }],
    ['a longer one', { 'x-api-key': `${apiKey}k` }],
    ['a shorter one', { authorization: `Bearer ${apiKey.slice(1)}` }],
    ['another way to say it', { authorization: `Basic ${apiKey}` }],
    ['an empty one', { 'x-api-key': '' }],
    ['a wrong one beside a right one', { 'x-api-key': 'x', authorization: `Bearer ${apiKey}` }],
  ] as [string, Record<string, string>][])
    it(`is required: ${title}`, async () => {
      const { code } = await caller(state)
      const answer = await link(state, code, `call ${title}`, headers)
      assert.equal(answer.status, 401)
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
      assert.equal(await slugOf(answer), 'api-key-required')
      assert.equal(await state.store.wrongCodes({ since: new Date(0) }), 0, 'nothing was tried')
    })

  it('is not an agent’s token, and an agent has none', async () => {
    const { code } = await caller(state)
    const agent = as(await state.agent('sanne'))
    assert.equal((await link(state, code, 'by-agent', agent)).status, 401)
  })

  it('comes before anything is read of the request', async () => {
    const request = new Request(`${commUrl}/link_phone`, { method: 'POST', body: 'no json' })
    assert.equal((await state.comm(request)).status, 401)
  })

  for (const bad of [
    'k'.repeat(31),
    '',
    `${'k'.repeat(32)} `,
    'é'.repeat(32),
    `k\n${'k'.repeat(32)}`,
  ])
    it(`must be good: ${JSON.stringify(bad)}`, () => {
      const platform = { apiKey: bad, agents: { issuer: 'https://login.example', audience: 'a' } }
      assert.throws(() => phone({ number: '14026', display: '', platform }), ConfigError)
    })
})

describe('requests of a platform', () => {
  it('are not there without a platform in the configuration', async () => {
    const state = await commSetting()
    const agent = as(await state.agent('sanne'))
    assert.equal((await link(state, '123456789')).status, 404)
    assert.equal((await askInfo(state, agent)).status, 404)
    assert.equal((await askInfo(state, agent, { method: 'DELETE' })).status, 404)
    await state.close()
  })

  it('has no address that erases what nobody touched', async () => {
    const state = await setting()
    await caller(state)
    const headers = { 'x-api-key': apiKey }
    for (const method of ['GET', 'POST']) {
      const answer = await state.comm(new Request(`${commUrl}/clean_db`, { method, headers }))
      assert.equal(answer.status, 404)
    }
    assert.equal((await state.store.waiting()).length, 1)
    await state.close()
  })

  it('that are malformed are answered, never with a 500', async () => {
    const state = await setting()
    const { code } = await caller(state)
    const ContactData = { Attributes: { dtmf: '1' }, ContactId: 'x' }
    const good = [{ dtmf: '1', sessionid: 'x' }, { Details: { ContactData } }]
    const messages = fc.oneof(
      fc.jsonValue(),
      fc.record({ dtmf: fc.jsonValue(), sessionid: fc.jsonValue() }),
      fc.record({ Details: fc.oneof(fc.jsonValue(), fc.record({ ContactData: fc.jsonValue() })) }),
      fc.constantFrom(...good),
    )
    await fc.assert(
      fc.asyncProperty(messages, async (body) => {
        const headers = { 'x-api-key': apiKey }
        const answer = await state.comm(json(`${commUrl}/link_phone`, body, headers))
        assert.ok([400, 404].includes(answer.status), `${answer.status}`)
        assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      }),
      { numRuns: 100 },
    )
    const text = new Request(`${commUrl}/link_phone`, {
      method: 'POST',
      headers: { 'x-api-key': apiKey },
      body: `dtmf=${code}&sessionid=x`,
    })
    assert.equal((await state.comm(text)).status, 415)
    assert.equal((await link(state, code, 'x'.repeat(129))).status, 400)
    assert.equal((await link(state, code, 'a/b')).status, 400)
    assert.equal((await link(state, code)).status, 200)
    await state.close()
  })
})
