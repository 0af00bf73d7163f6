/** `GET /events`: the queue as it changes, as server-sent events (HTML standard, section 9.2). No attribute of anybody is in them. */
import { privateHeaders } from '../../web/index.ts'
import type { Change } from '../../store/index.ts'
import type { Agent } from './agent.ts'
import { queueRow } from './rows.ts'
import type { Desk } from './surroundings.ts'

/** Milliseconds between two signs of life. */
const heartbeat = 15_000

/** Every connection begins with a snapshot, so `Last-Event-ID` needs no memory here: nothing is missed. */
export function events(desk: Desk, agent: Agent): Response {
  let stop = (): void => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      stop = pump(desk, agent, controller)
    },
    cancel() {
      stop()
    },
  })
  const headers = {
    ...privateHeaders,
    'content-type': 'text/event-stream',
    'x-accel-buffering': 'no',
  }
  return new Response(body, { headers })
}

type Controller = ReadableStreamDefaultController<Uint8Array>

const utf8 = new TextEncoder()

function pump(desk: Desk, agent: Agent, controller: Controller): () => void {
  let number = 0
  let isOpen = true
  const write = (text: string): void => {
    if (isOpen) controller.enqueue(utf8.encode(text))
  }
  const send = (event: string, data: unknown): void =>
    write(`id: ${++number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)

  // One after the other: an event never overtakes the snapshot or the event before it.
  let work = snapshot(desk, agent, send)
  const changes = desk.store.subscribe((change) => {
    work = work.then(() => tell(desk, agent, change, send)).catch(fail)
  })
  const alive = setInterval(() => write(':\n\n'), heartbeat)
  // Whoever is signed out gets nothing more, also on a connection that is still open.
  const over = setTimeout(
    () => close(),
    Math.min(agent.until.getTime() - desk.now().getTime(), 2 ** 31 - 1),
  )
  work.catch(fail)

  function stop(): void {
    isOpen = false
    changes()
    clearInterval(alive)
    clearTimeout(over)
  }
  function close(): void {
    if (!isOpen) return
    stop()
    controller.close()
  }
  function fail(error: unknown): void {
    desk.log({ level: 'error', event: 'events_failed', name: (error as Error).name })
    close()
  }
  return stop
}

type Send = (event: string, data: unknown) => void

async function snapshot(desk: Desk, agent: Agent, send: Send): Promise<void> {
  const [waiting, active] = await Promise.all([desk.store.waiting(), desk.store.activeOf(agent.id)])
  send('snapshot', {
    waiting: waiting.map((stored) => queueRow(desk, stored)),
    active: active.map(({ id }) => ({ id })),
  })
}

async function tell(desk: Desk, agent: Agent, change: Change, send: Send): Promise<void> {
  switch (change.kind) {
    case 'reset':
      return snapshot(desk, agent, send)
    case 'waiting': {
      const stored = await desk.store.byId(change.id)
      if (stored?.state === 'waiting') send('waiting', queueRow(desk, stored))
      return
    }
    case 'left': {
      const { id, reason } = change
      const by = change.agent === agent.id ? 'you' : 'colleague'
      return send('left', { id, reason, ...(reason === 'accepted' && { by }) })
    }
    case 'conversation':
      if (change.agent === agent.id) send('conversation', { id: change.id, state: change.state })
      return
  }
}
