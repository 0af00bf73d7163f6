import { expect } from '@open-wc/testing'
import { sha256 } from '../protocol/digest.ts'
import { resume } from './resume.ts'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'
import { Memory, networkLoss, problem, rejection, serverWith } from './testing/server.ts'

const core = 'https://core.example'
const comm = 'https://comm.example/conversations/c1'
const started = { core, purpose: 'report_move', authMethod: 'digid', commMethod: 'phone' }
const attempt = { ...started, verifier: 'v'.repeat(43) }
const url = 'https://a.example/page?id_contact_code=code&id_contact_state=s'
const waiting = {
  state: 'waiting',
  channel: 'phone',
  phone: {
    number: '14026',
    display: '14 026',
    code: '482917306',
    tel_url: 'tel:14026,,482917306#',
    expires_at: '2030-01-01T12:00:00Z',
    extensions_left: 2,
  },
}
const redeemed = Response.json({ client_url: comm, handover: 'handover', result: 'result' })
const opened = Response.json({ token: 'token', conversation: waiting })

describe('resume()', () => {
  let storage: Memory
  beforeEach(() => {
    storage = new Memory()
    storage.setItem('id-contact.attempts', JSON.stringify({ s: attempt }))
  })

  it('finds nothing where nothing was started', async () => {
    const { fetch, asked } = serverWith({})
    expect(await resume(core, { fetch, storage: new Memory(), url: 'https://a.example/' })).to.be
      .undefined
    expect(asked).to.have.length(0)
  })

  it('redeems code and verifier, then the handover, and forgets the attempt', async () => {
    const { fetch, asked } = serverWith({
      [`POST ${core}/resume`]: redeemed,
      [`POST ${comm}`]: opened,
    })
    const conversation = (await resume(core, { fetch, storage, url }))!
    expect(asked.map(({ body }) => body)).to.deep.equal([
      { code: 'code', code_verifier: attempt.verifier },
      { handover: 'handover', result: 'result', key: await sha256(comm + attempt.verifier) },
    ])
    expect(conversation.state).to.equal('waiting')
    expect(conversation.authMethod).to.equal('digid')
    expect(conversation.phone).to.deep.equal({
      number: '14026',
      display: '14 026',
      code: '482917306',
      telUrl: 'tel:14026,,482917306#',
      expiresAt: new Date('2030-01-01T12:00:00Z'),
      extensionsLeft: 2,
    })
    expect([...storage.entries.keys()]).to.deep.equal(['id-contact.conversations'])
  })

  it('forgets what else was started for the same purpose, and only that', async () => {
    const other = { ...attempt, purpose: 'request_permit' }
    storage.setItem('id-contact.attempts', JSON.stringify({ s: attempt, old: attempt, other }))
    const { fetch } = serverWith({ [`POST ${core}/resume`]: redeemed, [`POST ${comm}`]: opened })
    await resume(core, { fetch, storage, url })
    expect(Object.keys(storage.read('attempts'))).to.deep.equal(['other'])
  })

  it('keeps the code when the network is lost, and tries again', async () => {
    const { fetch, asked } = serverWith({
      [`POST ${core}/resume`]: [networkLoss(), problem(503), problem(429), redeemed],
      [`POST ${comm}`]: opened,
    })
    const codes = ['ERR_ID_CONTACT_UNREACHABLE', 'ERR_ID_CONTACT_PROBLEM', 'ERR_ID_CONTACT_PROBLEM']
    for (const [index, code] of codes.entries()) {
      const again = index === 0 ? url : 'https://a.example/page'
      expect((await rejection(resume(core, { fetch, storage, url: again }))).code).to.equal(code)
      expect(storage.read('attempts').s!.code).to.equal('code')
    }
    const conversation = await resume(core, { fetch, storage, url: 'https://a.example/page' })
    expect(conversation!.state).to.equal('waiting')
    expect(asked.filter(({ body }) => body?.code === 'code')).to.have.length(4)
  })

  it('asks again with the same key when the answer gets lost, also after a reload', async () => {
    const { fetch, asked } = serverWith({
      [`POST ${core}/resume`]: redeemed,
      [`POST ${comm}`]: [networkLoss(), networkLoss(), networkLoss(), opened],
    })
    await rejection(resume(core, { fetch, storage, url }))
    await resume(core, { fetch, storage, url: 'https://a.example/page' })
    const keys = asked.flatMap(({ body }) => (body?.handover ? [body.key] : []))
    expect(keys).to.have.length(4)
    expect(new Set(keys).size).to.equal(1)
    expect(keys[0]).to.match(/^[\w-]{43}$/)
  })

  it('waits for a result that is still on its way (409)', async () => {
    const { fetch, asked } = serverWith({
      [`POST ${core}/resume`]: redeemed,
      [`POST ${comm}`]: [problem(409, 'result-missing'), opened],
    })
    expect((await resume(core, { fetch, storage, url }))!.state).to.equal('waiting')
    expect(asked).to.have.length(3)
  })

  for (const [status, slug, reason] of [
    [410, 'expired-code', 'expired'],
    [400, 'invalid-code', 'expired'],
    [410, 'already-used', 'other_device'],
  ] as const)
    it(`says ${reason} when the code is refused with ${slug}`, async () => {
      const { fetch } = serverWith({ [`POST ${core}/resume`]: problem(status, slug) })
      const error = await rejection(resume(core, { fetch, storage, url }))
      expect(error.name).to.equal('ReturnError')
      expect(error.reason).to.equal(reason)
      expect(error.purpose).to.equal('report_move')
      expect(storage.entries.size).to.equal(0)
    })

  it('says other_device for a state that this tab does not know, and asks no server', async () => {
    const { fetch, asked } = serverWith({})
    const unknown = url.replace('=s', '=another')
    const error = await rejection(resume(core, { fetch, storage, url: unknown }))
    expect(error.reason).to.equal('other_device')
    expect(asked).to.have.length(0)
    expect(Object.keys(storage.read('attempts'))).to.deep.equal(['s'])
  })

  for (const [hint, reason] of [
    ['cancelled', 'cancelled'],
    ['too_low', 'too_low'],
    ['unavailable', 'unavailable'],
    ['expired', 'expired'],
    ['other_device', 'failed'],
    ['<script>', 'failed'],
  ] as const)
    it(`reads the hint ${hint} as ${reason}, and forgets the attempt`, async () => {
      const back = `https://a.example/?id_contact_error=${encodeURIComponent(hint)}&id_contact_state=s`
      const error = await rejection(resume(core, { storage, url: back, ...serverWith({}) }))
      expect(error.reason).to.equal(reason)
      expect(storage.entries.size).to.equal(0)
    })

  it('leaves the answer to another purpose or core alone', async () => {
    const { fetch, asked } = serverWith({})
    const options = { fetch, storage, url }
    expect(await resume(core, { ...options, purpose: 'request_permit' })).to.be.undefined
    expect(await resume('https://other.example', options)).to.be.undefined
    expect(asked).to.have.length(0)
    expect(Object.keys(storage.read('attempts'))).to.deep.equal(['s'])
  })

  it('finds its own conversation also when the answer is for another', async () => {
    const own = { ...started, purpose: 'request_permit', url: comm, token: 'token' }
    storage.setItem('id-contact.conversations', JSON.stringify({ request_permit: own }))
    const { fetch } = serverWith({ [`GET ${comm}`]: Response.json(waiting) })
    const options = { fetch, storage, url, purpose: 'request_permit' }
    expect((await resume(core, options))!.purpose).to.equal('request_permit')
  })

  it('goes on to a published plugin, with the result when the browser carries it', async () => {
    const plain = (client_url: string, result?: string) =>
      serverWith({ [`POST ${core}/resume`]: Response.json({ client_url, result }) })
    const page = await resume(core, { ...plain(`${comm}?x=1`, 'a.b'), storage, url })
    expect(page).to.include({ channel: 'page', url: `${comm}?x=1&result=a.b` })
    expect(storage.entries.size).to.equal(0)

    storage.setItem('id-contact.attempts', JSON.stringify({ s: attempt }))
    const phone = (await resume(core, { ...plain('tel:14026,,1234#'), storage, url }))!
    expect(phone.phone).to.include({ number: '14026', code: '1234', extensionsLeft: 0 })
  })

  it('refuses a conversation at an address that runs code', async () => {
    const { fetch } = serverWith({
      [`POST ${core}/resume`]: Response.json({ client_url: 'javascript:alert(1)' }),
    })
    const error = await rejection(resume(core, { fetch, storage, url }))
    expect(error.code).to.equal('ERR_ID_CONTACT_BAD_ANSWER')
  })

  it('keeps nothing of a conversation that has already ended', async () => {
    const { fetch } = serverWith({
      [`POST ${core}/resume`]: redeemed,
      [`POST ${comm}`]: Response.json({ token: 't', conversation: { state: 'ended' } }),
    })
    expect((await resume(core, { fetch, storage, url }))!.state).to.equal('ended')
    expect(storage.entries.size).to.equal(0)
  })

  describe('with the address of the page', () => {
    const address = location.href
    afterEach(() => history.replaceState(null, '', address))

    it('takes the answer out of it at once, and leaves the rest', async () => {
      const page = new URL(address)
      page.searchParams.set('keep', 'this')
      page.hash = 'part'
      const clean = page.href
      page.searchParams.set('id_contact_code', 'code')
      page.searchParams.set('id_contact_state', 's')
      history.replaceState({ mine: 1 }, '', page)
      const { fetch } = serverWith({ [`POST ${core}/resume`]: networkLoss() })
      const resuming = rejection(resume(core, { fetch, storage }))
      expect(location.href).to.equal(clean)
      expect(history.state).to.deep.equal({ mine: 1 })
      await resuming
    })
  })
})

