import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { verifyHandover } from '../protocol/handover.ts'
import type { CoreCommMethod } from './config.ts'
import { bound, get, gone, post, serverUrl, setting, slugOf, verifier } from './testing/core.ts'

const receipt = 'r'.repeat(22)

describe('POST /resume', () => {
  async function returned(query = `?receipt=${receipt}`, body: object = bound) {
    const state = await setting()
    const { cookie, back } = await gone(state, body)
    const answer = await state.core(get(back + query, { cookie }))
    const code = new URL(answer.headers.get('location')!).searchParams.get('id_contact_code')!
    return { ...state, code, state }
  }

  it('gives the conversation to the browser with the verifier', async () => {
    const { core, code, verificationKeys } = await returned()
    const answer = await core(post('/resume', { code, code_verifier: verifier }))
    assert.equal(answer.status, 200)
    const body = (await answer.json()) as Record<string, string>
    const { handover, ...rest } = body
    assert.deepEqual(rest, {
      client_url: 'https://comm.example/conversation/ref',
      purpose: 'report_move',
      auth_method: 'digid',
      comm_method: 'call',
      channel: 'phone',
    })
    const claims = await verifyHandover(handover!, {
      verificationKeys,
      issuer: serverUrl,
      audience: 'https://comm.example',
    })
    assert.equal(claims.receipt, receipt)
  })

  it('names the same handover when it is asked again, so that it is taken once', async () => {
    const { core, code, verificationKeys } = await returned()
    const jtis = []
    for (let i = 0; i < 2; i++) {
      const answer = await core(post('/resume', { code, code_verifier: verifier }))
      const { handover } = (await answer.json()) as { handover: string }
      const options = { verificationKeys, issuer: serverUrl, audience: 'https://comm.example' }
      jtis.push((await verifyHandover(handover, options)).jti)
    }
    assert.equal(jtis[0], jtis[1])
  })

  it('refuses another verifier, an old code, a changed one, and other tickets', async () => {
    const { core, code, state } = await returned()
    const ask = (body: unknown): Promise<Response> => core(post('/resume', body))
    const wrong = await ask({ code, code_verifier: 'w'.repeat(43) })
    assert.equal(wrong.status, 400)
    assert.equal(await slugOf(wrong), 'invalid-code')
    for (const bad of [`${code}A`, code.slice(1), 'a.b.c.d.e']) {
      assert.equal(await slugOf(await ask({ code: bad, code_verifier: verifier })), 'invalid-code')
    }
    const { back } = await gone(state)
    const other = back.split('/return/')[1]
    assert.equal(await slugOf(await ask({ code: other, code_verifier: verifier })), 'invalid-code')
    assert.equal(await slugOf(await ask({ code, code_verifier: 'short' })), 'malformed-request')
    assert.equal(await slugOf(await ask('nonsense')), 'malformed-request')
    state.wait(61)
    const late = await ask({ code, code_verifier: verifier })
    assert.equal(late.status, 410)
    assert.equal(await slugOf(late), 'expired-code')
  })

  it('leads on to the page of a channel that has one, and not to that of another', async () => {
    const channelIs = async (changes: Partial<CoreCommMethod>) => {
      const method = { tag: 'call', name: 'Chat', start: 'https://comm.example', origins: [] }
      const commMethods = [
        { ...method, imagePath: '', origins: ['https://comm.example'], ...changes },
      ]
      const state = await setting({}, { commMethods })
      const { cookie, back } = await gone(state, { ...bound, lang: 'en' })
      const answer = await state.core(get(`${back}?receipt=${receipt}`, { cookie }))
      const code = new URL(answer.headers.get('location')!).searchParams.get('id_contact_code')
      const taken = await state.core(post('/resume', { code, code_verifier: verifier }))
      return [state, (await taken.json()) as Record<string, string>] as const
    }
    const [{ verificationKeys }, chat] = await channelIs({ channel: 'chat' })
    const page = new URL(chat.client_url!)
    const issuer = { issuer: serverUrl, audience: 'https://comm.example' }
    const handover = page.searchParams.get('handover')!
    assert.equal((await verifyHandover(handover, { verificationKeys, ...issuer })).receipt, receipt)
    assert.equal(page.searchParams.get('lang'), 'en')
    assert.equal(chat.handover, undefined)
    const [, embedded] = await channelIs({ channel: 'chat', ownPage: false })
    assert.equal(new URL(embedded.client_url!).search, '')
    assert.ok(embedded.handover)
  })

  it('carries the result when the channel has no other way to get it', async () => {
    const state = await setting({
      'POST https://comm.example/start_communication': () =>
        Response.json({
          client_url: 'https://comm.example/c',
          binding: 'b'.repeat(22),
          audience: 'https://comm.example',
        }),
    })
    const { cookie, back } = await gone(state)
    const answer = await state.core(
      get(`${back}?receipt=${receipt}&result=aaa.bbb.ccc`, { cookie }),
    )
    const location = answer.headers.get('location')!
    assert.doesNotMatch(location, /aaa\.bbb/)
    const code = new URL(location).searchParams.get('id_contact_code')
    const body = (await (
      await state.core(post('/resume', { code, code_verifier: verifier }))
    ).json()) as { result: string }
    assert.equal(body.result, 'aaa.bbb.ccc')
  })
})
