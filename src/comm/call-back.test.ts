import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ConversationView } from '../protocol/messages-conversation.ts'
import type { Conversation, QueueRow } from '../protocol/messages-desk.ts'
import { checkCallBack } from './call-back.ts'
import type { CallBackConfig } from './config.ts'
import { listen, stopListening } from './desk/testing/listen.ts'
import {
  as,
  commUrl,
  deskUrl,
  json,
  setting,
  slugOf,
  waiting,
  type Setting,
} from './testing/comm.ts'

type Waiting = Awaited<ReturnType<typeof waiting>>

let state: Setting
before(async () => {
  state = await setting({
    callBack: { purposes: ['report_move'], countries: ['NL', 'BE'], most: 3 },
  })
})
after(async () => {
  await stopListening()
  await state.close()
})

const leave = (one: Waiting, number: unknown): Promise<Response> =>
  state.comm(json(`${one.client_url}/call_back`, { number }, as(one.token)))
const look = async (one: Waiting): Promise<ConversationView> => {
  const answer = await state.comm(new Request(one.client_url, { headers: as(one.token) }))
  return (await answer.json()) as ConversationView
}
const end = (one: Waiting): Promise<Response> =>
  state.comm(new Request(one.client_url, { method: 'DELETE', headers: as(one.token) }))

