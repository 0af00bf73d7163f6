import { expect } from '@open-wc/testing'
import { sha256 } from '../protocol/digest.ts'
import { beforeEach, describe, it } from '../protocol/testing/mocha.ts'
import { authenticateDuring, type Widget } from './during.ts'
import { resume, type CitizenConversation } from './index.ts'
import { Memory, networkLoss, problem, rejection, serverWith } from './testing/server.ts'

const core = 'https://core.example'
const comm = 'https://comm.example/conversation/c1'
const here = 'https://a.example/page'
const stored = {
  core,
  purpose: 'report_move',
  authMethod: 'digid',
  commMethod: 'phone',
  url: comm,
  token: 'token-1',
}
const talking = { state: 'active', channel: 'phone', identified: false }
const asked = { ...talking, identification: { state: 'requested' } }
const left = Response.json({ client_url: `${core}/go/ticket` })

describe('authenticateDuring()', () => {
  let storage: Memory
  beforeEach(() => {
    storage = new Memory()
    storage.setItem('id-contact.conversations', JSON.stringify({ report_move: stored }))
  })

  /** The conversation of this tab, with an agent who asks. */
  async function conversation(): Promise<CitizenConversation> {
    const { fetch } = serverWith({ [`GET ${comm}`]: Response.json(asked) })
    return (await resume(core, { fetch, storage, url: here }))!
  }

  /** Somebody who left for the log-in, and what their tab knows. */
  async function away(): Promise<{ state: string; verifier: string }> {
    const { fetch } = serverWith({ [`POST ${comm}/authenticate`]: left })
    const { state } = await authenticateDuring(await conversation(), 'itsme', { fetch, storage })
    return { state, verifier: storage.read('attempts')[state]!.verifier! }
  }
  const backAt = (state: string, answer: string): string =>
    `${here}?${answer}&id_contact_state=${state}`

  it('posts the method with a PKCE challenge, as the conversation', async () => {
    const { fetch, asked } = serverWith({ [`POST ${comm}/authenticate`]: left })
    const attempt = await authenticateDuring(await conversation(), 'itsme', {
      fetch,
      storage,
      returnUrl: here,
    })
    const { verifier, ...kept } = storage.read('attempts')[attempt.state]!
    expect(kept).to.deep.equal({
      core,
      purpose: 'report_move',
      authMethod: 'itsme',
      commMethod: 'phone',
    })
    expect(asked).to.have.length(1)
    expect(asked[0]!.init.headers).to.include({ authorization: 'Bearer token-1' })
    expect(asked[0]!.body).to.deep.equal({
      auth_method: 'itsme',
      code_challenge: await sha256(verifier!),
      code_challenge_method: 'S256',
      return_url: here,
      state: attempt.state,
    })
    expect(attempt.clientUrl).to.equal(`${core}/go/ticket`)
    expect(storage.read('conversations').report_move).to.deep.equal(stored)
  })

  it('comes back to this page unless told otherwise', async () => {
    const { fetch, asked } = serverWith({ [`POST ${comm}/authenticate`]: left })
    await authenticateDuring(await conversation(), 'itsme', { fetch, storage })
    expect(asked[0]!.body!.return_url).to.equal(location.href)
  })

  it('comes back to the same conversation, whose key has turned', async () => {
    const { state, verifier } = await away()
    const { fetch, asked } = serverWith({
      [`POST ${core}/resume`]: Response.json({ client_url: comm, handover: 'handover' }),
      [`POST ${comm}`]: Response.json({
        token: 'token-2',
        conversation: { ...talking, identified: true },
      }),
      [`GET ${comm}`]: Response.json({ ...talking, identified: true }),
    })
    const url = backAt(state, 'id_contact_code=code')
    const conversation = (await resume(core, { fetch, storage, url }))!
    expect(asked.map(({ body }) => body)).to.deep.equal([
      { code: 'code', code_verifier: verifier },
      { handover: 'handover', key: await sha256(comm + verifier!) },
    ])
    expect(conversation.identified).to.be.true
    expect(conversation.identification).to.be.undefined
    expect(conversation.authMethod).to.equal('itsme')
    await conversation.refresh()
    expect(asked.at(-1)!.init.headers).to.include({ authorization: 'Bearer token-2' })
    expect([...storage.entries.keys()]).to.deep.equal(['id-contact.conversations'])
  })

  for (const [answer, refused, reason] of [
    ['id_contact_error=cancelled', undefined, 'cancelled'],
    ['id_contact_error=too_low', undefined, 'too_low'],
    ['id_contact_code=code', problem(410, 'expired-code'), 'expired'],
    ['id_contact_code=code', problem(403, 'authentication-failed'), 'failed'],
    ['id_contact_code=code', problem(410, 'already-used'), 'other_device'],
  ] as const)
    it(`lets the conversation run on after ${answer} and ${reason}`, async () => {
      const { state } = await away()
      const { fetch } = serverWith({
        ...(refused && { [`POST ${core}/resume`]: refused }),
        [`GET ${comm}`]: Response.json({ ...talking, identification: { state: 'failed' } }),
      })
      const options = { fetch, storage, url: backAt(state, answer) }
      expect(await rejection(resume(core, options))).to.include({
        code: 'ERR_ID_CONTACT_RETURN',
        reason,
      })
      expect(storage.getItem('id-contact.attempts')).to.be.null
      const again = (await resume(core, { ...options, url: here }))!
      expect(again.state).to.equal('active')
      expect(again.identification).to.deep.equal({ state: 'failed' })
    })

  it('keeps the answer of a way back whose network was lost', async () => {
    const { state } = await away()
    const lost = serverWith({ [`POST ${core}/resume`]: networkLoss() })
    const url = backAt(state, 'id_contact_code=code')
    expect((await rejection(resume(core, { ...lost, storage, url }))).code).to.match(/UNREACHABLE/)
    const { fetch } = serverWith({
      [`POST ${core}/resume`]: Response.json({ client_url: comm, handover: 'handover' }),
      [`POST ${comm}`]: Response.json({ token: 'token-2', conversation: talking }),
    })
    expect((await resume(core, { fetch, storage, url: here }))!.authMethod).to.equal('itsme')
  })

  it('says what the server refuses, and leaves nothing of it', async () => {
    for (const [status, slug] of [
      [409, 'not-asked'],
      [400, 'method-not-for-purpose'],
      [410, 'gone'],
    ] as const) {
      const { fetch } = serverWith({ [`POST ${comm}/authenticate`]: problem(status, slug) })
      const starting = authenticateDuring(await conversation(), 'itsme', { fetch, storage })
      expect(await rejection(starting)).to.include({ name: 'RequestError', status })
      expect(storage.getItem('id-contact.attempts')).to.be.null
    }
  })

  it('goes nowhere that runs code or steps down to an address in clear', async () => {
    for (const client_url of ['javascript:alert(1)', 'http://core.example/go/x', undefined]) {
      const { fetch } = serverWith({
        [`POST ${comm}/authenticate`]: Response.json({ client_url }),
      })
      const starting = authenticateDuring(await conversation(), 'itsme', { fetch, storage })
      expect((await rejection(starting)).code).to.equal('ERR_ID_CONTACT_BAD_ANSWER')
    }
  })

  it('is not for a conversation that this tab does not have', async () => {
    const { fetch, asked } = serverWith({})
    const other = await conversation()
    for (const kept of [{}, { report_move: { ...stored, token: undefined } }]) {
      storage.setItem('id-contact.conversations', JSON.stringify(kept))
      const starting = authenticateDuring(other, 'itsme', { fetch, storage })
      expect((await rejection(starting)).code).to.equal('ERR_ID_CONTACT_NO_CONVERSATION')
    }
    expect(asked).to.have.length(0)
  })
})

describe("authenticateDuring() on a platform's page", () => {
  const widget: Widget = {
    purpose: 'report_move',
    startUrl: 'https://rooms.example/guest/start/a.b.c',
    cancelUrl: 'https://video.example/room/16',
    displayName: 'Videobellen',
    expiresAt: new Date(),
  }

  it('posts the choice, and keeps nothing', async () => {
    const storage = new Memory()
    const { fetch, asked } = serverWith({ [`POST ${widget.startUrl}`]: left.clone() })
    const attempt = await authenticateDuring(widget, 'itsme', { fetch, storage })
    expect(attempt.clientUrl).to.equal(`${core}/go/ticket`)
    expect(asked[0]!.body).to.deep.equal({ purpose: 'report_move', auth_method: 'itsme' })
    expect(storage.entries.size).to.equal(0)
  })

  it('says what is refused', async () => {
    const { fetch } = serverWith({ [`POST ${widget.startUrl}`]: problem(410, 'already-used') })
    expect((await rejection(authenticateDuring(widget, 'itsme', { fetch }))).status).to.equal(410)
  })
})
