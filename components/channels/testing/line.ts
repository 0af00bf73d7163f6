import { Line } from '../../../src/protocol/line.ts'
import { RequestError } from '../../../src/protocol/errors.ts'
import { EventServer, eventText } from '../../../src/protocol/testing/event-server.ts'

/** A conversation's other end, without a server: what is posted is told back, as our servers do. */
export class OtherEnd {
  readonly server = new EventServer()
  readonly line: Line
  /** What is told to whoever comes anew. */
  readonly told: string[] = []
  #number = 0

  constructor(side: 'resident' | 'agent' = 'resident') {
    const { server } = this
    server.greeting = () =>
      [eventText('state', { state: 'active' }, 0), ...this.told, eventText('caught_up', {})].join(
        '',
      )
    server.answers.set('send', ({ body }) =>
      Response.json(this.say(side, (body as { text: string }).text, body as object)),
    )
    this.line = new Line({
      side,
      timing: { silence: 40_000, firstPause: 5, longestPause: 10 },
      open: (headers, signal) => server.fetch('https://x.example/events', { headers, signal }),
      async act(verb, body) {
        const init = { method: 'POST', body: JSON.stringify(body) }
        const answer = await server.fetch(`https://x.example/channel/${verb}`, init)
        const { status } = answer
        if (status === 204) return {}
        const content = (await answer.json()) as object
        if (status < 400) return content
        throw new RequestError('ERR_ID_CONTACT_PROBLEM', { status, problem: content as never })
      },
    })
  }

  /** One side says something. */
  say(by: 'resident' | 'agent', text: string, more: object = {}): { number: number; at: string } {
    const number = ++this.#number
    const at = '2026-05-12T12:00:00.000Z'
    this.tell('message', { id: `message-${number}`, ...more, number, by, text, at })
    return { number, at }
  }

  tell(event: string, data: object): void {
    this.told.push(eventText(event, data, this.#number))
    this.server.send(event, data, this.#number)
  }

  posted(verb: string): unknown[] {
    return this.server.asked.filter(({ url }) => url.endsWith(`/${verb}`)).map(({ body }) => body)
  }
}