describe('asking to be called back', () => {
  it('keeps the place, without the code, and shows the number to the agent who picks it up', async () => {
    const one = await waiting(state)
    assert.equal(one.conversation.call_back, 'possible')
    const code = one.conversation.phone!.code
    const answer = await leave(one, '06 - 12 34 56 78')
    assert.equal(answer.status, 200)
    const view = (await answer.json()) as ConversationView
    assert.deepEqual([view.state, view.call_back, view.phone], ['waiting', 'requested', undefined])
    const agent = as(await state.agent('anna'))
    const keyed = await state.desk(json(`${deskUrl}/conversations/code`, { code }, agent))
    assert.equal(keyed.status, 404)
    const next = await state.desk(json(`${deskUrl}/conversations/next`, {}, agent))
    const taken = (await next.json()) as Conversation
    assert.deepEqual(taken.call_back, { number: '+31612345678', display: '06 12345678' })
    assert.equal(taken.identity.status, 'proven')
    const done = await state.desk(json(`${deskUrl}/conversations/${taken.id}/end`, {}, agent))
    assert.equal(done.status, 204)
    assert.equal(await state.store.byId(taken.id), undefined)
  })

  it('is written down without the number, in the log and in the audit', async () => {
    const one = await waiting(state)
    await leave(one, '+31 6 87654321')
    const stored = (await state.store.waiting())[0]!
    assert.doesNotMatch(JSON.stringify(stored), /87654321/)
    const audit = await state.store.readAudit()
    assert.ok(audit.some(({ event }) => event === 'call_back_requested'))
    assert.ok(state.log.some(({ event }) => event === 'call_back_requested'))
    assert.doesNotMatch(JSON.stringify([audit, state.log]), /6 ?87654321/)
    await end(one)
  })

  it('takes numbers that an ordinary call reaches, in the countries of the configuration', async () => {
    const good = ['0612345678', '026 377 4000', '+32 470 12 34 56', '(026) 377-4000']
    for (const number of good) {
      const one = await waiting(state)
      assert.equal((await leave(one, number)).status, 200, number)
      await end(one)
    }
    const bad = ['0900 1234567', '0800 1234', '112', '14026', '+1 212 555 0100', '06123', 'bel mij']
    const odd = ['0612345678 ext. 5', '', '0'.repeat(41), 612345678, null, ['0612345678']]
    const one = await waiting(state)
    for (const number of [...bad, ...odd]) {
      const answer = await leave(one, number)
      assert.equal(answer.status, 400, String(number))
      assert.equal(await slugOf(answer), 'number-not-accepted')
    }
    assert.equal((await look(one)).call_back, 'possible')
    await end(one)
  })

  it('is for once, for one conversation on a number, and for so many at a time', async () => {
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => waiting(state)))
    assert.equal((await leave(all[0]!, '0612345671')).status, 200)
    assert.equal(await slugOf(await leave(all[0]!, '0612345672')), 'call-back-requested')
    assert.equal(await slugOf(await leave(all[1]!, '+31612345671')), 'call-back-requested')
    assert.equal((await leave(all[1]!, '0612345672')).status, 200)
    assert.equal((await leave(all[2]!, '0612345673')).status, 200)
    const full = await leave(all[3]!, '0612345674')
    assert.deepEqual([full.status, await slugOf(full)], [503, 'too-busy'])
    await Promise.all(all.map(end))
  })

  it('is not offered for other purposes, nor to whoever talks', async () => {
    const other = await waiting(
      state,
      { purpose: 'permit' },
      { attributes: { email: 'a@b.example' } },
    )
    assert.equal(other.conversation.call_back, undefined)
    assert.equal(await slugOf(await leave(other, '0612345678')), 'not-waiting')
    await end(other)
    const one = await waiting(state)
    const agent = as(await state.agent('bob'))
    const code = { code: one.conversation.phone!.code }
    await state.desk(json(`${deskUrl}/conversations/code`, code, agent))
    assert.equal((await look(one)).call_back, undefined)
    assert.equal(await slugOf(await leave(one, '0612345678')), 'not-waiting')
    await end(one)
  })

  it('needs the token of the conversation', async () => {
    const one = await waiting(state)
    const answer = await state.comm(json(`${one.client_url}/call_back`, { number: '0612345678' }))
    assert.ok(answer.status === 401 || answer.status === 403, String(answer.status))
    assert.equal((await look(one)).call_back, 'possible')
    await end(one)
  })

  it('has a form on the page without scripts, which says when a number is none', async () => {
    const one = await waiting(state)
    const cookie = `__Host-id-contact-conversation=${one.token}`
    const open = (query = ''): Promise<Response> =>
      state.comm(new Request(one.client_url + query, { headers: { cookie } }))
    const page = async (): Promise<string> => (await open()).text()
    const send = (number: string): Promise<Response> => {
      const body = new URLSearchParams({ number })
      return state.comm(
        new Request(`${one.client_url}/call_back`, { method: 'POST', body, headers: { cookie } }),
      )
    }
    const first = await page()
    assert.match(first, /href="[^"]+\?call_back">Liever niet wachten/)
    assert.doesNotMatch(first, /Bel mij terug/)
    const asked = await open('?call_back')
    assert.equal(asked.headers.get('refresh'), null, 'whoever fills it in is not interrupted')
    assert.match(await asked.text(), /Bel mij terug/)
    const wrong = await send('0900 1234567')
    assert.equal(wrong.status, 400)
    const said = await wrong.text()
    assert.match(said, /class="error" role="alert">Dit nummer kunnen we niet bellen/)
    assert.doesNotMatch(said, /1234567/)
    const good = await send('0612345678')
    assert.equal(good.status, 303)
    const done = await page()
    assert.match(done, /<h1>We bellen u terug<\/h1>/)
    assert.doesNotMatch(done, /12345678|Bel mij terug|nieuwe code/)
    await end(one)
  })

  it('is marked in the queue, and goes along when it is passed on', async () => {
    const one = await waiting(state)
    await leave(one, '0612345678')
    const events = await listen(state.desk, await state.agent('anna'))
    const { waiting: rows } = (await events.next('snapshot')) as { waiting: QueueRow[] }
    await events.close()
    assert.equal(rows.length, 1)
    assert.equal(rows[0]!.call_back, true)
    assert.doesNotMatch(JSON.stringify(rows), /12345678/)
    const boss = as(await state.agent('anna'))
    const taken = await state.desk(json(`${deskUrl}/conversations/next`, {}, boss))
    const { id } = (await taken.json()) as Conversation
    await state.desk(json(`${deskUrl}/conversations/${id}/transfer`, { purpose: 'permit' }, boss))
    const [back] = await state.store.waiting()
    assert.ok(back?.callBack)
    await end(one)
  })
})

/** Monday morning, from a Friday evening: longer than a number stays by itself. */
const hours = (count: number): Date => new Date(Date.now() + count * 3_600_000)

