import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { signClaims } from '../../protocol/jws.ts'
import { verifyHandover } from '../../protocol/handover.ts'
import { generateKey, importKeySet } from '../../protocol/keys.ts'
import type { CoreConfig } from '../config.ts'
import type { ResumeAnswer } from '../../protocol/messages-core.ts'
import {
  bound,
  get,
  post,
  serverUrl,
  setting,
  slugOf,
  verifier,
  type Answers,
  type Setting,
} from '../testing/core.ts'

const html = { accept: 'text/html', 'accept-language': 'en' }
const start = 'POST https://comm.example/start_communication'
const comm = {
  tag: 'call',
  name: 'Bellen',
  start: 'https://comm.example',
  origins: ['https://comm.example'],
}
const open = {
  tag: 'question',
  attributes: [],
  allowedAuth: ['*'],
  allowedComm: ['*'],
  allowUnauthenticated: true,
}
const result = 'aaa.bbb.ccc'

const clientUrlOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { client_url: string }).client_url

describe('a conversation with a result of an earlier log-in', () => {
  const body = { purpose: 'report_move', auth_result: result, comm_method: 'call' }

  it('hands it over at the start, and the browser goes on with a handover', async () => {
    const { core, calls, verificationKeys } = await setting()
    const url = new URL(await clientUrlOf(await core(post('/start', body))))
    assert.deepEqual(JSON.parse(calls[0]!.body), {
      purpose: 'report_move',
      comm_method: 'call',
      auth_result: result,
    })
    assert.equal(calls.length, 1)
    assert.equal(url.searchParams.has('result'), false)
    const options = { verificationKeys, issuer: serverUrl, audience: 'https://comm.example' }
    const handover = await verifyHandover(url.searchParams.get('handover')!, options)
    assert.equal(handover.auth_method, undefined)
  })

  const later: Partial<CoreConfig> = {
    commMethods: [{ ...comm, disableAttributesAtStart: true }],
    purposes: [
      { tag: 'report_move', attributes: ['name'], allowedAuth: ['*'], allowedComm: ['*'] },
    ],
  }

  it('posts it where the plugin wants it posted, and goes on only when it was taken', async () => {
    const { core, calls } = await setting({}, later)
    const url = await clientUrlOf(await core(post('/start', body)))
    assert.deepEqual(JSON.parse(calls[0]!.body), { purpose: 'report_move', comm_method: 'call' })
    assert.equal(calls[1]!.url, 'https://comm.example/result/capability')
    assert.equal(calls[1]!.body, result)
    assert.doesNotMatch(url, /aaa/)
    for (const [status, slug] of [
      [400, 'invalid-result'],
      [500, 'plugin-unreachable'],
    ] as const) {
      const refusing = await setting(
        { 'POST https://comm.example/result/capability': () => new Response(null, { status }) },
        later,
      )
      assert.equal(await slugOf(await refusing.core(post('/start', body))), slug)
    }
  })

  it('lets the browser carry it when the plugin has no place for it', async () => {
    for (const [client, expected] of [
      ['https://comm.example/c', 'https://comm.example/c?result=aaa.bbb.ccc'],
      ['https://comm.example/c?x=1', 'https://comm.example/c?x=1&result=aaa.bbb.ccc'],
    ]) {
      const { core } = await setting(
        { [start]: () => Response.json({ client_url: client }) },
        later,
      )
      assert.equal(await clientUrlOf(await core(post('/start', body))), expected)
    }
  })

  it('does not come in a form, nor together with a method', async () => {
    const { core } = await setting()
    const form = { ...html, 'content-type': 'application/x-www-form-urlencoded' }
    assert.equal(
      (await core(post('/start', new URLSearchParams(body).toString(), form))).status,
      415,
    )
    assert.equal((await core(post('/start', { ...body, auth_method: 'digid' }))).status, 400)
    assert.equal(
      await slugOf(await core(post('/start', { ...body, comm_method: 'chat' }))),
      'method-not-for-purpose',
    )
  })
})

