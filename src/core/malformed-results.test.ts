/**
 * A core opens no result, it is only their messenger. Whatever somebody hands it as one is passed on as it is, in a form that can be nothing
 * else than a token, or refused; and a browser goes on only when it was taken.
 */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { signClaims } from '../protocol/jws.ts'
import { generateKey, importKeySet } from '../protocol/keys.ts'
import { assertAnswered, textOf } from '../protocol/testing/answered.ts'
import { parametersLike, runs, tokensLike } from '../protocol/testing/variants.ts'
import { get, gone, post, setting, type Answers, type Setting } from './testing/core.ts'

const endless = { timeout: 900_000 }
const good = 'eyJ0eXAi.AAAA.BBBB.CCCC.DDDD'
const tokenPattern = /^[A-Za-z0-9_.-]+$/
const attr = 'https://comm.example/result/capability'

const startedBy = (host: string, more: object = {}): Answers => ({
  [`POST https://${host}/start_communication`]: () =>
    Response.json({ client_url: `https://${host}/conversation/ref?kept=1`, ...more }),
})
/** At the start; and, where that is not taken, posted or in the address of the browser. */
const communication = { start: 'call', posted: 'chat', carried: 'video' } as const
const method = (tag: string, host: string, atStart: boolean) => ({
  ...{ tag, name: tag, start: `https://${host}`, origins: [`https://${host}`] },
  disableAttributesAtStart: !atStart,
})

describe('malformed results that a core is handed', endless, () => {
  let state: Setting
  let taken: () => Response
  let sign: (request: object) => Promise<string>
  before(async () => {
    const { privateKey, publicKey } = await generateKey('sig')
    const keys = await importKeySet([{ ...privateKey, kid: 'rooms' }], 'sign')
    sign = (request) => {
      const iat = Math.floor(Date.now() / 1000)
      return signClaims({ iat, exp: iat + 300, request }, 'JWT', keys)
    }
    taken = () => new Response('ok')
    state = await setting(
      {
        ...startedBy('chat.example', { attr_url: 'https://chat.example/result/capability' }),
        ...startedBy('video.example'),
        'POST https://chat.example/result/capability': () => taken(),
        [`POST ${attr}`]: () => taken(),
        'POST https://irma.example/start_authentication': () =>
          Response.json({ client_url: 'https://irma.example/x' }),
      },
      {
        commMethods: [
          method('call', 'comm.example', true),
          method('chat', 'chat.example', false),
          method('video', 'video.example', false),
        ],
        purposes: [
          { tag: 'report_move', attributes: ['name'], allowedAuth: ['*'], allowedComm: ['*'] },
        ],
        requestors: { rooms: { keys: [publicKey] } },
      },
    )
  })

  /** What plugins were told since `from`. */
  const told = (from: number): string[] =>
    state.calls.slice(from).flatMap(({ url, body }) => {
      if (url.includes('/result/')) return [body]
      const { auth_result } = JSON.parse(body) as { auth_result?: string }
      return auth_result === undefined ? [] : [auth_result]
    })

  it('with a start', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(communication)),
        fc.oneof(tokensLike(good), fc.constant(good), fc.jsonValue()),
        fc.constantFrom(200, 200, 204, 301, 400, 404, 500),
        async (comm_method, auth_result, status) => {
          taken = () => new Response(null, { status })
          const from = state.calls.length
          const body = { purpose: 'report_move', auth_result, comm_method }
          const answer = await state.core(post('/start', body))
          const isOk = answer.ok
          const { client_url } = (isOk ? await answer.clone().json() : {}) as {
            client_url?: string
          }
          await assertAnswered(answer, [auth_result], { passesOn: true })
          for (const one of told(from)) assert.ok(one === auth_result && tokenPattern.test(one))
          if (!isOk) return
          if (auth_result !== undefined && comm_method === 'video')
            assert.equal(new URL(client_url!).searchParams.get('result'), auth_result)
          else assert.deepEqual(told(from), [auth_result])
          assert.ok(comm_method !== 'chat' || status < 300, 'goes on only when it was taken')
        },
      ),
      runs,
    ))

  it('by a browser that comes back, for a channel that wants them posted', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(parametersLike(good), fc.constant(good)),
        fc.constantFrom('result', 'result', 'x&result', 'receipt=x&result'),
        fc.constantFrom(200, 200, 204, 301, 400, 404, 500),
        async (value, name, status) => {
          taken = () => new Response(null, { status })
          const begun = { purpose: 'report_move', auth_method: 'irma', comm_method: 'call' }
          const { cookie, back } = await gone(state, begun)
          const from = state.calls.length
          const headers = { cookie, accept: 'text/html' }
          const answer = await state.core(get(`${back}?${name}=${value}`, headers))
          await assertAnswered(answer, [textOf(value)], { as: 'page', passesOn: true })
          const bodies = state.calls.slice(from).flatMap((call) => {
            return call.method === 'POST' ? [call.body] : []
          })
          for (const one of bodies) assert.match(one, tokenPattern)
          if (answer.status === 303)
            assert.ok(bodies.length === 1 && status < 300, 'goes on only when it was taken')
        },
      ),
      runs,
    ))

  it('by a browser that comes back to a platform with rooms of its own', async () => {
    const request = {
      ...{ purpose: 'report_move', auth_method: 'irma', comm_url: 'https://comm.example/room' },
      attr_url: attr,
    }
    const headers = { 'content-type': 'application/jwt' }
    const started = await state.core(post('/start', await sign(request), headers))
    assert.equal(started.status, 200, await started.clone().text())
    const { body } = state.calls.at(-1)!
    const { continuation } = JSON.parse(body) as { continuation: string }
    assert.match(continuation, /\/auth_attr_shim\//)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(parametersLike(good), fc.constant(good)),
        fc.constantFrom('result', 'result', 'result=&result', 'x'),
        fc.constantFrom(200, 200, 204, 301, 400, 404, 500),
        async (value, name, status) => {
          taken = () => new Response(null, { status })
          const from = state.calls.length
          const answer = await state.core(get(`${continuation}?${name}=${value}`))
          await assertAnswered(answer, [textOf(value)], { as: 'page', passesOn: true })
          for (const call of state.calls.slice(from)) assert.match(call.body, tokenPattern)
          if (answer.status === 303)
            assert.ok(state.calls.length === from + 1 && status < 300, 'only when it was taken')
        },
      ),
      runs,
    )
  })
})
