import { RequestError } from '../protocol/errors.ts'
import { StateError } from '../protocol/state-error.ts'
import type { AgentConversation } from './conversation.ts'
import type { Agent, Desk } from './desk.ts'
import type { CallOptions } from './request.ts'

/** Before the desk is asked once more, in milliseconds. */
const pause = 1000

/**
 * The agent's own conversations, and again each time that one of them begins or ends, in this window or in another one of theirs. While the desk
 * cannot be reached it is silent. Ends when the signal or the desk does.
 *
 * @throws RequestError when the desk refuses
 */
export async function* followOwn(
  desk: Desk,
  { signal }: CallOptions = {},
): AsyncGenerator<AgentConversation[], void, undefined> {
  let known: string | undefined
  for await (const { status, active } of desk.queue({ signal })) {
    const ids = active.join()
    if (status === 'lost' || ids === known) continue
    const conversations = await ask(desk, signal)
    if (!conversations) return
    known = ids
    yield conversations
  }
}

/** Until the desk answers; `undefined` when that is no longer wanted. */
async function ask(
  desk: Desk,
  signal: AbortSignal | undefined,
): Promise<AgentConversation[] | undefined> {
  while (!signal?.aborted) {
    try {
      return await desk.conversations({ signal })
    } catch (error) {
      if (error instanceof StateError) return undefined
      const isRefused = error instanceof RequestError && (error.status ?? 500) < 500
      if (isRefused) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return undefined
}

/**
 * What the agent says of themselves, and again when they say something else, in this window or in another one of theirs. Ends when the signal or the
 * desk does.
 *
 * @throws RequestError when the desk refuses
 */
export async function* followPresence(
  desk: Desk,
  { signal }: CallOptions = {},
): AsyncGenerator<Agent['presence'], void, undefined> {
  let known: Agent['presence'] | undefined
  for await (const { status } of desk.queue({ signal })) {
    const { presence } = desk.agent
    if (status === 'lost' || presence === known) continue
    yield (known = presence)
  }
}
