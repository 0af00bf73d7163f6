/** Whatever comes in, a communication plugin and a desk answer it: never with a 500, and the queue stays as it was. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import {
  as,
  commUrl,
  deskUrl,
  json,
  jwt,
  setting,
  start,
  waiting,
  type Setting,
  type Started,
} from './testing/comm.ts'

const variantOf = (message: object): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...Object.keys(message)), fc.jsonValue(), fc.boolean())
    .map(([key, value, isLeftOut]) => {
      const { [key]: _left, ...rest } = message as Record<string, unknown>
      return { ...rest, ...(!isLeftOut && { [key]: value }) }
    })

describe('malformed variants of every message to a communication plugin', () => {
  let state: Setting
  let started: Started
  before(async () => {
    state = await setting()
    started = await start(state)
    await waiting(state)
  })
  after(async () => {
    assert.equal((await state.store.waiting()).length, 1, 'whoever waits still waits')
    await state.close()
  })

  const answered = (answer: Response, shown: unknown): void => {
    assert.ok(answer.status < 500, JSON.stringify(shown))
    if (answer.status >= 400)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
  }

  it('start_communication', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          variantOf({ purpose: 'permit', auth_method: 'digid', auth_result: 'a.b.c' }),
          fc.jsonValue(),
        ),
        async (body) =>
          answered(await state.comm(json(`${commUrl}/start_communication`, body)), body),
      ),
      { numRuns: 100 },
    ))

  it('a result', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (body) => {
        const answer = await state.comm(jwt(started.attr_url!, body || ' '))
        answered(answer, body)
        assert.equal(answer.status, 400)
      }),
      { numRuns: 100 },
    ))

  it('a handover', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(variantOf({ handover: 'a.b.c', result: 'a.b.c.d.e' }), fc.jsonValue()),
        async (body) => answered(await state.comm(json(started.client_url, body)), body),
      ),
      { numRuns: 100 },
    ))

  it('what an agent sends', async () => {
    const token = await state.agent('fuzz')
    const paths = ['/conversations/code', '/conversations/x/accept', '/conversations/x/end']
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.oneof(variantOf({ code: 'abc' }), fc.jsonValue()),
        async (path, body) =>
          answered(await state.desk(json(deskUrl + path, body, as(token))), body),
      ),
      { numRuns: 100 },
    )
  })
})
