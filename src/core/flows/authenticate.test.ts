/** Authentication during a conversation for a plugin that knows of bindings: the way there, and every way back. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sha256 } from '../../protocol/digest.ts'
import { verifyHandover } from '../../protocol/handover.ts'
import { signClaims } from '../../protocol/jws.ts'
import { generateKey, importKeySet } from '../../protocol/keys.ts'
import type { ResumeAnswer } from '../../protocol/messages-core.ts'
import {
  binding,
  challenge,
  cookieOf,
  get,
  page,
  post,
  serverUrl,
  setting,
  slugOf,
  verifier,
  type Answers,
} from '../testing/core.ts'

const html = { accept: 'text/html', 'accept-language': 'en' }
const receipt = 'r'.repeat(22)
const comm = 'https://comm.example'
const conversation = `${comm}/conversation/ref`
const attr = `${comm}/result/capability`
const request = {
  purpose: 'report_move',
  auth_method: 'digid',
  comm_url: conversation,
  attr_url: attr,
  binding,
  audience: comm,
  comm_method: 'call',
}
const toPage = {
  return_url: page,
  state: 'state-1',
  code_challenge: challenge,
  code_challenge_method: 'S256',
}
const answers: Answers = {
  'POST https://irma.example/start_authentication': () =>
    Response.json({ client_url: 'https://irma.example/x' }),
}

async function plugin(origins: string[] | undefined = [comm]) {
  const own = await generateKey('sig')
  const state = await setting(answers, {
    requestors: { call: { keys: [own.publicKey], ...(origins.length > 0 && { origins }) } },
  })
  const keys = await importKeySet([{ ...own.privateKey, kid: 'call' }], 'sign')
  const ask = async (body: object): Promise<Response> => {
    const iat = Math.floor(Date.now() / 1000)
    const token = await signClaims({ iat, exp: iat + 300, request: body }, 'JWT', keys)
    return state.core(post('/start', token, { 'content-type': 'application/jwt' }))
  }
  /** Asks, goes, and is about to come back. */
  const gone = async (body: object): Promise<{ cookie: string; back: string }> => {
    const { client_url } = (await (await ask(body)).json()) as { client_url: string }
    const going = await state.core(get(client_url))
    const told = state.calls.findLast(({ url }) => url.endsWith('/start_authentication'))!
    const { continuation } = JSON.parse(told.body) as { continuation: string }
    return { cookie: cookieOf(going), back: continuation }
  }
  const handoverIn = (token: string | null | undefined) =>
    verifyHandover(token!, {
      verificationKeys: state.verificationKeys,
      issuer: serverUrl,
      audience: comm,
    })
  return { ...state, ask, gone, handoverIn }
}

