import { expect } from '@open-wc/testing'
import { connect } from './index.ts'
import { FakeDesk } from './testing/fake-desk.ts'
import { failureOf } from './testing/waiting.ts'
import { beforeEach, describe, it } from '../protocol/testing/mocha.ts'

describe('connect', () => {
  let server: FakeDesk
  beforeEach(() => (server = new FakeDesk()))

  it('says who the agent is, with a cookie when there is no token', async () => {
    const desk = await connect(server.url + '/', { fetch: server.fetch })
    expect(desk.agent.name).to.equal('Sanne de Vries')
    const [request] = server.requests
    expect(request!.path).to.equal('/me')
    expect(request!.credentials).to.equal('include')
    expect(request!.headers.has('authorization')).to.equal(false)
  })

  it('sends the token and then no cookie', async () => {
    server.tokens = ['good']
    await connect(server.url, { fetch: server.fetch, getToken: () => 'good' })
    const [request] = server.requests
    expect(request!.headers.get('authorization')).to.equal('Bearer good')
    expect(request!.credentials).to.equal('omit')
  })

  it('asks for a fresh token once after a 401', async () => {
    server.tokens = ['second']
    const tokens = ['first', 'second']
    const getToken = async () => tokens.shift() ?? 'none left'
    await connect(server.url, { fetch: server.fetch, getToken })
    expect(server.requests).to.have.length(2)
    const error = await failureOf(connect(server.url, { fetch: server.fetch, getToken }))
    expect(error.code).to.equal('ERR_ID_CONTACT_SIGN_IN')
    expect(server.requests).to.have.length(4)
  })

  it('tells where to sign in', async () => {
    server.signedIn = false
    server.login = '/login'
    const error = await failureOf(connect(server.url, { fetch: server.fetch }))
    expect(error.code).to.equal('ERR_ID_CONTACT_SIGN_IN')
    expect(error.problem!.login).to.equal('https://desk.example/login')
  })

  for (const login of [
    'javascript:alert(1)',
    'http://desk.example/login',
    'data:text/html,x',
    '//u@h/',
  ])
    it(`gives no address to sign in like ${login.split(':')[0]}`, async () => {
      server.signedIn = false
      server.login = login
      const error = await failureOf(connect(server.url, { fetch: server.fetch }))
      expect(error.problem!.login).to.equal(undefined)
    })

  it('is not signed in when the tool has no token', async () => {
    const getTokens = [() => '', () => Promise.reject(new Error('lapsed'))]
    for (const getToken of getTokens) {
      const error = await failureOf(connect(server.url, { fetch: server.fetch, getToken }))
      expect(error.code).to.equal('ERR_ID_CONTACT_SIGN_IN')
    }
    expect(server.requests).to.have.length(0)
  })

  it('refuses an address that is no desk', async () => {
    for (const address of ['javascript:alert(1)', 'https://a@desk.example', '/desk', ''])
      expect((await failureOf(connect(address, { fetch: server.fetch }))).code).to.equal(
        'ERR_ID_CONTACT_REFUSED',
      )
  })

  it('gives the number by which the log of the desk tells of a failure', async () => {
    const answer = (instance: unknown) => () =>
      Response.json({ type: 'urn:id-contact:problem:internal', instance }, { status: 500 })
    server.answers.set('/me', answer('urn:id-contact:failure:K7Q-2F'))
    const error = await failureOf(connect(server.url, { fetch: server.fetch }))
    expect([error.code, error.reference]).to.deep.equal(['ERR_ID_CONTACT_PROBLEM', 'K7Q-2F'])
    for (const strange of [7, {}, 'urn:id-contact:failure:<b>', 'https://desk.example/1']) {
      server.answers.set('/me', answer(strange))
      const none = await failureOf(connect(server.url, { fetch: server.fetch }))
      expect([none.code, none.reference]).to.deep.equal(['ERR_ID_CONTACT_PROBLEM', undefined])
    }
  })

  it('tells an unreachable desk from one that answers nonsense', async () => {
    server.answers.set('/me', () => new Response('<h1>Hello</h1>'))
    const nonsense = await failureOf(connect(server.url, { fetch: server.fetch }))
    expect(nonsense.code).to.equal('ERR_ID_CONTACT_BAD_ANSWER')
    expect(nonsense.reference).to.equal(undefined)
    server.down = true
    const unreachable = await failureOf(connect(server.url, { fetch: server.fetch }))
    expect(unreachable.code).to.equal('ERR_ID_CONTACT_UNREACHABLE')
  })
})