describe('a conversation', () => {
  let storage: Memory
  beforeEach(() => {
    storage = new Memory()
    const stored = { ...started, url: comm, token: 'token' }
    storage.setItem('id-contact.conversations', JSON.stringify({ report_move: stored }))
  })
  const here = 'https://a.example/'

  it('is found again with its token', async () => {
    const { fetch, asked } = serverWith({ [`GET ${comm}`]: Response.json(waiting) })
    expect((await resume(core, { fetch, storage, url: here }))!.state).to.equal('waiting')
    expect(asked[0]!.init.headers).to.include({ authorization: 'Bearer token' })
  })

  for (const status of [404, 410])
    it(`that the server no longer has (${status}) is ended, and leaves the tab`, async () => {
      const { fetch } = serverWith({ [`GET ${comm}`]: problem(status) })
      const conversation = (await resume(core, { fetch, storage, url: here }))!
      expect(conversation.state).to.equal('ended')
      expect(conversation.phone).to.be.undefined
      expect(storage.entries.size).to.equal(0)
    })

  it('is extended, renewed and ended', async () => {
    const { fetch, asked } = serverWith({
      [`GET ${comm}`]: Response.json(waiting),
      [`POST ${comm}/extend`]: Response.json({
        ...waiting,
        phone: { ...waiting.phone, extensions_left: 1 },
      }),
      [`POST ${comm}/renew`]: Response.json(waiting),
      [`DELETE ${comm}`]: new Response(null, { status: 204 }),
    })
    const conversation = (await resume(core, { fetch, storage, url: here }))!
    expect((await conversation.extend()).phone!.extensionsLeft).to.equal(1)
    expect((await conversation.renew()).phone!.extensionsLeft).to.equal(2)
    expect((await conversation.end()).state).to.equal('ended')
    expect(asked.map(({ method }) => method)).to.deep.equal(['GET', 'POST', 'POST', 'DELETE'])
    expect(storage.entries.size).to.equal(0)
  })

  it('says that somebody asks who this is, and whether there is a log-in to end', async () => {
    const asked = { ...waiting, identified: true, log_out: true }
    const { fetch, asked: requests } = serverWith({
      [`GET ${comm}`]: Response.json({ ...asked, identification: { state: 'requested' } }),
      [`POST ${comm}/decline?reason=`]: Response.json(asked),
      [`POST ${comm}/decline?reason=too_low`]: Response.json(asked),
      [`POST ${comm}/logout`]: Response.json(waiting),
    })
    const conversation = (await resume(core, { fetch, storage, url: here }))!
    expect(conversation.identification).to.deep.equal({ state: 'requested' })
    expect(conversation.canLogOut).to.be.true
    expect((await conversation.decline()).identification).to.be.undefined
    await conversation.decline({ reason: 'too_low' })
    expect(conversation.identified).to.be.true
    expect((await conversation.logOut()).canLogOut).not.to.be.ok
    expect(conversation.state).to.equal('waiting')
    for (const { init } of requests)
      expect(init.headers).to.include({ authorization: 'Bearer token' })
  })

  it('stays in the tab when ending it did not succeed', async () => {
    const { fetch } = serverWith({
      [`GET ${comm}`]: Response.json(waiting),
      [`DELETE ${comm}`]: networkLoss(),
    })
    const conversation = (await resume(core, { fetch, storage, url: here }))!
    expect((await rejection(conversation.end())).code).to.equal('ERR_ID_CONTACT_UNREACHABLE')
    expect(conversation.state).to.equal('waiting')
    expect(storage.entries.size).to.equal(1)
  })

  for (const [what, view] of [
    ['a state that nobody knows', { ...waiting, state: 'paused' }],
    ['nothing', null],
    ['a telephone link that is none', { ...waiting, phone: { ...waiting.phone, tel_url: 'x' } }],
    ['a time that is none', { ...waiting, phone: { ...waiting.phone, expires_at: 'soon' } }],
  ] as const)
    it(`is not shown with ${what}`, async () => {
      const { fetch } = serverWith({ [`GET ${comm}`]: Response.json(view) })
      const error = await rejection(resume(core, { fetch, storage, url: here }))
      expect(error.code).to.equal('ERR_ID_CONTACT_BAD_ANSWER')
    })
})
