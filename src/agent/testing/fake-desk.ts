import type {
  Conversation,
  ConversationChange,
  Left,
  QueueRow,
  Supervision,
} from '../../protocol/messages-desk.ts'
import { problem, type ProblemOptions, type ProblemSlug } from '../../protocol/problem.ts'
import { exampleRow, notProven, type Identity } from './examples.ts'
import { FakePlugin } from './fake-plugin.ts'
import { FakeStreams } from './fake-streams.ts'

export interface SeenRequest {
  method: string
  path: string
  headers: Headers
  body: unknown
  credentials: RequestCredentials | undefined
}

/** A desk without a server: answers `fetch` as the real one does, with streams that stay open until they are broken. */
export class FakeDesk {
  readonly url: string
  readonly requests: SeenRequest[] = []
  readonly waiting: QueueRow[] = []
  readonly active = new Map<string, Conversation>()
  readonly identities = new Map<string, Identity>()
  readonly codes = new Map<string, string>()
  /** Which conversation belongs to which call of a telephone platform. */
  readonly calls = new Map<string, string>()
  /** Whether residents can be asked who they are. */
  identifiable = true
  /** Tokens that are good; without, a cookie is taken to be there. */
  tokens: string[] | undefined
  signedIn = true
  presence = 'available'
  /** Seconds that a stream of events lasts. */
  lifetime: number | undefined
  /** Milliseconds that its clock is ahead of this machine's. */
  ahead = 0
  /** An older desk does not say what time it has. */
  isTellingTime = true
  supervises = false
  supervision: Supervision = {
    at: '2026-05-12T12:00:00Z',
    agents: { available: 4, away: 1, talking: 7 },
    queues: [],
  }
  purposes: { purpose: string; purpose_name: QueueRow['purpose_name'] }[] = [
    { purpose: 'report_move', purpose_name: { nl: 'Verhuizing doorgeven', en: 'Report a move' } },
    { purpose: 'permit', purpose_name: { nl: 'Vergunning', en: 'Permit' } },
    { purpose: 'waste', purpose_name: 'Afval' },
  ]
  login: string | undefined
  /** No network at all. */
  down = false
  readonly plugin = new FakePlugin()
  /** Answers to give instead, by path. */
  readonly answers = new Map<string, () => Response | Promise<Response>>()
  /** What the channels were told: what was posted to `…/channel/{verb}`. */
  readonly acts: { id: string; verb: string; body: unknown }[] = []
  /** What the sides of each conversation said until now, as events. */
  readonly said = new Map<string, string[]>()
  readonly #lines = new FakeStreams()
  readonly #streams = new FakeStreams()
  #lastEvent = 0

  constructor(url = 'https://desk.example') {
    this.url = url
  }

  get openStreams(): number {
    return this.#streams.size
  }

  readonly fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    if (this.down) throw new TypeError('Failed to fetch')
    const path = String(input).slice(this.url.length)
    const headers = new Headers(init.headers)
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const { method = 'GET', credentials, signal } = init
    this.requests.push({ method, path, headers, body, credentials })
    // An answer takes a moment, as from a server.
    await new Promise((resolve) => setTimeout(resolve))
    signal?.throwIfAborted()
    const other = this.answers.get(path)
    if (other) return other()
    const token = headers.get('authorization')?.replace('Bearer ', '')
    const isKnown = this.tokens ? this.tokens.includes(token ?? '') : this.signedIn
    if (!isKnown) return refuse(401, 'sign-in-required', { login: this.login })
    const [, , id = '', part = '', verb = ''] = path.split('/')
    if (part === 'events') return this.#line(id, signal)
    if (part === 'channel') return this.#write(id, verb, body)
    if (path === '/events') return this.#events(signal)
    if (path === '/keys') return this.plugin.keys()
    return this.plugin.prove(this.#answer(path, body))
  }

  /** Somebody starts to wait. */
  arrive(row: Partial<QueueRow> & { id: string }, identity?: Identity, code?: string): void {
    const complete = { ...exampleRow, waiting_since: this.#time(), ...row }
    this.waiting.push(complete)
    if (identity) this.identities.set(row.id, identity)
    if (code) this.codes.set(code, row.id)
    this.send('waiting', complete)
  }

  /** The agent takes it, in another tab. */
  take(id: string): void {
    this.#accept(id)
  }

  leave(left: Left): void {
    this.#remove(left.id)
    this.send('left', left)
  }

  /** The resident hangs up, or the time is over. */
  end(id: string, state: ConversationChange['state'] = 'ended'): void {
    this.active.delete(id)
    this.said.delete(id)
    this.send('conversation', { id, state })
  }

  /** Something of a conversation is otherwise now. */
  change(id: string, changes: Partial<Conversation>): void {
    this.active.set(id, { ...this.active.get(id)!, ...changes })
    this.send('conversation', { id, state: 'active' })
  }

  /** An agent's question is open, or what became of it. */
  identification(id: string, state: NonNullable<Conversation['identification']>['state']): void {
    this.change(id, { identification: { state, since: new Date().toISOString() } })
  }

  /** Something happens in a conversation's channel. */
  tell(id: string, event: string, data: unknown): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
    if (event !== 'typing') this.said.set(id, [...(this.said.get(id) ?? []), text])
    this.#lines.send(id, text)
  }

