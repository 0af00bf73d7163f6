/** A result is posted for a guest: is it for this attempt, from the method that was chosen, and the first? */
import { Refusal } from '../../web/index.ts'
import type { StoredGuest } from '../../store/index.ts'
import { sealedSession } from '../login-session.ts'
import type { Read } from '../reading.ts'
import { arrivalOf, check } from '../result.ts'
import { note } from './record.ts'
import type { Rooms } from './surroundings.ts'

/**
 * Which results count: of one of our own plugins, what names this very attempt (binding, purpose, method, `iss`, `aud`, a new `jti`); of a
 * published one, which the configuration marks `legacy`, what it signed, because nobody else knows this address. Never that of another
 * method than the one that was chosen (T6).
 * @param id the capability in the address
 * @throws Refusal `invalid-result`, always the same, whatever the reason (T8)
 */
export async function acceptResult(rooms: Rooms, id: string, token: string): Promise<void> {
  const attrKey = await rooms.keyedHash('attr', id)
  const guest = await found(rooms, attrKey)
  const read = await check(rooms, guest, token, 'posted')
  const claims = read?.claims
  if (claims?.status === 'failed') {
    const event = (await rooms.store.rooms.fail(attrKey))
      ? 'authentication_failed'
      : 'result_ignored'
    return note(rooms, guest, { event })
  }
  const outcome = read && (await attach(rooms, attrKey, token, read))
  switch (outcome) {
    case 'accepted': {
      const attributes = Object.keys(claims?.attributes ?? {})
      return note(rooms, guest, { event: 'result_accepted', attributes })
    }
    case 'ignored':
      return note(rooms, guest, { event: 'result_ignored' })
    case 'gone':
      throw new Refusal('not-found')
    default:
      await note(rooms, guest, { event: 'result_refused' }, 'warn')
      throw new Refusal('invalid-result')
  }
}

async function attach(rooms: Rooms, attrKey: string, token: string, read: Read) {
  const session = await sealedSession(rooms, read)
  const arrived = await arrivalOf(token, read.claims)
  return rooms.store.rooms.attachResult(attrKey, {
    ...arrived,
    ...(session !== undefined && { session }),
  })
}

/** Our core says that nobody will come. A result that counts already stays. @throws Refusal */
export async function withdraw(rooms: Rooms, id: string): Promise<void> {
  const attrKey = await rooms.keyedHash('attr', id)
  const guest = await found(rooms, attrKey)
  if (await rooms.store.rooms.withdraw(attrKey))
    await note(rooms, guest, { event: 'authentication_failed', outcome: 'withdrawn' })
}

async function found({ store, config }: Rooms, attrKey: string): Promise<StoredGuest> {
  const guest = await store.rooms.byAttr(attrKey)
  if (!guest || guest.plugin !== config.tag) throw new Refusal('not-found')
  return guest
}
