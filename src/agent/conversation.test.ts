import { expect } from '@open-wc/testing'
import { connect, type RequestError, type Desk } from './index.ts'
import { exampleIdentity } from './testing/examples.ts'
import { FakeDesk, refuse } from './testing/fake-desk.ts'
import { failureOf, timing } from './testing/waiting.ts'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'

describe('AgentConversation', () => {
  let server: FakeDesk
  let desk: Desk
  beforeEach(async () => {
    server = new FakeDesk()
    server.arrive({ id: 'a' }, structuredClone(exampleIdentity), '482917306')
    desk = await connect(server.url, { fetch: server.fetch, timing })
  })
  afterEach(() => desk.close())

  it('tells who it is and how sure that is', async () => {
    const conversation = await desk.accept('a')
    const { identity, attributes } = conversation
    expect(conversation.purpose).to.equal('report_move')
    expect(identity.status).to.equal('proven')
    expect(identity.level).to.equal('substantial')
    expect(identity.authenticatedAt).to.be.instanceOf(Date)
    expect(identity.crossDevice).to.equal(false)
    expect(attributes.map(({ tag }) => tag)).to.deep.equal(['bsn', 'full_name', 'birth_date'])
    expect(attributes[0]!.sensitive).to.equal(true)
    const posts = server.requests.filter(({ method }) => method === 'POST')
    expect(posts.map(({ headers }) => headers.get('content-type'))).to.deep.equal([
      'application/json',
    ])
    expect(posts[0]!.body).to.deep.equal({})
  })

  it('passes on nothing that is not proven', async () => {
    for (const status of ['not_proven', 'not_verified'] as const) {
      server.arrive({ id: status }, { ...structuredClone(exampleIdentity), status })
      expect((await desk.accept(status)).attributes).to.deep.equal([])
    }
  })

  it('takes the next, and says when there is none', async () => {
    expect((await desk.acceptNext())!.id).to.equal('a')
    expect(await desk.acceptNext()).to.equal(undefined)
  })

  it('opens a call, also once more; one in which nobody is known is no error', async () => {
    server.calls.set('call-1', 'a')
    const opened = await desk.openCall('call-1')
    expect(opened!.id).to.equal('a')
    expect(await desk.openCall('call-1')).to.equal(opened)
    expect(await desk.openCall('call-2')).to.equal(undefined)
    const { body, path } = server.requests.at(-1)!
    expect([path, body]).to.deep.equal(['/conversations/call', { call: 'call-2' }])
    server.answers.set('/conversations/call', () => refuse(409, 'taken'))
    expect((await failureOf(desk.openCall('call-1'))).code).to.equal('ERR_ID_CONTACT_TAKEN')
  })

  it('says that a colleague was first, or that it is over', async () => {
    server.leave({ id: 'a', reason: 'accepted', by: 'colleague' })
    expect((await failureOf(desk.accept('a'))).code).to.equal('ERR_ID_CONTACT_TAKEN')
    server.answers.set('/conversations/b/accept', () => refuse(410, 'gone'))
    expect((await failureOf(desk.accept('b'))).code).to.equal('ERR_ID_CONTACT_GONE')
  })

  it('takes a code with spaces and dashes', async () => {
    expect((await desk.acceptCode(' 482 917–306 ')).id).to.equal('a')
    const sent = server.requests.find(({ path }) => path === '/conversations/code')
    expect(sent!.body).to.deep.equal({ code: '482917306' })
  })

  it('tells a wrong code from too many, and sends none that cannot be one', async () => {
    expect((await failureOf(desk.acceptCode('111 111 111'))).code).to.equal(
      'ERR_ID_CONTACT_UNKNOWN_CODE',
    )
    server.answers.set('/conversations/code', () =>
      refuse(429, 'too-many-codes', { headers: { 'retry-after': '90' } }),
    )
    const error = await failureOf(desk.acceptCode('222222222'))
    expect(error.code).to.equal('ERR_ID_CONTACT_TOO_MANY_CODES')
    expect(error.retryAfter).to.equal(90)
    const sent = server.requests.length
    for (const code of ['', '12', 'abcdefghi', '1234567890123', '../../me'])
      expect((await failureOf(desk.acceptCode(code))).code).to.equal('ERR_ID_CONTACT_UNKNOWN_CODE')
    expect(server.requests).to.have.length(sent)
  })

  it('holds no value once it has ended, nor does what it gave out', async () => {
    const conversation = await desk.accept('a')
    const { attributes, identity } = conversation
    const { proof } = identity
    const ending = conversation.end()
    expect(JSON.stringify([attributes, conversation.identity])).to.not.contain('Willeke')
    await ending
    expect(conversation.isEnded).to.equal(true)
    expect(await conversation.ended).to.equal('ended')
    expect(conversation.attributes).to.deep.equal([])
    expect(attributes.map(({ value }) => value)).to.deep.equal(['', '', ''])
    expect(proof!.token).to.equal('')
    expect(server.active.size).to.equal(0)
  })

  it('erases its values also when the desk cannot be told, and can end again', async () => {
    const conversation = await desk.accept('a')
    server.down = true
    expect((await failureOf(conversation.end())).code).to.equal('ERR_ID_CONTACT_UNREACHABLE')
    expect(conversation.attributes).to.deep.equal([])
    expect(conversation.isEnded).to.equal(false)
    server.down = false
    await conversation.end()
    expect(server.active.size).to.equal(0)
  })

  it('hears that the resident hung up, also when nobody reads the queue', async () => {
    const conversation = await desk.accept('a')
    while (server.openStreams === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, 5))
    server.end('a', 'expired')
    expect(await conversation.ended).to.equal('expired')
    expect(conversation.attributes).to.deep.equal([])
    await Promise.resolve()
    expect(server.openStreams).to.equal(0)
  })

  it('finds out after a lost connection that it ended meanwhile', async () => {
    const conversation = await desk.accept('a')
    while (server.openStreams === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    server.break()
    server.active.clear()
    expect(await conversation.ended).to.equal('ended')
  })

  it('waits for a colleague when the agent was away too long', async () => {
    const asked = (id: string): boolean =>
      server.requests.some(({ path }) => path === `/conversations/${id}`)
    const settled = async (id: string): Promise<void> => {
      while (!asked(id)) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const conversation = await desk.accept('a')
    await settled('a')
    server.end('a', 'returned')
    expect(await conversation.ended).to.equal('returned')
    expect(conversation.attributes).to.deep.equal([])
    server.arrive({ id: 'late' })
    const late = await desk.accept('late')
    await settled('late')
    server.break()
    server.active.clear()
    server.arrive({ id: 'late' })
    expect(await late.ended).to.equal('returned')
  })

  it('is passed on, and holds nothing any more', async () => {
    const conversation = await desk.accept('a')
    expect(desk.agent.purposes[1]).to.deep.equal({
      tag: 'permit',
      name: { nl: 'Vergunning', en: 'Permit' },
    })
    const [attribute] = conversation.attributes
    await conversation.transfer('permit')
    expect(await conversation.ended).to.equal('transferred')
    expect(attribute!.value).to.equal('')
  })

  it('says that the agent is away, and back', async () => {
    expect(desk.agent.presence).to.equal('available')
    await desk.setPresence('away')
    expect(server.presence).to.equal('away')
    const again = await connect(server.url, { fetch: server.fetch })
    expect(again.agent.presence).to.equal('away')
    again.close()
  })

  it('hides its values and gets them again', async () => {
    const conversation = await desk.accept('a')
    conversation.hide()
    expect(conversation.attributes).to.deep.equal([])
    await conversation.refresh()
    expect(conversation.attributes).to.have.length(3)
    server.active.clear()
    await conversation.refresh()
    expect(conversation.isEnded).to.equal(true)
  })

  it('is found again after a reload, one object per conversation', async () => {
    const conversation = await desk.accept('a')
    const again = await connect(server.url, { fetch: server.fetch })
    expect((await again.conversations()).map(({ id }) => id)).to.deep.equal(['a'])
    expect(await desk.conversations()).to.deep.equal([conversation])
    again.close()
  })

  it('loses its values with the desk, by close, by signal and by signing out', async () => {
    const closings: ((desk: Desk, ending: AbortController) => unknown)[] = [
      (desk) => desk.close(),
      (_, ending) => ending.abort(),
      (desk) => desk.signOut(),
    ]
    await desk.accept('a')
    for (const close of closings) {
      const ending = new AbortController()
      const other = await connect(server.url, { fetch: server.fetch, signal: ending.signal })
      const [conversation] = await other.conversations()
      expect(conversation!.attributes).to.have.length(3)
      await close(other, ending)
      expect(conversation!.attributes).to.deep.equal([])
      expect(await conversation!.ended).to.equal('closed')
      const error = (await other.acceptNext().catch((reason: unknown) => reason)) as RequestError
      expect(error.code).to.equal('ERR_ID_CONTACT_CLOSED')
    }
  })

  it('does not take in an answer that comes after the desk was closed', async () => {
    const accepting = desk.accept('a')
    desk.close()
    const error = (await accepting.catch((reason: unknown) => reason)) as RequestError
    expect(error.code).to.equal('ERR_ID_CONTACT_CLOSED')
  })

  it('never names a value in an error', async () => {
    server.answers.set('/conversations/a/accept', () =>
      Response.json({ id: 'a', identity: { attributes: [{ value: 'Willeke' }] } }),
    )
    const error = await failureOf(desk.accept('a'))
    expect(error.code).to.equal('ERR_ID_CONTACT_BAD_ANSWER')
    expect(error.stack + JSON.stringify(error) + String(error.cause)).to.not.contain('Willeke')
  })
})
