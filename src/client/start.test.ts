import { expect } from '@open-wc/testing'
import { sha256 } from '../protocol/digest.ts'
import { resume } from './resume.ts'
import { start } from './start.ts'
import { checkedTarget } from './target.ts'
import { describe, it } from '../protocol/testing/mocha.ts'
import { Memory, problem, rejection, serverWith } from './testing/server.ts'

const core = 'https://core.example'
const choice = { purpose: 'report_move', authMethod: 'digid', commMethod: 'phone' }
const answering = (client_url: unknown) =>
  serverWith({ [`POST ${core}/start`]: Response.json({ client_url }) })

describe('start()', () => {
  it('posts the choices with a PKCE challenge whose verifier stays in the tab (RFC 7636)', async () => {
    const storage = new Memory()
    const { fetch, asked } = answering(`${core}/go/ticket`)
    const attempt = await start(
      `${core}/`,
      { ...choice, lang: 'en-GB', returnUrl: 'https://a.example/x' },
      { fetch, storage },
    )
    const { verifier, ...stored } = storage.read('attempts')[attempt.state]!
    expect(stored).to.deep.equal({ core, ...choice })
    expect(verifier).to.match(/^[A-Za-z0-9_-]{43}$/)
    expect(asked[0]!.body).to.deep.equal({
      purpose: 'report_move',
      auth_method: 'digid',
      comm_method: 'phone',
      lang: 'en-GB',
      code_challenge: await sha256(verifier!),
      code_challenge_method: 'S256',
      return_url: 'https://a.example/x',
      state: attempt.state,
    })
    expect(JSON.stringify(asked)).not.to.contain(verifier)
    expect(attempt.clientUrl).to.equal(`${core}/go/ticket`)
  })

  it('comes back to this page unless told otherwise, and is another each time', async () => {
    const storage = new Memory()
    const { fetch, asked } = answering(`${core}/go/ticket`)
    const states = new Set<string>()
    for (let i = 0; i < 8; i++) states.add((await start(core, choice, { fetch, storage })).state)
    expect(states.size).to.equal(8)
    expect(asked[0]!.body!.return_url).to.equal(location.href)
    expect(Object.keys(storage.read('attempts')).length).to.be.at.most(5)
  })

  it('starts without a log-in, and is taken up in the same page', async () => {
    const storage = new Memory()
    const comm = 'https://comm.example/conversation/c1'
    const { fetch, asked } = serverWith({
      [`POST ${core}/start`]: ({ body }) => {
        const back = new URL(String(body!.return_url))
        back.searchParams.set('id_contact_code', 'code')
        back.searchParams.set('id_contact_state', String(body!.state))
        return Response.json({ client_url: back.href })
      },
      [`POST ${core}/resume`]: Response.json({ client_url: comm, handover: 'handover' }),
      [`POST ${comm}`]: Response.json({
        token: 'token',
        conversation: { state: 'waiting', channel: 'chat', identified: false },
      }),
    })
    const { authMethod: _, ...open } = choice
    const returnUrl = 'https://www.gemeente.example/afval'
    const attempt = await start(core, { ...open, returnUrl }, { fetch, storage })
    expect(asked[0]!.body).not.to.have.property('auth_method')
    const options = { fetch, storage, url: attempt.clientUrl }
    const conversation = (await resume(core, options))!
    expect(conversation.identified).to.be.false
    expect(conversation.authMethod).to.be.undefined
    expect(asked[1]!.body!.code).to.equal('code')
    expect([...storage.entries.keys()]).to.deep.equal(['id-contact.conversations'])
  })

  it('remembers nothing for a published core, which sends nobody back', async () => {
    for (const url of ['https://irma.example/auth/qr', 'tel:14026,,123456#']) {
      const storage = new Memory()
      const { fetch } = answering(url)
      expect((await start(core, choice, { fetch, storage })).clientUrl).to.equal(url)
      expect(storage.entries.size).to.equal(0)
    }
  })

  it('works where the visitor forbids storage', async () => {
    const forbidden = () => {
      throw new DOMException('', 'SecurityError')
    }
    const storage = { getItem: forbidden, setItem: forbidden, removeItem: forbidden }
    const { fetch } = answering(`${core}/go/ticket`)
    expect((await start(core, choice, { fetch, storage })).clientUrl).to.equal(`${core}/go/ticket`)
  })

  it('remembers nothing of a start that was refused', async () => {
    const storage = new Memory()
    const { fetch } = serverWith({ [`POST ${core}/start`]: problem(400, 'unknown-method') })
    expect((await rejection(start(core, choice, { fetch, storage }))).status).to.equal(400)
    expect(storage.entries.size).to.equal(0)
  })

  it('goes to no target that is not a plain web or telephone address', async () => {
    for (const url of [
      undefined,
      null,
      {},
      '',
      'javascript:alert(1)',
      'data:text/html,x',
      '/go/x',
    ]) {
      const { fetch } = answering(url)
      const error = await rejection(start(core, choice, { fetch, storage: new Memory() }))
      expect(error.code, String(url)).to.equal('ERR_ID_CONTACT_BAD_ANSWER')
    }
  })
})

describe('a target that a server answered', () => {
  const refused = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'blob:https://a.example/x',
    'vbscript:x',
    'file:///etc/passwd',
    '//a.example/x',
    '/x',
    'https:a.example',
    'https:/a.example',
    'https://',
    'https://user@a.example/',
    'https://user:pass@a.example/',
    'https://a.example\\@evil.example/',
    'https://a.example/ x',
    'https://a.example/\nx',
    'http://a.example/',
    'HTTP://a.example/',
    'tel:javascript',
    'tel:14026,,<b>',
    'tel:14026?x',
    'sms:14026',
  ]
  for (const url of refused)
    it(`is refused: ${JSON.stringify(url)}`, () => {
      expect(() => checkedTarget(url, core)).to.throw()
    })

  it('may be a web address, or a telephone link', () => {
    for (const url of ['https://a.example', 'https://a.example:8443/x?y=1#z', 'tel:+31261234567'])
      expect(checkedTarget(url, core)).to.equal(url)
  })

  it('may be unencrypted only when the core is', () => {
    expect(checkedTarget('http://localhost:8082/x', 'http://localhost:8081')).to.equal(
      'http://localhost:8082/x',
    )
    expect(() => checkedTarget('http://a.example/', 'https://core.example')).to.throw()
  })
})
