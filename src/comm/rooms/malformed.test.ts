/** Whatever comes in, from platforms, guests, hosts or a core, rooms answer it: never with a 500, and without a word of what was sent. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { clientUrlAnswer } from '../../protocol/messages-core.ts'
import { guest, guestStart, host } from '../../protocol/messages-platform.ts'
import { assertAnswered, textOf } from '../../protocol/testing/answered.ts'
import { forgeHmac } from '../../protocol/testing/forge.ts'
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
} from '../../protocol/testing/variants.ts'
import { assertAllAsked, counting, type Asked } from '../../web/testing/routes.ts'
import {
  get,
  lastAttr,
  offer,
  roomsUrl,
  secrets,
  send,
  setting,
  startGuest,
  ziska,
  type Setting,
} from './testing/rooms.ts'

const endless = { timeout: 900_000 }
const choice = { purpose: ziska.purpose, auth_method: 'digid' }

/** A token of the platform that says anything. */
function platformToken(payload: unknown, secret: string, claims: object = {}): string {
  const iat = Math.floor(Date.now() / 1000)
  const header = { typ: 'JWT', alg: 'HS256' }
  return forgeHmac(header, { payload, iat, exp: iat + 3600, ...claims }, secret)
}

describe('malformed variants of every message to rooms', endless, () => {
  let state: Setting
  let result: string
  let authorization: string
  const asked: Asked = new Map()
  before(async () => {
    state = await counting(asked, () => setting())
    await startGuest(state)
    result = await state.result()
    authorization = `Bearer ${await state.agent('sanne')}`
  })
  after(async () => {
    assertAllAsked(asked)
    await state.close()
  })

  /** The good one itself, which would count; not every bit of its last letter says something. */
  const isResult = (text: string): boolean =>
    text.length === result.length && text.startsWith(result.slice(0, -1))

  it('tokens of the platform', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.tuple(fc.constant(secrets.guest), messagesOf(guest, ziska)),
          fc.tuple(fc.constant(secrets.host), messagesOf(host, { roomId: '16' })),
        ),
        messagesOf(guestStart, choice),
        fc.constantFrom('', 'text/html'),
        async ([secret, payload], body, accept) => {
          const token = platformToken(payload, secret)
          const as = accept ? 'page' : 'problem'
          const headers = { authorization, accept }
          for (const path of ['/guest/init/', '/host/', '/host/live/'])
            await assertAnswered(await get(state, path + token, headers), [payload, token], { as })
          const started = await send(state, 'POST', `/guest/start/${token}`, { body: jsonOf(body) })
          await assertAnswered(started, [payload, token, body])
          for (const path of ['/guest/', '/host/'])
            await assertAnswered(await send(state, 'DELETE', path + token, { headers }), [token])
        },
      ),
      runs,
    ))

  it('POST /guest/start/{guestToken}', () =>
    fc.assert(
      fc.asyncProperty(
        written(messagesOf(guestStart, choice)),
        typeOf('application/json'),
        async ({ message, body }, type) => {
          const url = `${roomsUrl}/guest/start/${state.guestToken()}`
          const headers = type ? { 'content-type': type } : undefined
          const answer = await state.rooms(new Request(url, { method: 'POST', headers, body }))
          // A form comes from the choosing page, where a person looks.
          const as = type === 'application/x-www-form-urlencoded' ? 'either' : 'problem'
          await assertAnswered(answer, [message, textOf(body)], { as })
        },
      ),
      runs,
    ))

  it('POST /internal/auth_result/{id}', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constant(lastAttr(state)),
          parametersLike().map((one) => `${roomsUrl}/internal/auth_result/${one}`),
        ),
        bytesOf(tokensLike(result)).filter((bytes) => !isResult(textOf(bytes))),
        typeOf('application/jwt'),
        async (url, body, type) => {
          const headers = type ? { 'content-type': type } : undefined
          const answer = await state.rooms(new Request(url, { method: 'POST', headers, body }))
          await assertAnswered(answer, [textOf(body)])
          assert.ok(answer.status >= 400, 'taken')
          const another = `${roomsUrl}/internal/auth_result/${textOf(url).length}`
          const withdrawn = await send(state, 'DELETE', another)
          await assertAnswered(withdrawn, [textOf(url)])
        },
      ),
      runs,
    ))

  it('addresses that a browser opens', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          '/guest/init/',
          '/guest/return/',
          '/widget/',
          '/host/',
          ...['/callback?code=', '/login?x=', '/jwks.json?x=', '/health?x=', '/?', '/x'],
        ),
        parametersLike(state.guestToken(), state.hostToken()),
        fc.constantFrom('handover', 'state', 'error', 'lang'),
        parametersLike('x'),
        headersLike(authorization),
        async (path, parameter, name, value, authorization) => {
          const address = path + parameter
          const url = `${address}${address.includes('?') ? '&' : '?'}${name}=${value}`
          const answer = await get(state, url, { accept: 'text/html', authorization })
          // A host who has to sign in finds the way back to this very page.
          const own = path === '/host/' ? url : ''
          const sent = [textOf(parameter), textOf(value), authorization]
          const others = sent.filter((one) => !textOf(own).includes(one) && !own.includes(one))
          await assertAnswered(answer, others, {
            as: 'page',
            passesOn: true,
          })
        },
      ),
      runs,
    ))

  it('POST /logout', () =>
    fc.assert(
      fc.asyncProperty(
        headersLike(roomsUrl, 'https://evil.example', 'null'),
        fc.constantFrom('same-origin', 'cross-site', 'none'),
        headersLike('__Host-id-contact-desk=x'),
        bytesOf(fc.constant('x=y')),
        typeOf('application/x-www-form-urlencoded'),
        async (origin, site, cookie, body, type) => {
          const headers = {
            ...{ origin, cookie, 'sec-fetch-site': site },
            ...(type && { 'content-type': type }),
          }
          const request = new Request(`${roomsUrl}/logout`, { method: 'POST', headers, body })
          const answer = await state.rooms(request)
          await assertAnswered(answer, [cookie, ...(origin === roomsUrl ? [] : [origin])])
          const isOwn = site === 'same-origin' && [roomsUrl, 'null'].includes(origin)
          assert.equal(answer.status, isOwn ? 303 : 403)
        },
      ),
      runs,
    ))
})

describe('malformed answers of a core to rooms', endless, () => {
  let state: Setting
  before(async () => (state = await setting()))
  after(() => state.close())

  it('to a start, and about what there is to choose from', () =>
    fc.assert(
      fc.asyncProperty(
        messagesOf(clientUrlAnswer, { client_url: 'https://core.example/go/x' }, offer.ours),
        fc.constantFrom(200, 200, 200, 201, 400, 500),
        async (message, status) => {
          state.core.answer = () => new Response(jsonOf(message), { status })
          const answer = await startGuest(state)
          await assertAnswered(answer, [message], { passesOn: true })
          const chosen = await get(state, `/guest/init/${state.guestToken()}`)
          const page = await get(state, chosen.headers.get('location')!, { accept: 'text/html' })
          await assertAnswered(page, [], { as: 'page', passesOn: true })
        },
      ),
      runs,
    ))
})
