/** What is written down of a guest: tags, and a hash that changes every day. */
import type { LogEntry } from '../../protocol/log-entry.ts'
import type { StoredGuest } from '../../store/index.ts'
import { audit, type Happening } from '../audit.ts'
import type { Rooms } from './surroundings.ts'

/** What may be told of a guest: tags of the configuration. */
export const tagsOf = ({ purpose, authMethod }: Pick<StoredGuest, 'purpose' | 'authMethod'>) => ({
  purpose,
  auth_method: authMethod,
})

/** Into the log, and into the audit. */
export async function note(
  rooms: Rooms,
  guest: StoredGuest,
  happening: Happening,
  level: NonNullable<LogEntry['level']> = 'info',
): Promise<void> {
  const { event, outcome, attributes } = happening
  rooms.log({
    level,
    event,
    ...tagsOf(guest),
    ...(outcome !== undefined && { outcome }),
    ...(attributes && { attributes }),
  })
  const { roomKey, guestKey, plugin, purpose, authMethod } = guest
  await audit(rooms, { id: `${roomKey} ${guestKey}`, plugin, purpose, authMethod }, happening)
}
