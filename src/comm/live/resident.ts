/** `GET /conversation/{ref}/events`: what the resident is told. */
import type { StoredConversation } from '../../store/index.ts'
import { view } from '../conversation.ts'
import type { Surroundings } from '../surroundings.ts'
import { conversationEvents } from './stream.ts'

/** Longest that a stream stays open, in milliseconds; a browser then begins another. */
const longest = 4 * 60 * 60 * 1000

/** @throws Refusal */
export async function residentEvents(
  comm: Surroundings,
  conversation: StoredConversation,
  { tokens, lastId }: { tokens: string[]; lastId: string | undefined },
): Promise<Response> {
  const { hub, meeting, store, keyedHash, log } = comm
  const { id } = conversation
  await store.touch(id)
  const keys = await Promise.all(tokens.map((token) => keyedHash('token', token)))
  return conversationEvents({
    ...{ hub, meeting, log, conversation, lastId, side: 'resident', lifetime: longest },
    exchange: store.exchange,
    async current() {
      const opened = await Promise.all(keys.map((key) => store.byToken(key)))
      const own = opened.find((one) => one?.id === id)
      // Whoever logged in during the conversation has another token, and this stream is the old one's.
      return own ?? ((await store.byId(id)) ? 'elsewhere' : undefined)
    },
    view: (current) => view(comm, current),
    ended: ({ channel, purpose, result }) => ({
      state: 'ended',
      channel,
      purpose,
      identified: result !== undefined,
    }),
  })
}