describe('a conversation that is started to be called back', () => {
  const body = { purpose: 'report_move', auth_method: 'digid', comm_method: 'call.call_back' }
  const startWith = (more: object): Promise<Response> =>
    state.comm(json(`${commUrl}/start_communication`, { ...body, ...more }))

  it('is in no queue, and has no code, until a number is left', async () => {
    const one = await waiting(state, { callBack: hours(62) })
    assert.equal(one.call_back, true)
    const { state: stands, call_back, phone } = one.conversation
    assert.deepEqual([stands, call_back, phone], ['expired', 'possible', undefined])
    assert.deepEqual(await state.store.waiting(), [])
    const agent = as(await state.agent('anna'))
    const none = await state.desk(json(`${deskUrl}/conversations/next`, {}, agent))
    assert.equal(none.status, 204)
    const renewed = await state.comm(json(`${one.client_url}/renew`, {}, as(one.token)))
    assert.equal(await slugOf(renewed), 'not-waiting')

    assert.equal((await leave(one, '0612345678')).status, 200)
    const next = await state.desk(json(`${deskUrl}/conversations/next`, {}, agent))
    const taken = (await next.json()) as Conversation
    assert.deepEqual(taken.call_back, { number: '+31612345678', display: '06 12345678' })
    assert.equal(taken.identity.status, 'proven')
    await state.desk(json(`${deskUrl}/conversations/${taken.id}/end`, {}, agent))
    assert.equal(await state.store.byId(taken.id), undefined)
  })

  it('shows the form and when we call, in place of everything else', async () => {
    const one = await waiting(state, { callBack: hours(62) })
    const cookie = `__Host-id-contact-conversation=${one.token}`
    const page = async (): Promise<string> =>
      (await state.comm(new Request(one.client_url, { headers: { cookie } }))).text()
    const asked = await page()
    assert.match(asked, /<h1>Op welk nummer bellen we u\?<\/h1>/)
    assert.match(asked, /We bellen vanaf \w+dag \d+ \w+, [\d.]+ uur\./)
    assert.match(asked, /<label for="call-back-number">/)
    assert.doesNotMatch(asked, /nieuwe code|wachtrij|http-equiv="refresh"/)
    const send = (number: string): Promise<Response> =>
      state.comm(
        new Request(`${one.client_url}/call_back`, {
          method: 'POST',
          body: new URLSearchParams({ number }),
          headers: { cookie },
        }),
      )
    const wrong = await (await send('0900 1234567')).text()
    assert.match(wrong, /class="error" role="alert">Dit nummer kunnen we niet bellen/)
    assert.match(wrong, /<h1>Op welk nummer bellen we u\?<\/h1>/)
    assert.equal((await send('0612345679')).status, 303)
    const done = await page()
    assert.match(done, /<h1>We bellen u terug<\/h1>/)
    assert.match(done, /We bellen vanaf \w+dag/)
    assert.doesNotMatch(done, /12345679|Bel mij terug/)
    await end(one)
  })

  it('stays until people are called again and a day after, and is erased then', async () => {
    const own = await setting({ callBack: {} })
    try {
      const one = await waiting(own, { callBack: hours(62) })
      await own.comm(json(`${one.client_url}/call_back`, { number: '0612345678' }, as(one.token)))
      const [stored] = await own.store.waiting()
      own.wait(85 * 3600)
      await own.store.sweep()
      const agent = as(await own.agent('anna'))
      const next = await own.desk(json(`${deskUrl}/conversations/next`, {}, agent))
      const { call_back, id } = (await next.json()) as Conversation
      assert.equal(call_back?.number, '+31612345678')
      await own.desk(json(`${deskUrl}/conversations/${id}/transfer`, { purpose: 'permit' }, agent))
      own.wait(2 * 86_400)
      await own.store.sweep()
      assert.equal(await own.store.byId(stored!.id), undefined)
    } finally {
      await own.close()
    }
  })

  it('is erased soon when no number is left', async () => {
    const own = await setting({ callBack: {} })
    try {
      const one = await waiting(own, { callBack: hours(0) })
      own.wait(20 * 60)
      await own.store.sweep()
      const answer = await own.comm(new Request(one.client_url, { headers: as(one.token) }))
      assert.equal(answer.status, 410)
    } finally {
      await own.close()
    }
  })

  it('is refused where nobody is called back: for this purpose, without a log-in, or that far ahead', async () => {
    const call_back = hours(1).toISOString()
    const other = await startWith({ purpose: 'permit', call_back })
    assert.deepEqual([other.status, await slugOf(other)], [400, 'method-not-for-purpose'])
    const anonymous = await startWith({ auth_method: undefined, call_back })
    assert.equal(await slugOf(anonymous), 'method-not-for-purpose')
    const far = await startWith({ call_back: hours(36 * 24).toISOString() })
    assert.equal(await slugOf(far), 'malformed-request')
    const odd = await startWith({ call_back: true })
    assert.equal(await slugOf(odd), 'malformed-request')
  })
})

describe('the configuration of calling back', () => {
  const wrong: [CallBackConfig, string][] = [
    [{ countries: [] }, 'callBack.countries'],
    [{ countries: ['XX'] }, 'callBack.countries'],
    [{ lifetime: 599 }, 'callBack.lifetime'],
    [{ lifetime: 604_801 }, 'callBack.lifetime'],
    [{ most: 0 }, 'callBack.most'],
    [{ purposes: ['nothing'] }, 'callBack.purposes'],
  ]
  for (const [callBack, key] of wrong)
    it(`refuses ${JSON.stringify(callBack)}`, () => {
      assert.throws(() => checkCallBack({ ...state.commConfig, callBack }), { key })
    })
})