  /** Somebody wrote a message. */
  say(
    id: string,
    by: 'agent' | 'resident',
    text: string,
    more: object = {},
  ): { number: number; at: string } {
    const number = (this.said.get(id) ?? []).length + 1
    const at = new Date().toISOString()
    const name = by === 'agent' ? { name: 'Sanne' } : {}
    this.tell(id, 'message', { id: `message-${number}`, number, by, ...name, text, at, ...more })
    return { number, at }
  }

  send(event: string, data: unknown): void {
    this.raw(`id: ${++this.#lastEvent}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  raw(text: string): void {
    this.#streams.send('', text)
  }

  /** Breaks every connection. */
  break(): void {
    this.#streams.break()
    this.#lines.break()
  }

  #events(signal: AbortSignal | null | undefined): Response {
    const active = [...this.active.keys()].map((id) => ({ id }))
    const { waiting, presence, lifetime } = this
    const at = this.isTellingTime ? this.#time() : undefined
    const data = JSON.stringify({ at, waiting, active, presence, lifetime })
    const event = `: hello\nid: ${++this.#lastEvent}\nevent: snapshot\ndata: ${data}\n\n`
    return this.#streams.open('', [event.slice(0, 30), event.slice(30)], signal)
  }

  #line(id: string, signal: AbortSignal | null | undefined): Response {
    if (!this.active.has(id)) return refuse(410, 'gone')
    const said = this.said.get(id) ?? []
    const told = [
      'event: state\ndata: {"state":"active"}\n\n',
      ...said,
      'event: caught_up\ndata: {}\n\n',
    ]
    return this.#lines.open(id, [told.join('')], signal)
  }

  /** A chat, as a desk with one answers. */
  #write(id: string, verb: string, body: unknown): Response {
    if (!this.active.has(id)) return refuse(410, 'gone')
    this.acts.push({ id, verb, body })
    if (verb !== 'send') return new Response(null, { status: 204 })
    const message = body as { id: string; text: string }
    return Response.json(this.say(id, 'agent', message.text, { id: message.id }))
  }

  #answer(path: string, body: unknown): Response {
    const [, , id = '', action] = path.split('/')
    if (path === '/me')
      return Response.json({
        name: 'Sanne de Vries',
        presence: this.presence,
        supervises: this.supervises,
        purposes: this.purposes,
      })
    if (path === '/supervision') return Response.json(this.supervision)
    if (path === '/presence') {
      this.presence = (body as { presence: string }).presence
      this.send('presence', { presence: this.presence })
      return new Response(null, { status: 204 })
    }
    if (path === '/logout') {
      this.signedIn = false
      return new Response(null, { status: 204 })
    }
    if (path === '/conversations')
      return Response.json({ conversations: [...this.active.values()] })
    if (path === '/conversations/next') {
      const next = this.waiting[0]
      return next ? this.#accept(next.id) : new Response(null, { status: 204 })
    }
    if (path === '/conversations/code') {
      const found = this.codes.get((body as { code: string }).code)
      return found ? this.#accept(found) : refuse(404, 'unknown-code')
    }
    if (path === '/conversations/call') {
      const called = this.calls.get((body as { call: string }).call) ?? ''
      const own = this.active.get(called)
      if (own) return Response.json(own)
      return this.waiting.some((row) => row.id === called)
        ? this.#accept(called)
        : new Response(null, { status: 204 })
    }
    return action === 'accept' ? this.#accept(id) : this.#act(id, action)
  }

  /** Something that an agent does with their conversation. */
  #act(id: string, action: string | undefined): Response {
    const conversation = this.active.get(id)
    if (!conversation) return refuse(404, 'not-found')
    if (action === 'authenticate') {
      if (!this.identifiable) return refuse(409, 'not-identifiable')
      this.identification(id, 'requested')
      return Response.json(this.active.get(id))
    }
    if (action === 'transfer') {
      this.end(id, 'transferred')
      return new Response(null, { status: 204 })
    }
    if (action !== 'end') return Response.json(conversation)
    this.end(id)
    return new Response(null, { status: 204 })
  }

  #accept(id: string): Response {
    const row = this.#remove(id)
    if (!row) return refuse(409, 'taken')
    const conversation: Conversation = {
      id,
      state: 'active',
      purpose: row.purpose,
      purpose_name: row.purpose_name,
      channel: row.channel,
      comm_method: row.comm_method,
      waiting_since: row.waiting_since,
      accepted_at: new Date().toISOString(),
      identity: this.identities.get(id) ?? { ...notProven },
      identifiable: this.identifiable,
      identification: undefined,
    }
    this.active.set(id, conversation)
    this.send('left', { id, reason: 'accepted', by: 'you' })
    this.send('conversation', { id, state: 'active' })
    return Response.json(conversation)
  }

  #time(): string {
    return new Date(Date.now() + this.ahead).toISOString()
  }

  #remove(id: string): QueueRow | undefined {
    const index = this.waiting.findIndex((row) => row.id === id)
    return index < 0 ? undefined : this.waiting.splice(index, 1)[0]
  }
}

export function refuse(
  status: number,
  slug: ProblemSlug,
  { login, ...options }: ProblemOptions & { login?: string } = {},
): Response {
  return problem(status, slug, { ...options, ...(login && { members: { login } }) })
}
