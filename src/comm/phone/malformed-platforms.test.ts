/** Whatever comes in from a platform of another kind, it is answered: never with a 500, and nobody who waits is taken by it. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import {
  contactFlowEvent,
  contactStateEvent,
  sipCode,
  sipHangup,
  twilioRequest,
} from '../../protocol/messages-telephone.ts'
import { assertAnswered, textOf } from '../../protocol/testing/answered.ts'
import {
  headersLike,
  jsonOf,
  messagesOf,
  parametersLike,
  runs,
  typeOf,
  written,
} from '../../protocol/testing/variants.ts'
import { nothingHere } from '../../web/index.ts'
import { assertAllAsked, counting, type Asked } from '../../web/testing/routes.ts'
import { surround } from '../surroundings.ts'
import { commUrl, type Setting } from '../testing/comm.ts'
import { platformRoutes, type PlatformOptions } from './platform.ts'
import { apiKey, caller, settingOf } from './testing/platform.ts'
import * as requests from './testing/requests.ts'

const endless = { timeout: 900_000 }

/** Its routes, as in the kit around them; somebody waits. */
async function routesOf(asked: Asked, options: PlatformOptions): Promise<Setting> {
  const state = await settingOf(options)
  const comm = await surround(state.commConfig)
  const routes = await counting(asked, async () => platformRoutes(comm, options))
  routes.notFound(({ req }) => nothingHere(req.raw))
  await caller(state)
  return { ...state, comm: async (request) => routes.fetch(request) }
}

const fieldsOf = (message: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((message ?? {}) as object).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : jsonOf(value),
    ]),
  )

function suite(
  kind: string,
  options: PlatformOptions,
  tests: (state: () => Setting) => void,
): void {
  describe(`malformed requests of ${kind}`, endless, () => {
    const asked: Asked = new Map()
    let state: Setting
    before(async () => (state = await routesOf(asked, options)))
    after(async () => {
      assert.equal((await state.store.waiting()).length, 1, 'whoever waits still waits')
      assertAllAsked(asked)
      await state.close()
    })
    tests(() => state)
  })
}

suite('Amazon Connect', { type: 'amazon-connect', apiKey }, (state) => {
  for (const [path, messages] of [
    [
      '/amazon-connect/code',
      // Without the name of the event, which a refusal may say.
      messagesOf(contactFlowEvent, {
        ...requests.contactFlowEvent('call-1', '00000000'),
        Name: undefined,
      }),
    ],
    [
      '/amazon-connect/event',
      messagesOf(contactStateEvent, requests.contactStateEvent('call-1', 'DISCONNECTED')),
    ],
  ] as const)
    it(`POST ${path}`, () =>
      fc.assert(
        fc.asyncProperty(
          written(messages),
          typeOf('application/json'),
          fc.oneof({ weight: 6, arbitrary: fc.constant(apiKey) }, headersLike(apiKey)),
          async ({ message, body }, type, key) => {
            const headers = { 'x-api-key': key, ...(type && { 'content-type': type }) }
            const init = { method: 'POST', headers, body }
            const answer = await state().comm(new Request(commUrl + path, init))
            assert.doesNotMatch(await answer.clone().text(), /NaN|\[object|undefined/)
            await assertAnswered(answer, [message, textOf(body), key])
          },
        ),
        runs,
      ))
})

suite('a SIP platform', { type: 'sip', apiKey }, (state) => {
  for (const [path, messages] of [
    ['/sip/code', messagesOf(sipCode, { call: 'call-1', dtmf: '00000000', try: 1 })],
    ['/sip/hangup', messagesOf(sipHangup, { call: 'call-1' })],
  ] as const)
    it(`POST ${path}, as JSON and as a form`, () =>
      fc.assert(
        fc.asyncProperty(
          written(messages),
          typeOf('application/json'),
          fc.boolean(),
          async ({ message, body }, type, isForm) => {
            const headers = {
              'x-api-key': apiKey,
              ...(type && { 'content-type': type }),
              ...(isForm && { 'content-type': 'application/x-www-form-urlencoded' }),
            }
            const fields = new URLSearchParams(fieldsOf(message))
            const init = { method: 'POST', headers, body: isForm ? fields : body }
            const answer = await state().comm(new Request(commUrl + path, init))
            await assertAnswered(answer, [message, textOf(body), apiKey])
          },
        ),
        runs,
      ))
})

const { authToken } = requests
suite('Twilio', { type: 'twilio', authToken, onward: { queue: 'kcc' } }, (state) => {
  for (const path of ['/twilio/voice', '/twilio/code', '/twilio/status'])
    it(`POST ${path}`, () =>
      fc.assert(
        fc.asyncProperty(
          messagesOf(twilioRequest, {
            ...{ CallSid: `CA${'0'.repeat(32)}`, Digits: '00000000', CallStatus: 'completed' },
          }),
          fc.oneof(
            fc.constant(''),
            fc.constant('?try=2'),
            parametersLike('1').map((one) => `?try=${one}`),
          ),
          async (message, query) => {
            const { CallSid: call = '', ...more } = fieldsOf(message)
            // As it comes in: an address is written in one way.
            const at = new URL(commUrl + path + query)
            const signed = requests.fromTwilio(commUrl, at.pathname + at.search, { ...more, call })
            const init = { method: 'POST', headers: signed.headers, body: signed.body }
            const answer = await state().comm(new Request(at, init))
            assert.doesNotMatch(await answer.clone().text(), /NaN|\[object|undefined/)
            await assertAnswered(answer, [message, textOf(query)])
          },
        ),
        runs,
      ))
})
