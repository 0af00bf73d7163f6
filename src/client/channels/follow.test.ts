import { expect } from '@open-wc/testing'
import { EventServer, eventText } from '../../protocol/testing/event-server.ts'
import { afterEach, beforeEach, describe, it } from '../../protocol/testing/mocha.ts'
import { Memory, problem, rejection } from '../testing/server.ts'
import { follow, type Line, type Standing } from './index.ts'

const url = 'https://comm.example/conversation/c1'
const conversation = { purpose: 'report_move' }
const keyFor = (token: string) =>
  JSON.stringify({
    report_move: { core: 'https://core.example', purpose: 'report_move', url, token },
  })

async function first(line: Line): Promise<Standing> {
  for await (const standing of line.changes()) return standing
  throw new Error('It ended')
}

describe('follow()', () => {
  let storage: Memory
  let server: EventServer
  beforeEach(() => {
    storage = new Memory()
    storage.setItem('id-contact.conversations', keyFor('first'))
    server = new EventServer()
    server.greeting = () => eventText('state', { state: 'waiting', position: 2 }, 0)
  })
  afterEach(() => server.break())

  it('listens with the key of this tab, and sends neither cookie nor referrer', async () => {
    const line = follow(conversation, { storage, fetch: server.fetch })
    expect(server.asked).to.have.length(0)
    expect((await first(line)).position).to.equal(2)
    const [asked] = server.asked
    expect(asked!.url).to.equal(`${url}/events`)
    expect(asked!.headers.get('authorization')).to.equal('Bearer first')
    const { credentials, redirect, referrerPolicy, cache } = asked!.init
    expect([credentials, redirect, referrerPolicy, cache]).to.deep.equal([
      'omit',
      'error',
      'no-referrer',
      'no-store',
    ])
  })

  it('acts with the same key', async () => {
    const line = follow(conversation, { storage, fetch: server.fetch })
    await line.act('send', { text: 'a' })
    const [asked] = server.asked
    expect(asked!.url).to.equal(`${url}/channel/send`)
    expect(asked!.method).to.equal('POST')
    expect(asked!.headers.get('authorization')).to.equal('Bearer first')
    expect(asked!.body).to.deep.equal({ text: 'a' })
  })

  it('takes the new key after a log-in during the conversation', async () => {
    const line = follow(conversation, { storage, fetch: server.fetch })
    await first(line)
    storage.setItem('id-contact.conversations', keyFor('second'))
    await first(line)
    expect(server.asked.at(-1)!.headers.get('authorization')).to.equal('Bearer second')
  })

  it('needs a key that is in this tab', () => {
    expect(() => follow(conversation, { storage: new Memory() }))
      .to.throw()
      .with.property('code', 'ERR_ID_CONTACT_NOT_HERE')
  })

  it('goes by the cookie on a page of the plugin itself', async () => {
    const line = follow(new URL(url), { fetch: server.fetch, storage: new Memory() })
    await first(line)
    await line.act('typing')
    for (const { headers, init } of server.asked) {
      expect(headers.has('authorization')).to.equal(false)
      expect(init.credentials).to.equal('same-origin')
    }
  })

  it('says why it is refused', async () => {
    server.refusal = problem(401, 'unauthorized')
    const error = await rejection(first(follow(conversation, { storage, fetch: server.fetch })))
    expect(error.status).to.equal(401)
    expect((error.problem as { type: string }).type).to.equal('urn:id-contact:problem:unauthorized')
  })
})
