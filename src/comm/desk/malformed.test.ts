/** Whatever comes in, the desk answers it: never with a 500, without a word of what was sent, and the queue stays as it was. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { codeRequest } from '../../protocol/messages-desk.ts'
import { assertAnswered, textOf } from '../../protocol/testing/answered.ts'
import {
  headersLike,
  messagesOf,
  parametersLike,
  runs,
  typeOf,
  written,
} from '../../protocol/testing/variants.ts'
import { as, deskUrl, setting, waiting, type Setting } from '../testing/comm.ts'

const endless = { timeout: 900_000 }
const places = ['/conversations/code', '/conversations/x/accept', '/conversations/x/authenticate']

describe('malformed variants of every message to a desk', endless, () => {
  let state: Setting
  let token: string
  before(async () => {
    state = await setting()
    token = await state.agent('eva')
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
        written(messagesOf(codeRequest, { code: 'abcd' })),
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
        fc.constantFrom('GET', 'POST'),
        fc.constantFrom('/me', '/events', '/conversations', '/conversations/next', ...places),
        headersLike(`Bearer x${token}`, `bearer ${token}`, 'Bearer ', 'Basic YTph').filter(
          (value) => value !== `Bearer ${token}`,
        ),
        headersLike(`__Host-id-contact-desk=${token}`),
        async (method, path, authorization, cookie) => {
          const headers = { cookie, authorization, 'content-type': 'application/json' }
          const body = method === 'POST' ? '{}' : undefined
          const answer = await state.desk(new Request(deskUrl + path, { method, headers, body }))
          await assertAnswered(answer, [authorization, cookie])
          assert.ok(answer.status >= 400)
        },
      ),
      runs,
    ))

  it('addresses that a browser opens', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/?', '/callback?code=', '/callback?state=', '/x/', '/login?'),
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
