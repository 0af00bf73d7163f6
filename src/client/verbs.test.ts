/** What holds for every verb of the client: it can be aborted, waits for no server for ever, fails in a known way, and shares nothing. */
import { expect } from '@open-wc/testing'
import { IdContactError, RequestError } from '../protocol/errors.ts'
import { afterEach, describe, it } from '../protocol/testing/mocha.ts'
import { CitizenConversation } from './conversation.ts'
import { discover, resume, start } from './index.ts'
import { authenticateDuring } from './during.ts'
import { Memory, networkLoss, rejection, serverWith, type Server } from './testing/server.ts'

const core = 'https://core.example'
const comm = 'https://comm.example/conversation/c1'
const started = { core, purpose: 'report_move', authMethod: 'digid', commMethod: 'phone' }
const back = 'https://a.example/page?id_contact_code=code&id_contact_state=s'
const waiting = { state: 'waiting', channel: 'phone', identified: true }

interface Options {
  fetch: typeof fetch
  storage: Memory
  signal?: AbortSignal
}
type Verb = (options: Options) => Promise<unknown>

/** A tab that started an attempt, and is in a conversation. */
function tab(): Memory {
  const storage = new Memory()
  const conversation = { ...started, url: comm, token: 'token' }
  storage.setItem('id-contact.attempts', JSON.stringify({ s: { ...started, verifier: 'v' } }))
  storage.setItem('id-contact.conversations', JSON.stringify({ report_move: conversation }))
  return storage
}

const running = (options: Options): CitizenConversation =>
  new CitizenConversation({ ...started, url: comm, token: 'token' }, options, waiting as never)

const verbs: Record<string, Verb> = {
  'discover()': (options) => discover(core, 'report_move', options),
  'start()': (options) => start(core, started, options),
  'resume(), of a way back': (options) => resume(core, { ...options, url: back }),
  'resume(), of a conversation': (options) =>
    resume(core, { ...options, url: 'https://a.example/' }),
  'authenticateDuring()': (options) => authenticateDuring(running(options), 'digid', options),
  'authenticateDuring(), for a platform': (options) =>
    authenticateDuring({ purpose: 'p', startUrl: `${core}/guest/start/x` } as never, 'd', options),
  'refresh()': (options) => running(options).refresh(options),
  'extend()': (options) => running(options).extend(options),
  'renew()': (options) => running(options).renew(options),
  'decline()': (options) => running(options).decline(options),
  'logOut()': (options) => running(options).logOut(options),
  'end()': (options) => running(options).end(options),
}

const enough = new Error('enough')
/** Answers nothing until whoever asks gives up, as a browser does. */
function silent(): Pick<Server, 'fetch'> & { asked: Promise<void> } {
  let ask: () => void
  const asked = new Promise<void>((resolve) => (ask = resolve))
  const fetch: Server['fetch'] = (_input, init) =>
    new Promise((_resolve, reject) => {
      init!.signal!.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
      ask()
    })
  return { fetch, asked }
}

const realTimeout = globalThis.setTimeout
afterEach(() => {
  globalThis.setTimeout = realTimeout
})

/** Time passes at once. @returns the limits and pauses that were set, in milliseconds */
function hurry(): number[] {
  const set: number[] = []
  globalThis.setTimeout = ((work: () => void, milliseconds: number) => {
    set.push(milliseconds)
    return realTimeout(work, 0)
  }) as typeof setTimeout
  return set
}

for (const [name, verb] of Object.entries(verbs))
  describe(name, () => {
    it('is aborted while it waits, with the reason of the signal', async () => {
      const { fetch, asked } = silent()
      const ending = new AbortController()
      const failing = rejection(verb({ fetch, storage: tab(), signal: ending.signal }))
      await asked
      ending.abort(enough)
      expect(await failing).to.equal(enough)
    })

    it('asks nobody when it was aborted before', async () => {
      const { fetch, asked } = serverWith({})
      const signal = AbortSignal.abort(enough)
      expect(await rejection(verb({ fetch, storage: tab(), signal }))).to.equal(enough)
      expect(asked).to.have.length(0)
    })

    it('waits twelve seconds for a server that is silent, and says so', async () => {
      const set = hurry()
      const error = await rejection(verb({ ...silent(), storage: tab() }))
      expect(error).to.be.instanceOf(RequestError)
      expect(error).to.be.instanceOf(IdContactError)
      expect(error.code).to.equal('ERR_ID_CONTACT_TIMEOUT')
      expect(set).to.include(12_000)
    })

    it('says that there is no connection, and what a server refuses', async () => {
      hurry()
      for (const [answer, code, status] of [
        [networkLoss, 'ERR_ID_CONTACT_UNREACHABLE', undefined],
        [() => Response.json({}, { status: 500 }), 'ERR_ID_CONTACT_PROBLEM', 500],
      ] as const) {
        const fetch: Server['fetch'] = async () => {
          const given = answer()
          if (given instanceof Error) throw given
          return given
        }
        const error = await rejection(verb({ fetch, storage: tab() }))
        expect(error).to.be.instanceOf(RequestError)
        expect([error.code, error.status]).to.deep.equal([code, status])
      }
    })
  })

describe('two clients in one page', () => {
  it('share nothing: each has its own way back and conversation, for the same purpose at the same core', async () => {
    const clients = ['a', 'b'].map((name) => {
      const url = `https://comm.example/conversation/${name}`
      const server = serverWith({
        [`POST ${core}/start`]: Response.json({ client_url: `${core}/go/${name}` }),
        [`POST ${core}/resume`]: Response.json({ client_url: url, handover: name }),
        [`POST ${url}`]: Response.json({ token: `token-${name}`, conversation: waiting }),
        [`GET ${url}`]: Response.json({ ...waiting, state: 'active' }),
        [`DELETE ${url}`]: new Response(null, { status: 204 }),
      })
      return { ...server, name, storage: new Memory() }
    })
    const kept = JSON.stringify({ ...sessionStorage })
    const attempts = await Promise.all(clients.map((client) => start(core, started, client)))
    const wayBack = (state: string): string =>
      `https://a.example/?id_contact_code=code&id_contact_state=${state}`
    const [first, second] = await Promise.all(
      clients.map((client, index) =>
        resume(core, { ...client, url: wayBack(attempts[index]!.state) }),
      ),
    )
    const other = await rejection(
      resume(core, { ...clients[0]!, url: wayBack(attempts[1]!.state) }),
    )
    expect(other.reason).to.equal('other_device', 'the way back of one is nothing to the other')

    await first!.end()
    await second!.refresh()
    expect([first!.state, second!.state]).to.deep.equal(['ended', 'active'])
    expect([...clients[0]!.storage.entries.keys()]).to.deep.equal([])
    expect(clients[1]!.storage.read('conversations').report_move!.token).to.equal('token-b')
    for (const { name, asked } of clients)
      expect(asked.filter(({ url }) => url.startsWith('https://comm.example/'))).to.satisfy(
        (all: { url: string }[]) => all.every(({ url }) => url.endsWith(`/${name}`)),
      )
    expect(JSON.stringify({ ...sessionStorage })).to.equal(kept)
  })
})
