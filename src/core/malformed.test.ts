/** Whatever comes in, from browsers, platforms or plugins, a core answers it: never with a 500, and without a word of what was sent. */
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { SignJWT, importJWK, type JWTPayload } from 'jose'
import { generateKey } from '../protocol/keys.ts'
import {
  authOnlyRequest,
  clientUrlAnswer,
  resumeRequest,
  startRequest,
} from '../protocol/messages-core.ts'
import { startCommunicationAnswer } from '../protocol/messages-plugins.ts'
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
import { assertAllAsked, counting, type Asked } from '../web/testing/routes.ts'
import {
  bound,
  challenge,
  choice,
  get,
  gone,
  goodAnswers,
  page,
  serverUrl,
  setting,
  verifier,
  type Answers,
  type Setting,
} from './testing/core.ts'

const endless = { timeout: 900_000 }
const result = 'aaa.bbb.ccc.ddd.eee'
const earlier = { purpose: 'report_move', auth_result: result, comm_method: 'call' }
const during = {
  purpose: 'report_move',
  auth_method: 'digid',
  comm_url: 'https://comm.example/conversation/x',
  attr_url: 'https://comm.example/result/x',
}

const answers: Answers = {
  'POST https://irma.example/start_authentication': () =>
    Response.json({ client_url: 'https://irma.example/x' }),
  'POST https://chat.example/start_communication': () =>
    Response.json({ client_url: 'https://chat.example/x' }),
}

describe('malformed variants of every message to a core', endless, () => {
  let state: Setting
  let code: string
  const asked: Asked = new Map()
  let sign: (claims: JWTPayload, kid?: string) => Promise<string>
  before(async () => {
    const { privateKey, publicKey } = await generateKey('sig')
    const changes = { requestors: { rooms: { keys: [publicKey] } } }
    state = await counting(asked, () => setting(answers, changes))
    const { cookie, back } = await gone(state)
    const answer = await state.core(get(back, { cookie }))
    code = new URL(answer.headers.get('location')!).searchParams.get('id_contact_code')!
    const key = await importJWK(privateKey, 'ES256')
    sign = (claims, kid = 'rooms') =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid })
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(key)
  })

  after(() => assertAllAsked(asked))

  const send = (path: string, body: BodyInit, type: string, accept = 'application/json') => {
    const headers = { accept, ...(type && { 'content-type': type }) }
    return state.core(new Request(serverUrl + path, { method: 'POST', headers, body }))
  }

  const inJson = (path: string, messages: fc.Arbitrary<unknown>) =>
    fc.assert(
      fc.asyncProperty(
        written(messages),
        typeOf('application/json'),
        async ({ message, body }, type) =>
          assertAnswered(await send(path, body, type), [message, textOf(body)]),
      ),
      runs,
    )

  it('POST /start in JSON', () =>
    inJson('/start', messagesOf(startRequest, choice, bound, earlier)))

  it('POST /resume', () =>
    inJson('/resume', messagesOf(resumeRequest, { code, code_verifier: verifier })))

  it('POST /start and POST /choose as a form', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/start', '/choose'),
        messagesOf(startRequest, choice, bound),
        typeOf('application/x-www-form-urlencoded'),
        fc.boolean(),
        async (path, message, type, isPerson) => {
          const fields = Object.entries((message ?? {}) as object).map(
            ([name, value]) =>
              [name, typeof value === 'string' ? value : jsonOf(value)] as [string, string],
          )
          const body = new URLSearchParams(fields).toString()
          const accept = isPerson ? 'text/html' : '*/*'
          // The questions are a page, whoever asks.
          const as = isPerson ? 'page' : path === '/choose' ? 'either' : 'problem'
          await assertAnswered(await send(path, body, type, accept), [message], { as })
        },
      ),
      runs,
    ))

  it('POST /start with a signed request', () =>
    fc.assert(
      fc.asyncProperty(
        messagesOf(authOnlyRequest, during, {
          ...during,
          binding: 'b'.repeat(22),
          audience: 'https://comm.example',
          code_challenge: challenge,
          code_challenge_method: 'S256',
          return_url: page,
        }),
        fc.constantFrom('rooms', 'rooms', 'rooms', '../rooms', '__proto__', ''),
        async (request, kid) => {
          const token = await sign({ request }, kid)
          await assertAnswered(await send('/start', token, 'application/jwt'), [request, token])
        },
      ),
      runs,
    ))

  it('POST /start with what is no signed request', async () => {
    const good = await sign({ request: during })
    await fc.assert(
      fc.asyncProperty(bytesOf(tokensLike(good)), async (bytes) => {
        const text = textOf(bytes)
        await assertAnswered(await send('/start', bytes, 'application/jwt'), [text])
      }),
      runs,
    )
  })

  it('addresses that a browser opens', async () => {
    const { cookie, back } = await gone(state)
    const started = (await (
      await send('/start', JSON.stringify(choice), 'application/json')
    ).json()) as {
      client_url: string
    }
    const ticket = started.client_url.split('/go/')[1]!
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          '/go/',
          '/return/',
          '/auth_attr_shim/',
          '/choose?purpose=',
          back,
          `${back}x`,
        ),
        parametersLike(ticket, back.split('/return/')[1]!),
        fc.constantFrom('result', 'receipt', 'error', 'lang', 'purpose'),
        parametersLike(result, 'cancelled'),
        headersLike(cookie),
        async (path, parameter, name, value, cookies) => {
          const address = path === back ? path : path + parameter
          const url = `${address}${address.includes('?') ? '&' : '?'}${name}=${value}`
          const answer = await state.core(get(url, { cookie: cookies, accept: 'text/html' }))
          await assertAnswered(answer, [textOf(parameter), textOf(value)], {
            as: 'page',
            passesOn: true,
          })
        },
      ),
      runs,
    )
  })

  it('addresses that a script asks', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          ...['/session_options/', '/session_options?x=', '/jwks.json/', '/jwks.json?x=', '/'],
          '/health?x=',
        ),
        parametersLike('report_move'),
        async (path, parameter) =>
          assertAnswered(await state.core(get(path + parameter)), [textOf(parameter)]),
      ),
      runs,
    ))
})

