/** Entries of a conversation, sealed on the way in and opened on the way out. */
import { Refusal } from '../../web/index.ts'
import type { NewEntry, StoredEntry } from '../../store/index.ts'
import type { MeetingTools, Seat } from '../channel.ts'

/** Longest that a row can be there, in seconds: a sealed value says itself until when it opens. */
const longestLife = 2 * 86_400

/** What the two sides of a conversation say, sealed before it is stored. */
export interface SealedEntries {
  /** @throws Refusal `gone`, `too-many-requests`, `conversation-full` */
  add(
    seat: Seat,
    kind: string,
    value: object,
    more?: Partial<NewEntry>,
  ): Promise<{ number: number; at: Date }>
  /** Undefined when it cannot be opened, or was sealed for another conversation: whoever can change rows cannot put words in a mouth. */
  open<T extends object>(seat: Seat, entry: StoredEntry): Promise<T | undefined>
}

/**
 * Seals what the two sides say, and opens it again.
 * @param channel names the seal: what one channel sealed, another does not open
 */
export function sealedEntries(
  { exchange, sealer, log }: MeetingTools,
  channel: string,
): SealedEntries {
  return {
    async add({ conversation: { id }, side }, kind, value, more) {
      const sealed = { of: id, side, value }
      const body = await sealer.seal(`${channel}-${kind}`, sealed, longestLife)
      const outcome = await exchange.add(id, { side, kind, body, ...more })
      if (outcome === 'gone') throw new Refusal('gone')
      if (outcome === 'full') throw new Refusal('conversation-full')
      if (outcome === 'too-many')
        throw new Refusal('too-many-requests', { headers: { 'retry-after': '10' } })
      return outcome
    },

    async open<T extends object>({ conversation }: Seat, { side, kind, body }: StoredEntry) {
      const opened = await sealer
        .open<{ of: string; side: string; value: T }>(`${channel}-${kind}`, body)
        .catch(() => undefined)
      if (opened?.of === conversation.id && opened.side === side) return opened.value
      log({ level: 'warn', event: 'entry_does_not_open', purpose: conversation.purpose })
      return undefined
    },
  }
}
