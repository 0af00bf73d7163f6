import { expect } from '@open-wc/testing'
import { connect, type AgentConversation, type Desk, type RequestError } from './index.ts'
import { exampleIdentity } from './testing/examples.ts'
import { FakeDesk } from './testing/fake-desk.ts'
import { timing } from './testing/waiting.ts'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'

describe('the question who the resident is', () => {
  let server: FakeDesk
  let desk: Desk
  let conversation: AgentConversation
  beforeEach(async () => {
    server = new FakeDesk()
    server.arrive({ id: 'a' })
    desk = await connect(server.url, { fetch: server.fetch, timing })
    conversation = await desk.accept('a')
    await until(() => server.openStreams === 1)
  })
  afterEach(() => desk.close())

  async function until(wished: () => unknown): Promise<void> {
    while (!wished()) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const stateIs = (state: string | undefined): Promise<void> =>
    until(() => conversation.identification?.state === state)

  it('is asked at the desk, and is open at once', async () => {
    expect(conversation.identifiable).to.equal(true)
    expect(conversation.identification).to.equal(undefined)
    expect(await conversation.requestIdentification()).to.equal(conversation)
    expect(conversation.identification!.state).to.equal('requested')
    expect(conversation.identification!.since).to.be.instanceOf(Date)
    const { path, method, body } = server.requests.find((request) => request.body)!
    expect([method, path]).to.deep.equal(['POST', '/conversations/a/accept'])
    expect(body).to.deep.equal({})
    const asked = server.requests.filter((request) => request.path.endsWith('/authenticate'))
    expect(asked).to.have.length(1)
  })

  it('says that it is not possible, and that the conversation is over', async () => {
    server.identifiable = false
    const error = (await conversation
      .requestIdentification()
      .catch((reason: unknown) => reason)) as RequestError
    expect(error.code).to.equal('ERR_ID_CONTACT_NOT_IDENTIFIABLE')
    server.active.clear()
    await conversation.requestIdentification()
    expect(conversation.isEnded).to.equal(true)
    await conversation.requestIdentification()
  })

  it('does not go on when it is aborted', async () => {
    const reason = new Error('enough')
    const asking = conversation.requestIdentification({ signal: AbortSignal.abort(reason) })
    expect(await asking.catch((error: unknown) => error)).to.equal(reason)
  })

  it('is followed as it changes, up to the proof', async () => {
    const seen: string[] = []
    const following = (async () => {
      for await (const { identification, identity } of conversation.changes())
        seen.push(`${identification?.state} ${identity.status}`)
    })()
    await conversation.requestIdentification()
    for (const state of ['started', 'failed', 'cancelled'] as const) {
      server.identification('a', state)
      await stateIs(state)
    }
    server.change('a', { identity: structuredClone(exampleIdentity), identification: undefined })
    await stateIs(undefined)
    expect(conversation.attributes).to.have.length(3)
    server.end('a')
    await following
    expect([...new Set(seen)]).to.deep.equal([
      'requested not_proven',
      'started not_proven',
      'failed not_proven',
      'cancelled not_proven',
      'undefined proven',
    ])
  })

  it('ends with its signal, and leaves nothing behind', async () => {
    const ending = new AbortController()
    const following = conversation.changes({ signal: ending.signal }).next()
    ending.abort()
    expect((await following).done).to.equal(true)
    expect((await conversation.changes({ signal: AbortSignal.abort() }).next()).done).to.equal(true)
  })

  it('shows the latest, however close together things are told', async () => {
    for (const state of ['requested', 'started', 'failed'] as const)
      server.identification('a', state)
    await stateIs('failed')
    server.answers.set('/conversations/a', async () => {
      const answer = Response.json(server.active.get('a'))
      await new Promise((resolve) => setTimeout(resolve, 20))
      return answer
    })
    server.identification('a', 'started')
    await until(() => server.requests.at(-1)!.path === '/conversations/a')
    server.identification('a', 'cancelled')
    await stateIs('cancelled')
  })

  it('keeps what did not change as it is, so that nothing on screen starts over', async () => {
    server.change('a', { identity: structuredClone(exampleIdentity) })
    await until(() => conversation.attributes.length)
    const { identity } = conversation
    await conversation.requestIdentification()
    expect(conversation.identity).to.equal(identity)
    const [first] = identity.attributes
    const fresh = structuredClone(exampleIdentity)
    fresh.attributes[0]!.value = '000000024'
    server.change('a', { identity: fresh })
    await until(() => conversation.identity !== identity)
    expect(first!.value).to.equal('', 'what was proven before is erased')
    expect(conversation.attributes[0]!.value).to.equal('000000024')
  })

  it('is known again after a lost connection', async () => {
    server.break()
    const { identification: _none, ...rest } = server.active.get('a')!
    server.active.set('a', {
      ...rest,
      identification: { state: 'started', since: new Date().toISOString() },
    })
    await stateIs('started')
  })

  it('brings back no value that was hidden', async () => {
    server.change('a', { identity: structuredClone(exampleIdentity) })
    await until(() => conversation.attributes.length)
    conversation.hide()
    server.identification('a', 'started')
    await stateIs('started')
    expect(conversation.attributes).to.deep.equal([])
    await conversation.requestIdentification()
    expect(conversation.attributes).to.deep.equal([])
    await conversation.refresh()
    expect(conversation.attributes).to.have.length(3)
    let answer = (): void => {}
    server.answers.set('/conversations/a/end', async () => {
      await new Promise<void>((resolve) => (answer = resolve))
      return new Response(null, { status: 204 })
    })
    const hangingUp = conversation.end()
    server.identification('a', 'failed')
    await stateIs('failed')
    expect(conversation.attributes).to.deep.equal([])
    answer()
    await hangingUp
  })
})
