/** Results during a conversation: for which attempt they count, and attempts that have none. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { importKeySet } from '../../protocol/keys.ts'
import { openResult } from '../../protocol/result.ts'
import { createComm } from '../index.ts'
import { as, deskUrl, json, setting, slugOf, type Setting } from '../testing/comm.ts'
import {
  ask,
  atDesk,
  atHome,
  authenticate,
  back,
  handoverOf,
  post,
  talking,
  underWay,
} from '../testing/during.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

const published = {
  iss: undefined,
  aud: undefined,
  jti: undefined,
  binding: undefined,
  purpose: undefined,
  authMethod: undefined,
  acr: undefined,
  receiptHash: undefined,
} as const

describe('a result', () => {
  it('counts for its own attempt and for no other (T3)', async () => {
    const size = 6
    const attempts = []
    for (let i = 0; i < size; i++) {
      const choice = { purpose: i % 2 ? 'permit' : 'report_move' }
      attempts.push(await underWay(state, await talking(state, choice), i % 3 ? 'itsme' : 'digid'))
    }
    const results = await Promise.all(attempts.map((attempt) => state.result(attempt)))
    const handovers = await Promise.all(attempts.map((attempt) => handoverOf(state, attempt)))
    const send = (url: string, body: string): Promise<Response> => {
      const headers = { 'content-type': 'application/jwt' }
      return state.comm(new Request(url, { method: 'POST', headers, body }))
    }
    for (const [i, attempt] of attempts.entries())
      for (const [j, result] of results.entries())
        if (i !== j)
          assert.equal(await slugOf(await send(attempt.attr_url!, result)), 'invalid-result')
    for (const [i, attempt] of attempts.entries())
      assert.equal((await send(attempt.attr_url!, results[i]!)).status, 200)
    for (const [i, attempt] of attempts.entries())
      for (const [j, handover] of handovers.entries())
        if (i !== j) {
          const answer = await state.comm(json(attempt.client_url, { handover }))
          assert.equal(await slugOf(answer), 'invalid-handover')
        }
    for (const [i, attempt] of attempts.entries()) {
      const answer = await state.comm(json(attempt.client_url, { handover: handovers[i] }))
      assert.equal(answer.status, 201)
    }
  })

  it('of the start does not count for an attempt, nor the other way around', async () => {
    const one = await talking(state)
    const ofStart = await state.result(one)
    const attempt = await underWay(state, one, 'digid')
    const headers = { 'content-type': 'application/jwt' }
    const send = (url: string, body: string): Promise<Response> =>
      state.comm(new Request(url, { method: 'POST', headers, body }))
    assert.equal(await slugOf(await send(attempt.attr_url!, ofStart)), 'invalid-result')
    const ofAttempt = await state.result(attempt)
    assert.equal(await slugOf(await send(one.attr_url!, ofAttempt)), 'invalid-result')
    assert.equal((await send(attempt.attr_url!, ofAttempt)).status, 200)
    assert.equal(
      (await send(attempt.attr_url!, await state.result(attempt))).status,
      200,
      'ignored',
    )
    assert.equal(state.log.at(-1)!.event, 'result_ignored')
  })

  it('of a published plugin behind a core of ours waits for the handover', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one, 'irma')
    assert.equal((await post(state, attempt, published)).status, 200)
    assert.equal((await atDesk(state, one)).identity.auth_method, 'digid')
    assert.equal((await back(state, attempt)).status, 201)
    assert.equal((await atDesk(state, one)).identity.auth_method, 'irma')
  })

  describe('behind a published core, which ignores what it does not know and sends people to the plugin', () => {
    let old: Setting
    before(async () => {
      const requestor = { ...state.commConfig.requestor!, origins: ['https://irma.example'] }
      old = { ...state, comm: await createComm({ ...state.commConfig, requestor }) }
    })
    const plugin = () => Response.json({ client_url: 'https://irma.example/auth/x' })
    const asPublished = async <T>(work: () => Promise<T>): Promise<T> => {
      const { current } = state.coreAnswer
      state.coreAnswer.current = plugin
      return work().finally(() => (state.coreAnswer.current = current))
    }

    it('counts at once where a published plugin posts it, and the first one alone', async () => {
      const one = await talking(old)
      const attempt = await asPublished(() => underWay(old, one, 'irma'))
      assert.equal((await post(old, attempt, published)).status, 200)
      const { identity, identification } = await atDesk(old, one)
      assert.deepEqual([identity.status, identity.auth_method], ['proven', 'irma'])
      assert.equal(identification, undefined)
      assert.equal((await atHome(old, one)).identified, true, 'their key is the one of before')
      const later = { ...published, attributes: { name: 'Later', email: 'l' } }
      assert.equal(await slugOf(await post(old, attempt, later)), 'not-found')
    })

    it('comes from no plugin that would need a binding', async () => {
      const one = await talking(old)
      await ask(old, one)
      assert.equal(
        await slugOf(await asPublished(() => authenticate(old, one))),
        'plugin-bad-answer',
      )
    })
  })

  it('tells the store nothing in clear', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one)
    await post(state, attempt)
    const { result } = (await state.store.byId(one.id))!.identification!.attempt!
    assert.match(result!, /^eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/)
    const decryptionKeys = await importKeySet(state.commConfig.decryptionKeys, 'decrypt')
    const [method] = state.commConfig.authMethods.slice(1)
    const verificationKeys = await importKeySet(method!.keys, 'verify')
    const claims = await openResult(result!, { decryptionKeys, verificationKeys })
    assert.equal(claims.attributes!.name, 'Ziska Zandbergen', 'it is the encrypted token')
    const text = JSON.stringify([state.log, await state.store.readAudit(1000)])
    assert.doesNotMatch(text, /Ziska|voorbeeld\.example|eyJ/)
  })
})

describe('an attempt that comes to nothing', () => {
  it('has failed when the method says so, and may be tried again', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one)
    const failed = { status: 'failed', attributes: undefined, receiptHash: undefined } as const
    assert.equal((await post(state, attempt, failed)).status, 200)
    assert.deepEqual((await atHome(state, one)).identification, { state: 'failed' })
    assert.equal(await slugOf(await back(state, attempt)), 'authentication-failed')
    const again = await underWay(state, one)
    await post(state, again)
    assert.equal((await back(state, again)).status, 201)
  })

  for (const [reason, expected, event] of [
    ['?reason=cancelled', 'cancelled', 'identification_cancelled'],
    ['?reason=too_low', 'failed', 'identification_failed'],
    ['?reason=other_device', 'failed', 'binding_mismatch'],
    ['', 'failed', 'identification_failed'],
  ] as const)
    it(`is withdrawn by the core${reason}, and the conversation goes on`, async () => {
      const one = await talking(state)
      const attempt = await underWay(state, one)
      await post(state, attempt)
      const answer = await state.comm(new Request(attempt.attr_url! + reason, { method: 'DELETE' }))
      assert.equal(answer.status, 204)
      assert.equal(state.log.at(-1)!.event, event)
      assert.deepEqual((await atHome(state, one)).identification, { state: expected })
      assert.equal((await atDesk(state, one)).identification!.state, expected)
      assert.equal((await atDesk(state, one)).identity.auth_method, 'digid')
      assert.equal(await slugOf(await back(state, attempt)), 'authentication-failed')
      assert.equal((await ask(state, one)).status, 200)
      assert.deepEqual((await atHome(state, one)).identification, { state: 'requested' })
    })

  it('was cancelled when the core says so after the method said that it failed', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one)
    await post(state, attempt, { status: 'failed', attributes: undefined })
    await state.comm(new Request(`${attempt.attr_url!}?reason=cancelled`, { method: 'DELETE' }))
    assert.deepEqual((await atHome(state, one)).identification, { state: 'cancelled' })
  })

  it('is declined by the resident', async () => {
    const one = await talking(state)
    const decline = (): Promise<Response> =>
      state.comm(json(`${one.client_url}/decline`, {}, as(one.token)))
    assert.equal(await slugOf(await decline()), 'not-asked')
    await ask(state, one)
    const view = (await (await decline()).json()) as Awaited<ReturnType<typeof atHome>>
    assert.deepEqual(view.identification, { state: 'cancelled' })
    assert.equal((await atDesk(state, one)).identification!.state, 'cancelled')
  })

  for (const [reason, expected, event] of [
    ['cancelled', 'cancelled', 'identification_cancelled'],
    ['too_low', 'failed', 'identification_failed'],
    // Only the core can tell.
    ['other_device', 'failed', 'identification_failed'],
  ] as const)
    it(`is over when the browser says that it is back without: ${reason}`, async () => {
      const one = await talking(state)
      const attempt = await underWay(state, one)
      const decline = (): Promise<Response> =>
        state.comm(json(`${one.client_url}/decline?reason=${reason}`, {}, as(one.token)))
      const view = (await (await decline()).json()) as Awaited<ReturnType<typeof atHome>>
      assert.deepEqual(view.identification, { state: expected })
      assert.equal(state.log.at(-1)!.event, event)
      assert.equal((await atDesk(state, one)).identification!.state, expected)
      assert.equal((await decline()).status, 200, 'the core may have told already')
      await post(state, attempt)
      assert.equal(await slugOf(await back(state, attempt)), 'authentication-failed')
      assert.equal((await authenticate(state, one)).status, 200)
      assert.equal((await atHome(state, one)).state, 'active')
    })

  it('that is not there is no question declined', async () => {
    const one = await talking(state)
    await ask(state, one)
    const url = `${one.client_url}/decline?reason=cancelled`
    const view = await (await state.comm(json(url, {}, as(one.token)))).json()
    assert.deepEqual((view as Awaited<ReturnType<typeof atHome>>).identification, {
      state: 'requested',
    })
    const stranger = await state.comm(json(url, {}, as('x'.repeat(43))))
    assert.equal(await slugOf(stranger), 'unauthorized')
  })

  it('is over after fifteen minutes', async () => {
    const own = await setting({ retention: { idle: 3600 } })
    const one = await talking(own)
    const attempt = await underWay(own, one)
    await post(own, attempt)
    own.wait(901)
    assert.equal(await slugOf(await back(own, attempt)), 'already-used')
    await own.store.sweep()
    assert.deepEqual((await atHome(own, one)).identification, { state: 'failed' })
    await own.close()
  })

  it('is erased when somebody hangs up', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one)
    await post(state, attempt)
    await state.desk(json(`${deskUrl}/conversations/${one.id}/end`, {}, as(one.agent)))
    assert.equal(await slugOf(await post(state, attempt)), 'not-found')
    assert.equal(await slugOf(await back(state, attempt)), 'gone')
    assert.equal(await slugOf(await ask(state, one)), 'gone')
  })
})
