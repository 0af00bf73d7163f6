/** Whatever comes in, a communication plugin answers it: never with a 500, without a word of what was sent, and who waits goes on waiting. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import {
  authenticateRequest,
  callBackRequest,
  redeemRequest,
  type ConversationView,
} from '../protocol/messages-conversation.ts'
import { clientUrlAnswer } from '../protocol/messages-core.ts'
import { startCommunication } from '../protocol/messages-plugins.ts'
import { assertAnswered, textOf } from '../protocol/testing/answered.ts'
import {
  bytesOf,
  headersLike,
  jsonOf,
  messagesOf,
  parametersLike,
  runs,
  tokensLike,
  typeOf,
  written,
} from '../protocol/testing/variants.ts'
import {
  as,
  commUrl,
  coreUrl,
  setting,
  start,
  waiting,
  type Setting,
  type Started,
} from './testing/comm.ts'
import { assertAllAsked, counting, type Asked } from '../web/testing/routes.ts'
import { createComm } from './index.ts'
import { note, notes, talk, withChannel, type Party } from './live/testing/talk.ts'
import { ask, authenticate, talking, wayBack, type Talking } from './testing/during.ts'

const endless = { timeout: 900_000 }

const asked: Asked = new Map()
const counted = async (state: Setting): Promise<Setting> => ({
  ...state,
  comm: await counting(asked, () => createComm(state.commConfig)),
})

describe('malformed variants of every message to a communication plugin', endless, () => {
  let state: Setting
  let started: Started
  let result: string
  let handover: string
  before(async () => {
    state = await counted(await setting())
    started = await start(state)
    result = await state.result(started)
    handover = await state.handover(started)
    await waiting(state)
  })
  after(async () => {
    assert.equal((await state.store.waiting()).length, 1, 'whoever waits still waits')
    await state.close()
  })

  /** The good one itself, which would count; not every bit of its last letter says something. */
  const isResult = (text: string): boolean =>
    text.length === result.length && text.startsWith(result.slice(0, -1))

  const send = (
    url: string,
    body: BodyInit,
    type: string,
    headers: Record<string, string> = {},
  ) => {
    const all = { ...headers, ...(type && { 'content-type': type }) }
    return state.comm(new Request(url, { method: 'POST', headers: all, body }))
  }

  it('POST /start_communication', () =>
    fc.assert(
      fc.asyncProperty(
        written(
          messagesOf(
            startCommunication,
            { purpose: 'permit', auth_method: 'digid', comm_method: 'call' },
            { purpose: 'permit', auth_result: result },
          ),
        ),
        typeOf('application/json'),
        async ({ message, body }, type) =>
          assertAnswered(await send(`${commUrl}/start_communication`, body, type), [
            message,
            textOf(body),
          ]),
      ),
      runs,
    ))

  it('POST and DELETE /result/{capability}', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constant(started.attr_url!),
          parametersLike().map((one) => `${commUrl}/result/${one}`),
        ),
        bytesOf(tokensLike(result)).filter((bytes) => !isResult(textOf(bytes))),
        typeOf('application/jwt'),
        async (url, body, type) => {
          const answer = await send(url, body, type)
          await assertAnswered(answer, [textOf(body)])
          assert.ok(answer.status >= 400, 'taken')
          const deleted = await state.comm(
            new Request(`${commUrl}/result/${textOf(url).length}`, { method: 'DELETE' }),
          )
          await assertAnswered(deleted, [textOf(url)])
        },
      ),
      runs,
    ))

  it('POST /conversation/{ref}: a handover', () =>
    fc.assert(
      fc.asyncProperty(
        written(
          messagesOf(
            redeemRequest,
            { handover, result },
            { handover: `${handover.slice(0, -4)}AAAA` },
          ),
        ),
        typeOf('application/json'),
        async ({ message, body }, type) =>
          assertAnswered(await send(`${commUrl}/conversation/${'x'.repeat(22)}`, body, type), [
            message,
            textOf(body),
          ]),
      ),
      runs,
    ))

  it('POST /conversation/{ref}/…, and DELETE: with tokens of nobody', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          ...['', '/renew', '/extend', '/logout', '/stop', '/authenticate', '/decline', '/x'],
          ...['/channel/note', '/channel/x'],
        ),
        headersLike(`Bearer ${'t'.repeat(43)}`, 'Bearer '),
        headersLike(`__Host-id-contact-conversation=${'t'.repeat(43)}`),
        written(messagesOf(authenticateRequest, { auth_method: 'itsme', ...wayBack })),
        fc.constantFrom('application/json', 'application/x-www-form-urlencoded'),
        async (path, authorization, cookie, { message, body }, type) => {
          const isForm = type !== 'application/json'
          const headers = { cookie, ...(!isForm && { authorization }) }
          const answer = await send(`${started.client_url}${path}`, body, type, headers)
          await assertAnswered(answer, [message, textOf(body), authorization], { as: 'either' })
          assert.ok(answer.status >= 400)
          const init = { method: 'DELETE', headers: { authorization } }
          await assertAnswered(await state.comm(new Request(started.client_url, init)), [
            authorization,
          ])
          const events = new Request(`${started.client_url}/events`, {
            headers: { authorization, cookie, 'last-event-id': authorization },
          })
          const stream = await state.comm(events)
          await assertAnswered(stream, [authorization, cookie])
          assert.ok(stream.status >= 400)
        },
      ),
      runs,
    ))

  it('GET /expected_waits', () =>
    fc.assert(
      fc.asyncProperty(parametersLike('report_move'), headersLike('x'), async (query, header) => {
        const url = `${commUrl}/expected_waits?purpose=${query}`
        const headers = { accept: header, 'if-none-match': header }
        const answer = await state.comm(new Request(url, { headers }))
        await assertAnswered(answer, [textOf(query), header])
        assert.equal(answer.status, 200)
      }),
      runs,
    ))

  it('addresses that a browser opens', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constant(started.client_url),
          parametersLike().map((one) => `${commUrl}/conversation/${one}`),
        ),
        fc.constantFrom('handover', 'result', 'error', 'lang', 'reason'),
        parametersLike(`${handover}x`, result, 'cancelled'),
        headersLike(`__Host-id-contact-conversation=${'t'.repeat(43)}`),
        async (address, name, value, cookie) => {
          const url = `${address}${address.includes('?') ? '&' : '?'}${name}=${value}`
          const headers = { cookie, accept: 'text/html' }
          const answer = await state.comm(new Request(url, { headers }))
          await assertAnswered(answer, [textOf(value)], { as: 'page' })
          const health = new Request(`${commUrl}/health?${name}=${value}`, { headers })
          assert.equal((await state.comm(health)).status, 200)
        },
      ),
      runs,
    ))
})

