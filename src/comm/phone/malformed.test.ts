/** Whatever comes in, from a telephone platform or from agents' pages, it is answered: never with a 500, and without a word of what was sent. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { contactEvent, linkPhone } from '../../protocol/messages-platform.ts'
import { assertAnswered, textOf } from '../../protocol/testing/answered.ts'
import {
  headersLike,
  messagesOf,
  parametersLike,
  runs,
  typeOf,
  written,
} from '../../protocol/testing/variants.ts'
import { nothingHere } from '../../web/index.ts'
import { assertAllAsked, counting, type Asked } from '../../web/testing/routes.ts'
import { surround } from '../surroundings.ts'
import { as, commUrl, type Setting } from '../testing/comm.ts'
import { platformRoutes, type PlatformOptions } from './platform.ts'
import { apiKey, caller, link, setting, tool } from './testing/platform.ts'

const endless = { timeout: 900_000 }
const event = {
  Details: { ContactData: { Attributes: { dtmf: '00000000' }, ContactId: 'call-2' } },
}

describe('malformed variants of every message of a telephone platform', endless, () => {
  const asked: Asked = new Map()
  let state: Setting
  let agent: string
  before(async () => {
    state = await setting()
    const { issuer, keys } = state.deskConfig.agents
    const options: PlatformOptions = {
      apiKey,
      agents: { issuer, audience: 'desk', keys },
      allowedOrigins: [tool],
    }
    const comm = await surround(state.commConfig)
    const routes = await counting(asked, async () => platformRoutes(comm, options))
    const { code } = await caller(state)
    assert.equal((await link(state, code)).status, 200)
    // As the kit around them does.
    routes.notFound(({ req }) => nothingHere(req.raw))
    state = { ...state, comm: async (request) => routes.fetch(request) }
    agent = await state.agent('sanne')
  })
  after(async () => {
    assert.equal((await state.store.waiting()).length, 1, 'whoever waits still waits')
    assertAllAsked(asked)
    await state.close()
  })

  const ways = ['x-api-key', 'bearer'] as const
  /** Whether a header made up from the key came out as the key itself, as either header has it. */
  const isKey = (value: string): boolean => value.trim().replace(/^Bearer +/i, '') === apiKey

  it('POST /link_phone', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          written(messagesOf(linkPhone, { dtmf: '00000000#', sessionid: 'call-2' })),
          written(messagesOf(contactEvent, event)),
        ),
        typeOf('application/json'),
        fc.constantFrom(...ways),
        async ({ message, body }, type, by) => {
          const key = by === 'bearer' ? as(apiKey) : { 'x-api-key': apiKey }
          const headers = { ...key, ...(type && { 'content-type': type }) }
          const init = { method: 'POST', headers, body }
          const answer = await state.comm(new Request(`${commUrl}/link_phone`, init))
          await assertAnswered(answer, [message, textOf(body), apiKey])
          assert.ok(answer.status >= 400, 'no code of anybody was keyed in')
        },
      ),
      runs,
    ))

  it('POST /link_phone, of somebody without the key', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('x-api-key', 'authorization'),
        headersLike(apiKey, `Bearer ${apiKey}x`, `Basic ${apiKey}`).filter(
          (value) => !isKey(value),
        ),
        written(messagesOf(linkPhone)),
        async (name, value, { message, body }) => {
          const headers = { [name]: value, 'content-type': 'application/json' }
          const init = { method: 'POST', headers, body }
          const answer = await state.comm(new Request(`${commUrl}/link_phone`, init))
          await assertAnswered(answer, [message, textOf(body), value])
          assert.equal(answer.status, 401)
        },
      ),
      runs,
    ))

  it('GET and DELETE /session_info/{sessionid}', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'DELETE'),
        parametersLike('call-2'),
        fc.oneof(
          fc.constant(`Bearer ${agent}`),
          headersLike(`Bearer ${agent}`, `Bearer ${apiKey}`, 'Bearer '),
        ),
        headersLike(apiKey),
        async (method, sessionid, authorization, key) => {
          const headers = { authorization, 'x-api-key': key, origin: tool }
          const url = `${commUrl}/session_info/${sessionid}`
          const answer = await state.comm(new Request(url, { method, headers }))
          await assertAnswered(answer, [textOf(sessionid), authorization, key], { as: 'either' })
        },
      ),
      runs,
    ))
})