describe('authentication during a conversation, bound', () => {
  it('tells the method whom the result is for, and shows the browser nothing but our own address', async () => {
    const { ask, calls } = await plugin()
    const answer = await ask(request)
    const { client_url } = (await answer.json()) as { client_url: string }
    assert.match(client_url, /^https:\/\/core\.example\/go\/[\w.-]+$/)
    const { continuation, ...told } = JSON.parse(calls[0]!.body) as Record<string, string>
    assert.match(continuation!, /^https:\/\/core\.example\/return\/[\w.-]+$/)
    assert.deepEqual(told, {
      attributes: ['name', 'email'],
      attr_url: attr,
      binding,
      audience: comm,
      purpose: 'report_move',
      auth_method: 'digid',
      acr: 'substantial',
    })
    assert.equal(calls.length, 1, 'no second conversation is started')
  })

  it('goes straight to the conversation with a handover for this attempt', async () => {
    const { core, gone, handoverIn } = await plugin()
    const { cookie, back } = await gone(request)
    const answer = await core(get(`${back}?receipt=${receipt}`, { cookie }))
    assert.equal(answer.status, 303)
    const target = new URL(answer.headers.get('location')!)
    assert.equal(target.origin + target.pathname, conversation)
    assert.deepEqual([...target.searchParams.keys()], ['handover'])
    const { jti, ...claims } = await handoverIn(target.searchParams.get('handover'))
    assert.ok(jti)
    assert.deepEqual(claims, {
      iss: serverUrl,
      aud: comm,
      sub: conversation,
      purpose: 'report_move',
      auth_method: 'digid',
      comm_method: 'call',
      binding_hash: await sha256(binding),
      receipt,
    })
  })

  it('goes back to the page that asked, and there with the verifier to the conversation', async () => {
    const { core, gone, handoverIn } = await plugin()
    const { cookie, back } = await gone({ ...request, ...toPage })
    const answer = await core(get(`${back}?receipt=${receipt}`, { cookie }))
    const target = new URL(answer.headers.get('location')!)
    assert.equal(target.origin, new URL(page).origin)
    assert.equal(target.searchParams.get('id_contact_state'), 'state-1')
    const code = target.searchParams.get('id_contact_code')
    const resume = (code_verifier: string): Promise<Response> =>
      core(post('/resume', { code, code_verifier }))
    assert.equal(await slugOf(await resume('w'.repeat(43))), 'invalid-code')
    const resumed = (await (await resume(verifier)).json()) as ResumeAnswer
    assert.equal(resumed.client_url, conversation)
    const claims = await handoverIn(resumed.handover)
    assert.deepEqual(
      [claims.receipt, claims.binding_hash, claims.sub],
      [receipt, await sha256(binding), conversation],
    )
  })

  it('works for a platform without a communication method here, and lets the browser carry the result', async () => {
    const { core, gone, handoverIn } = await plugin()
    const { attr_url: _attr, comm_method: _comm, ...least } = request
    const { cookie, back } = await gone(least)
    const answer = await core(get(`${back}?receipt=${receipt}&result=a.b.c`, { cookie }))
    const target = new URL(answer.headers.get('location')!)
    assert.equal(target.searchParams.get('result'), 'a.b.c')
    const { comm_method } = await handoverIn(target.searchParams.get('handover'))
    assert.equal(comm_method, undefined)

    const other = await plugin()
    const way = await other.gone({ ...least, ...toPage })
    const back2 = await other.core(get(`${way.back}?result=a.b.c`, { cookie: way.cookie }))
    const code = new URL(back2.headers.get('location')!).searchParams.get('id_contact_code')
    const resumed = await other.core(post('/resume', { code, code_verifier: verifier }))
    const { result, comm_method: none } = (await resumed.json()) as ResumeAnswer
    assert.deepEqual([result, none], ['a.b.c', undefined])
  })

  it('posts the result itself for a method that returns through the browser only', async () => {
    const { core, gone, calls } = await plugin()
    const { cookie, back } = await gone({ ...request, auth_method: 'irma' })
    const told = JSON.parse(calls[0]!.body) as Record<string, string>
    assert.deepEqual([told.attr_url, told.binding], [undefined, binding])
    const answer = await core(get(`${back}?receipt=${receipt}&result=a.b.c`, { cookie }))
    assert.deepEqual([calls.at(-1)!.url, calls.at(-1)!.body], [attr, 'a.b.c'])
    const target = new URL(answer.headers.get('location')!)
    assert.deepEqual([...target.searchParams.keys()], ['handover'])
  })

  for (const hint of ['cancelled', 'failed', 'too_low', 'unavailable'])
    it(`tells the plugin and the browser that it came to nothing: ${hint}`, async () => {
      const { core, gone, calls } = await plugin()
      const straight = await gone(request)
      const answer = await core(get(`${straight.back}?error=${hint}`, { cookie: straight.cookie }))
      assert.equal(answer.headers.get('location'), `${conversation}?error=${hint}`)
      assert.deepEqual(
        [calls.at(-1)!.method, calls.at(-1)!.url],
        ['DELETE', `${attr}?reason=${hint}`],
      )
      const paged = await gone({ ...request, ...toPage })
      const back = await core(get(`${paged.back}?error=${hint}`, { cookie: paged.cookie }))
      const target = new URL(back.headers.get('location')!)
      assert.equal(target.searchParams.get('id_contact_error'), hint)
      assert.equal(target.searchParams.get('id_contact_state'), 'state-1')
      assert.equal(target.searchParams.has('id_contact_code'), false)
    })

  it('lets no other browser come back, and takes the attempt away (T1)', async () => {
    const { core, gone, calls, log } = await plugin()
    const { back } = await gone(request)
    const answer = await core(get(`${back}?receipt=${receipt}`, html))
    assert.equal(answer.status, 403)
    assert.equal(answer.headers.get('location'), null)
    assert.deepEqual(
      [calls.at(-1)!.method, calls.at(-1)!.url],
      ['DELETE', `${attr}?reason=other_device`],
    )
    assert.equal(log.at(-1)!.event, 'binding_mismatch')
  })

  it('is refused for what the configuration does not allow', async () => {
    const { ask } = await plugin()
    const refused = async (changes: object): Promise<string> =>
      slugOf(await ask({ ...request, ...changes }))
    const evil = 'https://evil.example/x'
    assert.equal(await refused({ comm_url: evil }), 'continuation-not-allowed')
    assert.equal(await refused({ audience: evil }), 'continuation-not-allowed')
    assert.equal(await refused({ attr_url: evil }), 'attr-url-not-allowed')
    assert.equal(await refused({ ...toPage, return_url: evil }), 'return-url-not-allowed')
    assert.equal(await refused({ comm_method: 'chat' }), 'method-not-for-purpose')
    assert.equal(await refused({ comm_method: 'x' }), 'unknown-method')
    assert.equal(await refused({ audience: undefined }), 'malformed-request')
    assert.equal(
      await refused({ ...toPage, state: 's'.repeat(250), return_url: page.padEnd(900, 'x') }),
      'return-url-not-allowed',
    )
  })

  it('calls no address that only a signature vouches for (T18)', async () => {
    const { ask, calls } = await plugin([])
    const answer = await ask({ ...request, attr_url: 'http://169.254.169.254/' })
    assert.equal(await slugOf(answer), 'attr-url-not-allowed')
    assert.equal(calls.length, 0)
  })
})