describe('malformed messages of somebody who would rather be called back', endless, () => {
  let state: Setting
  before(async () => {
    state = await counted(await setting({ callBack: { most: 10_000 } }))
  })
  after(() => state.close())

  it('POST /conversation/{ref}/call_back', () =>
    fc.assert(
      fc.asyncProperty(
        written(messagesOf(callBackRequest, { number: '06 12345678' })),
        typeOf('application/json'),
        async ({ message, body }, type) => {
          const { client_url, token } = await waiting(state)
          const headers = { ...as(token), ...(type && { 'content-type': type }) }
          const init = { method: 'POST', headers, body }
          const answer = await state.comm(new Request(`${client_url}/call_back`, init))
          await assertAnswered(answer, [message, textOf(body)])
          const view = await state.comm(new Request(client_url, { headers: as(token) }))
          const { state: stands, call_back } = (await view.json()) as ConversationView
          assert.equal(stands, 'waiting')
          assert.equal(call_back, answer.ok ? 'requested' : 'possible')
        },
      ),
      runs,
    ))
})

describe('malformed messages during a conversation', endless, () => {
  let state: Setting
  let one: Talking
  before(async () => {
    state = await counted(await setting())
    one = await talking(state)
    await ask(state, one)
  })
  after(() => state.close())

  it('POST /conversation/{ref}/authenticate', () =>
    fc.assert(
      fc.asyncProperty(
        written(messagesOf(authenticateRequest, { auth_method: 'itsme', ...wayBack })),
        typeOf('application/json'),
        async ({ message, body }, type) => {
          const headers = { ...as(one.token), ...(type && { 'content-type': type }) }
          const init = { method: 'POST', headers, body }
          const answer = await state.comm(new Request(`${one.client_url}/authenticate`, init))
          await assertAnswered(answer, [message, textOf(body)])
        },
      ),
      runs,
    ))

  it('the answer of the core to that', () =>
    fc.assert(
      fc.asyncProperty(
        messagesOf(clientUrlAnswer, { client_url: `${coreUrl}/go/x` }),
        fc.constantFrom(200, 200, 200, 201, 400, 500),
        async (message, status) => {
          state.coreAnswer.current = () => new Response(jsonOf(message), { status })
          await assertAnswered(await authenticate(state, one), [message], { passesOn: true })
        },
      ),
      runs,
    ))
})

describe('malformed messages by somebody whom an agent talks with', endless, () => {
  let state: Setting
  let resident: Party
  before(async () => {
    state = await counted(await withChannel(notes))
    resident = (await talk(state)).resident
  })
  after(async () => {
    assert.equal((await state.comm(new Request(resident.url, resident))).status, 200, 'still there')
    await state.close()
  })

  it('POST /conversation/{ref}/…', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom(
            '/channel/note',
            '/channel/note',
            '/channel/wave',
            '/channel/constructor',
          ),
          parametersLike('note').map((verb) => `/channel/${verb}`),
          fc.constantFrom('/renew', '/extend', '/logout'),
          parametersLike('cancelled').map((reason) => `/decline?reason=${reason}`),
        ),
        written(messagesOf(note, { text: 'Hallo' })),
        typeOf('application/json'),
        async (path, { message, body }, type) => {
          const headers = { ...resident.headers, ...(type && { 'content-type': type }) }
          const answer = await state.comm(
            new Request(resident.url + path, { method: 'POST', headers, body }),
          )
          await assertAnswered(answer, [message, textOf(body)])
        },
      ),
      runs,
    ))

  it('GET /conversation/{ref}/events', () =>
    fc.assert(
      fc.asyncProperty(
        headersLike('0', '1', '-1', '1e3', '9007199254740993', '9'.repeat(400)),
        parametersLike('x'),
        async (lastId, query) => {
          const headers = { ...resident.headers, 'last-event-id': lastId }
          const answer = await state.comm(
            new Request(`${resident.url}/events?${query}`, { headers }),
          )
          await assertAnswered(answer, [lastId, textOf(query)])
        },
      ),
      runs,
    ))
})

after(() => assertAllAsked(asked))