describe('malformed answers of plugins to a core', endless, () => {
  it('are passed on as what they are: a part that gave no answer of use', async () => {
    let reply = (): Response => new Response()
    const communication = 'POST https://comm.example/start_communication'
    const authentication = 'POST https://auth.example/start_authentication'
    const state = await setting({
      [communication]: () => reply(),
      [authentication]: (request) => (isFirst ? goodAnswers[authentication]!(request) : reply()),
    })
    const second = await setting({ [authentication]: () => reply() })
    let isFirst = true
    const good = {
      client_url: 'https://comm.example/conversation/ref',
      attr_url: 'https://comm.example/result/capability',
      binding: 'b'.repeat(22),
      audience: 'https://comm.example',
    }
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.oneof(
          messagesOf(startCommunicationAnswer, good),
          messagesOf(clientUrlAnswer, { client_url: 'https://auth.example/begin/x' }),
        ),
        fc.nat(20),
        fc.constantFrom(200, 200, 200, 201, 400, 404, 500, 503),
        async (isCommunication, message, spoil, status) => {
          isFirst = true
          const text = jsonOf(message).slice(spoil < 3 ? spoil : 0)
          reply = () =>
            new Response(text, { status, headers: { 'content-type': 'application/json' } })
          const { core } = isCommunication ? state : second
          const headers = { 'content-type': 'application/json', accept: 'application/json' }
          const body = JSON.stringify(choice)
          const answer = await core(
            new Request(`${serverUrl}/start`, { method: 'POST', headers, body }),
          )
          await assertAnswered(answer, [message], { passesOn: true })
        },
      ),
      runs,
    )
  })
})
