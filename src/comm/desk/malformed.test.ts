/** Whatever comes in, the desk answers it: never with a 500, without a word of what was sent, and the queue stays as it was. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { callRequest, codeRequest } from '../../protocol/messages-desk.ts'
import { assertAnswered, textOf } from '../../protocol/testing/answered.ts'
import {
  headersLike,
  messagesOf,
  parametersLike,
  runs,
  typeOf,
  written,
} from '../../protocol/testing/variants.ts'
import { assertAllAsked, counting, type Asked } from '../../web/testing/routes.ts'
import { createDesk } from '../index.ts'
import { deskRoutes, type Route } from './app.ts'
import { note, notes, talk, withChannel, type Party } from '../live/testing/talk.ts'
import { as, deskUrl, setting, waiting, type Setting } from '../testing/comm.ts'

const endless = { timeout: 900_000 }

const asked: Asked = new Map()
const counted = async (state: Setting): Promise<Setting> => ({
  ...state,
  desk: await counting(asked, () => createDesk(state.deskConfig)),
})

const places = [
  '/conversations/code',
  '/conversations/x/accept',
  '/conversations/x/authenticate',
  '/presence',
  '/conversations/x/transfer',
  '/conversations/call',
]

describe('malformed variants of every message to a desk', endless, () => {
  let state: Setting
  let token: string
  let closed: Route[]
  before(async () => {
    state = await counted(await setting())
    token = await state.agent('eva')
    closed = (await deskRoutes(state.deskConfig)).filter(({ policy }) => policy === 'agents')
    await waiting(state)
  })
  after(async () => {
    assert.equal((await state.store.waiting()).length, 1, 'whoever waits still waits')
    await state.close()
  })

  it('what an agent sends', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom(...places, '/conversations/x/end', '/logout', '/conversations'),
          parametersLike('x').map((one) => `/conversations/${one}/accept`),
        ),
        // A code of four letters is no code, whatever it is.
        written(
          fc.oneof(
            messagesOf(codeRequest, { code: 'abcd' }),
            messagesOf(callRequest, { call: 'x' }),
          ),
        ),
        typeOf('application/json'),
        async (path, { message, body }, type) => {
          const headers = as(token, { ...(type && { 'content-type': type }) })
          const init = { method: 'POST', headers, body }
          const answer = await state.desk(new Request(deskUrl + path, init))
          await assertAnswered(answer, [message, textOf(body)])
        },
      ),
      runs,
    ))

  it('what somebody sends who is no agent', () =>
    fc.assert(
      fc.asyncProperty(
        headersLike(`Bearer x${token}`, `bearer ${token}`, 'Bearer ', 'Basic YTph').filter(
          (value) => value !== `Bearer ${token}`,
        ),
        headersLike(`__Host-id-contact-desk=${token}`),
        async (authorization, cookie) => {
          const headers = { cookie, authorization, 'content-type': 'application/json' }
          for (const { method, path } of closed) {
            const body = method === 'POST' ? '{}' : undefined
            const url = deskUrl + path.replace(/:\w+/g, 'x')
            const answer = await state.desk(new Request(url, { method, headers, body }))
            await assertAnswered(answer, [authorization, cookie])
            assert.equal(answer.status, 401, `${method} ${path}`)
          }
        },
      ),
      { ...runs, numRuns: Math.ceil(runs.numRuns / 5) },
    ))

  it('addresses that a browser opens', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          ...[
            '/?',
            '/callback?code=',
            '/callback?state=',
            '/x/',
            '/login?',
            '/health?',
            '/frame?parent=',
          ],
        ),
        parametersLike('x'),
        fc.constantFrom('lang', 'error', 'iss', 'state'),
        parametersLike('x'),
        headersLike('__Host-id-contact-desk-sign-in=x'),
        async (path, parameter, name, value, cookie) => {
          const headers = { cookie, accept: 'text/html' }
          const url = `${deskUrl}${path}${parameter}&${name}=${value}`
          const answer = await state.desk(new Request(url, { headers }))
          // Nobody is there to sign in at.
          await assertAnswered(answer, [textOf(parameter), textOf(value)], {
            as: 'page',
            passesOn: true,
          })
        },
      ),
      runs,
    ))
})

describe('malformed messages by an agent who talks with somebody', endless, () => {
  let state: Setting
  let agent: Party
  before(async () => {
    state = await counted(await withChannel(notes))
    agent = (await talk(state)).agent
  })
  after(async () => {
    assert.equal((await state.desk(new Request(agent.url, agent))).status, 200, 'still there')
    await state.close()
  })

  it('POST /conversations/{id}/…, and /conversations/next', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom('note', 'note', 'wave', 'constructor').map((verb) => `/channel/${verb}`),
          parametersLike('note').map((verb) => `/channel/${verb}`),
          fc.constantFrom('/accept', '/authenticate', '/../next'),
        ),
        written(messagesOf(note, { text: 'Hallo' })),
        typeOf('application/json'),
        async (path, { message, body }, type) => {
          const headers = { ...agent.headers, ...(type && { 'content-type': type }) }
          const answer = await state.desk(
            new Request(agent.url + path, { method: 'POST', headers, body }),
          )
          await assertAnswered(answer, [message, textOf(body)])
        },
      ),
      runs,
    ))

  it('GET of what an agent sees', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom(
            ...[`${agent.url}/events`, agent.url, `${deskUrl}/events`, `${deskUrl}/me`],
            `${deskUrl}/supervision`,
          ),
          parametersLike('x').map((id) => `${deskUrl}/conversations/${id}`),
          parametersLike('x').map((id) => `${deskUrl}/conversations/${id}/events`),
        ),
        headersLike('0', '1', '-1', '1e3', '9007199254740993', '9'.repeat(400)),
        parametersLike('x'),
        async (url, lastId, query) => {
          const headers = { ...agent.headers, 'last-event-id': lastId }
          const answer = await state.desk(new Request(`${url}?${query}`, { headers }))
          await assertAnswered(answer, [lastId, textOf(query)], { as: 'either' })
        },
      ),
      runs,
    ))
})

after(() => assertAllAsked(asked))