describe('a conversation without a log-in', () => {
  const purposes = [open]
  it('starts when the purpose allows it', async () => {
    const { core, calls } = await setting({}, { purposes })
    const url = await clientUrlOf(
      await core(post('/start', { purpose: 'question', comm_method: 'call' })),
    )
    assert.match(url, /^https:\/\/comm\.example\/conversation\/ref\?handover=/)
    assert.deepEqual(JSON.parse(calls[0]!.body), { purpose: 'question', comm_method: 'call' })
  })
  it('leads a page that gave a way back there, with a code for the browser that asked', async () => {
    const { core, verificationKeys } = await setting({}, { purposes })
    const { auth_method: _, ...rest } = bound
    const body = { ...rest, purpose: 'question' }
    const url = new URL(await clientUrlOf(await core(post('/start', body))))
    assert.equal(`${url.origin}${url.pathname}`, 'https://www.gemeente.example/verhuizen')
    assert.equal(url.searchParams.get('x'), '1', 'its own query stays')
    assert.equal(url.searchParams.get('id_contact_state'), 'state-1')
    const code = url.searchParams.get('id_contact_code')!

    const stolen = await core(post('/resume', { code, code_verifier: 'w'.repeat(43) }))
    assert.equal(await slugOf(stolen), 'invalid-code')
    const answer = await core(post('/resume', { code, code_verifier: verifier }))
    const resumed = (await answer.json()) as ResumeAnswer
    assert.equal(resumed.client_url, 'https://comm.example/conversation/ref')
    assert.equal(resumed.auth_method, undefined)
    const options = { verificationKeys, issuer: serverUrl, audience: 'https://comm.example' }
    const handover = await verifyHandover(resumed.handover!, options)
    assert.equal(handover.auth_method, undefined)
    assert.equal(handover.purpose, 'question')
  })
  it('leads nowhere else', async () => {
    const { core, calls } = await setting({}, { purposes })
    const { auth_method: _, ...rest } = bound
    const body = { ...rest, purpose: 'question', return_url: 'https://evil.example/' }
    assert.equal(await slugOf(await core(post('/start', body))), 'return-url-not-allowed')
    assert.deepEqual(calls, [])
  })
  it('shows a number to a browser that would not follow it', async () => {
    const { core } = await setting(
      { [start]: () => Response.json({ client_url: 'tel:14026' }) },
      { purposes },
    )
    const form = { ...html, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await core(post('/start', 'purpose=question&comm_method=call', form))
    assert.equal(answer.status, 200)
    assert.match(await answer.text(), /Call 14026 now/)
    assert.equal(
      await clientUrlOf(await core(post('/start', { purpose: 'question', comm_method: 'call' }))),
      'tel:14026',
    )
  })
})

describe('authentication during a conversation', () => {
  const irma = 'POST https://irma.example/start_authentication'
  const ask = {
    purpose: 'report_move',
    auth_method: 'digid',
    comm_url: 'https://rooms.example/back',
    attr_url: 'https://rooms.example/attr',
  }

  async function platform(origins?: string[], answers: Answers = {}) {
    const [own, other] = [await generateKey('sig', 'RS256'), await generateKey('sig')]
    const { kid: _kid, ...publicKey } = own.publicKey
    const state = await setting(answers, {
      requestors: { rooms: { keys: [publicKey], ...(origins && { origins }) } },
    })
    const sign = async (
      claims: object,
      {
        privateKey,
        kid = 'rooms',
        typ = 'JWT',
      }: { privateKey?: object; kid?: string; typ?: string } = {},
    ) => {
      const keys = await importKeySet([{ ...(privateKey ?? own.privateKey), kid }], 'sign')
      const iat = Math.floor(Date.now() / 1000)
      return signClaims({ iat, exp: iat + 300, ...claims }, typ, keys)
    }
    const request = (token: string): Promise<Response> =>
      state.core(post('/start', token, { 'content-type': 'application/jwt' }))
    return { ...state, sign, request, other }
  }

  it('starts the method for a platform with a registered key, and sends the resident back there', async () => {
    const { sign, request, calls } = await platform()
    const answer = await request(await sign({ request: ask }))
    assert.equal(await clientUrlOf(answer), 'https://auth.example/begin/ticket')
    assert.deepEqual(JSON.parse(calls[0]!.body), {
      attributes: ['name', 'email'],
      continuation: ask.comm_url,
      attr_url: ask.attr_url,
      acr: 'substantial',
    })
  })

  it('knows each key of a platform by the name of the platform, so that keys can be changed', async () => {
    const [old, fresh] = [await generateKey('sig'), await generateKey('sig')]
    const { core } = await setting(
      {},
      { requestors: { rooms: { keys: [old.publicKey, fresh.publicKey] } } },
    )
    for (const { privateKey } of [old, fresh]) {
      const keys = await importKeySet([{ ...privateKey, kid: 'rooms' }], 'sign')
      const iat = Math.floor(Date.now() / 1000)
      const token = await signClaims({ iat, exp: iat + 300, request: ask }, 'JWT', keys)
      const answer = await core(post('/start', token, { 'content-type': 'application/jwt' }))
      assert.equal(answer.status, 200)
    }
  })

  it('is refused, always in the same words, to whoever has no good signature', async () => {
    const { sign, request, other, calls } = await platform()
    const now = Math.floor(Date.now() / 1000)
    const bad = [
      await sign({ request: ask }, { privateKey: other.privateKey }),
      await sign({ request: ask }, { kid: 'unknown' }),
      await sign({ request: ask }, { typ: 'handover+jwt' }),
      await sign({ request: ask, iat: now - 1000, exp: now - 700 }),
      await sign({ request: ask, exp: now + 100_000 }),
      await sign({ request: ask, exp: undefined }),
      'nonsense',
      '',
    ]
    const texts = new Set<string>()
    for (const token of bad) {
      const answer = await request(token)
      assert.equal(answer.status, 400)
      texts.add(await answer.text())
    }
    assert.equal(texts.size, 1)
    assert.equal(calls.length, 0)
  })

  it('is refused for what the configuration does not allow', async () => {
    const { sign, request } = await platform(['https://rooms.example'])
    const refused = async (changes: object): Promise<string> =>
      slugOf(await request(await sign({ request: { ...ask, ...changes } })))
    assert.equal(await refused({ purpose: 'x' }), 'unknown-purpose')
    assert.equal(await refused({ auth_method: 'x' }), 'unknown-method')
    assert.equal(await refused({ purpose: 'permit' }), 'method-not-for-purpose')
    assert.equal(await refused({ comm_url: 'https://evil.example/' }), 'continuation-not-allowed')
    assert.equal(await refused({ attr_url: 'http://169.254.169.254/' }), 'attr-url-not-allowed')
    assert.equal(await refused({ comm_url: 'javascript:alert(1)' }), 'malformed-request')
    assert.equal(await slugOf(await request(await sign({ request: 'x' }))), 'malformed-request')
  })

  describe('with a method that returns through the browser only', () => {
    const shimmed = { ...ask, auth_method: 'irma' }
    const answers: Answers = {
      [irma]: () => Response.json({ client_url: 'https://irma.example/x' }),
    }
    const attr = 'POST https://rooms.example/attr'

    async function continuationOf(state: Awaited<ReturnType<typeof platform>>): Promise<string> {
      await state.request(await state.sign({ request: shimmed }))
      const told = JSON.parse(state.calls.find(({ url }) => url.includes('irma'))!.body) as Record<
        string,
        string
      >
      assert.equal(told.attr_url, undefined)
      return told.continuation!
    }
    const visit = ({ core }: Pick<Setting, 'core'>, url: string): Promise<Response> =>
      core(get(url, html))

    it('posts the result itself, and goes on only when it was taken', async () => {
      const state = await platform(['https://rooms.example'], {
        ...answers,
        [attr]: () => new Response('ok'),
      })
      const url = await continuationOf(state)
      const answer = await visit(state, `${url}?result=${result}`)
      assert.equal(answer.status, 303)
      assert.equal(answer.headers.get('location'), ask.comm_url)
      assert.equal(state.calls.at(-1)!.body, result)
      assert.equal((await visit(state, url)).status, 502, 'without a result')
      assert.equal((await visit(state, `${url}x?result=${result}`)).status, 400, 'changed')
      state.wait(31 * 60)
      assert.equal((await visit(state, `${url}?result=${result}`)).status, 410, 'too late')
    })

    it('says so when the platform does not take it', async () => {
      const state = await platform(['https://rooms.example'], {
        ...answers,
        [attr]: () => new Response(null, { status: 400 }),
      })
      const answer = await visit(state, `${await continuationOf(state)}?result=${result}`)
      assert.equal(answer.status, 502)
      assert.equal(answer.headers.get('location'), null)
    })

    it('posts to no address that only a signature vouches for (T18)', async () => {
      const state = await platform(undefined, answers)
      assert.equal(
        await slugOf(await state.request(await state.sign({ request: shimmed }))),
        'attr-url-not-allowed',
      )
    })
  })
})
