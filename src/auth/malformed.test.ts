/** Whatever comes in, an authentication plugin answers it: never with a 500, and without a word of what was sent. */
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { startAuthentication } from '../protocol/messages-plugins.ts'
import { assertAnswered, textOf } from '../protocol/testing/answered.ts'
import {
  headersLike,
  messagesOf,
  parametersLike,
  runs,
  typeOf,
  written,
} from '../protocol/testing/variants.ts'
import { assertAllAsked, counting, type Asked } from '../web/testing/routes.ts'
import { testMethod } from './testing/method.ts'
import { audience, serverUrl, startBody, testPlugin, type TestPlugin } from './testing/plugin.ts'

const endless = { timeout: 900_000 }
const attr_url = `${audience}/result/capability`

describe('malformed variants of every message to an authentication plugin', endless, () => {
  const asked: Asked = new Map()
  let plugin: TestPlugin
  let begin: string
  let state: string
  let cookie: string
  before(async () => {
    const delivered = (): Promise<Response> => Promise.resolve(new Response('ok'))
    plugin = await counting(asked, () => testPlugin(testMethod(), { fetch: delivered }))
    begin = await plugin.clientUrl({ attr_url })
    const begun = await plugin.handle(new Request(begin))
    state = new URL(begun.headers.get('location')!).searchParams.get('state')!
    cookie = begun.headers.get('set-cookie')!.split(';')[0]!
  })

  after(() => assertAllAsked(asked))

  it('POST /start_authentication', () =>
    fc.assert(
      fc.asyncProperty(
        written(messagesOf(startAuthentication, startBody(), startBody({ attr_url }))),
        typeOf('application/json'),
        async ({ message, body }, type) => {
          const headers = type ? { 'content-type': type } : undefined
          const url = `${serverUrl}/start_authentication`
          const answer = await plugin.handle(new Request(url, { method: 'POST', headers, body }))
          await assertAnswered(answer, [message, textOf(body)])
        },
      ),
      runs,
    ))

  it('addresses that a browser opens', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/begin/', '/callback?state=', '/callback?code=', '/'),
        parametersLike(state, begin.split('/begin/')[1]!),
        fc.constantFrom('state', 'code', 'error', 'lang', 'iss'),
        parametersLike(state),
        headersLike(cookie),
        async (path, parameter, name, value, cookie) => {
          const address = path + parameter
          const url = `${serverUrl}${address}${address.includes('?') ? '&' : '?'}${name}=${value}`
          const headers = { cookie, accept: 'text/html' }
          const answer = await plugin.handle(new Request(url, { headers }))
          await assertAnswered(answer, [textOf(parameter), textOf(value)], { as: 'page' })
        },
      ),
      runs,
    ))

  it('POST /session/{ticket}', () =>
    fc.assert(
      fc.asyncProperty(
        parametersLike(begin.split('/begin/')[1]!),
        parametersLike('user_active', 'logout'),
        fc.string(),
        async (ticket, type, body) => {
          const url = `${serverUrl}/session/${ticket}?type=${type}`
          const answer = await plugin.handle(new Request(url, { method: 'POST', body }))
          await assertAnswered(answer, [textOf(ticket), textOf(type), body])
        },
      ),
      runs,
    ))
})
