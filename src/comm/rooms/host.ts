/** A host: an employee who is signed in, in a room for which the platform gave them a token. Both are asked for, each time (T20). */
import { parseHost, type RoomGuest } from '../../protocol/messages-platform.ts'
import { openPlatformToken } from '../../protocol/platform-token.ts'
import { eventStream, Refusal } from '../../web/index.ts'
import type { StoredGuest } from '../../store/index.ts'
import type { Agent, WhoAsks } from '../desk/agent.ts'
import { assurance, read, visible } from '../reading.ts'
import type { Details } from './guest.ts'
import { note } from './record.ts'
import { roomKeyOf, type Rooms } from './surroundings.ts'

export interface Host {
  agent: Agent
  roomKey: string
  /** Until when the platform's token counts. */
  until: Date
}

/** @throws Refusal `sign-in-required`, `forbidden`; then `invalid-ticket` */
export async function hostOf(
  rooms: Rooms,
  whoAsks: WhoAsks,
  request: Request,
  token: string,
): Promise<Host> {
  const agent = await whoAsks(request)
  const options = { secret: rooms.hostSecret, parse: parseHost, now: rooms.now }
  const opened = await openPlatformToken(token, options).catch(() => undefined)
  if (!opened) throw new Refusal('invalid-ticket')
  const roomKey = await roomKeyOf(rooms, opened.payload.roomId)
  return { agent, roomKey, until: new Date(opened.exp * 1000) }
}

/** The guests of the room, oldest first. Results are opened here, in memory, for this answer. */
export async function guestsOf(rooms: Rooms, { agent, roomKey }: Host): Promise<RoomGuest[]> {
  const stored = await rooms.store.rooms.inRoom(rooms.config.tag, roomKey)
  return Promise.all(stored.map((guest) => shown(rooms, agent, guest)))
}

async function shown(rooms: Rooms, agent: Agent, guest: StoredGuest): Promise<RoomGuest> {
  const { purpose, authMethod: auth_method, state, result, details } = guest
  const { name } = await rooms.sealer.open<Details>('guest', details)
  const about = { version: 1, auth_method } as const
  if (state !== 'proven' || result === undefined) {
    // That a result waits for the browser to come back is nothing to act on yet.
    const status = state === 'failed' ? 'failed' : 'authenticating'
    return { purpose, name, attributes: null, id_contact: { ...about, status } }
  }
  const opened = await read(rooms, guest, result)
  if (!opened) {
    rooms.log({ level: 'warn', event: 'result_does_not_open', purpose })
    return { purpose, name, attributes: null, id_contact: { ...about, status: 'not_verified' } }
  }
  const values = visible(rooms, guest, opened)
  const attributes = values.map(({ tag }) => tag).sort()
  await note(rooms, guest, { event: 'guest_shown', agent: agent.id, attributes })
  return {
    purpose,
    name,
    attributes: Object.fromEntries(
      attributes.map((tag) => [tag, values.find((one) => one.tag === tag)!.value]),
    ),
    id_contact: { ...about, status: 'proven', ...assurance(opened.claims) },
  }
}

/** Milliseconds between two signs of life of a host who watches. */
const watching = 5 * 60_000

const event = (data: string): string => `data: ${data}\n\n`

/**
 * `start`, and `update` at each change of the room; each connection begins afresh, so nothing is missed. A browser's event source cannot
 * read a status, so what is not good is an event too: `forbidden` without a log-in, `badrequest` without a good token. Both also come when
 * the log-in or the token is over.
 */
export async function live(
  rooms: Rooms,
  whoAsks: WhoAsks,
  request: Request,
  token: string,
): Promise<Response> {
  let host: Host
  try {
    host = await hostOf(rooms, whoAsks, request, token)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(error.slug === 'invalid-ticket' ? 'badrequest' : 'forbidden')
  }
  const { agent, roomKey, until } = host
  const isTokenFirst = until < agent.until
  const end = isTokenFirst ? until : agent.until
  const options = {
    lifetime: end.getTime() - rooms.now().getTime(),
    last: event(isTokenFirst ? 'badrequest' : 'forbidden'),
  }
  return eventStream(options, ({ write }) => {
    const stop = rooms.store.subscribe((change) => {
      // After a lost connection to the store nobody knows what changed.
      const isOurs = change.kind === 'reset' || (change.kind === 'room' && change.id === roomKey)
      if (isOurs) write(event('update'))
    })
    write(event('start'))
    const alive = setInterval(() => void touch(rooms, roomKey), watching)
    return () => {
      stop()
      clearInterval(alive)
    }
  })
}

const refused = (data: string): Response =>
  eventStream({ lifetime: 0 }, ({ write, close }) => {
    write(event(data))
    close()
    return () => {}
  })

async function touch({ store, config, log }: Rooms, roomKey: string): Promise<void> {
  await store.rooms
    .touch(config.tag, roomKey)
    .catch((error: Error) => log({ level: 'error', event: 'touch_failed', name: error.name }))
}

/** The host ends it for everybody in the room. */
export async function endRoom(rooms: Rooms, { agent, roomKey }: Host): Promise<void> {
  const ended = await rooms.store.rooms.end(rooms.config.tag, roomKey)
  for (const guest of ended) await note(rooms, guest, { event: 'guest_ended', agent: agent.id })
}
