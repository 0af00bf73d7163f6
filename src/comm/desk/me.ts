/** What agents learn and say of themselves. */
import { parsePresenceRequest, type Me } from '../../protocol/messages-desk.ts'
import { parsed } from '../../web/index.ts'
import type { Agent } from './agent.ts'
import type { Desk } from './surroundings.ts'

export async function me({ store, config }: Desk, { id, name, supervises }: Agent): Promise<Me> {
  return {
    name,
    presence: (await store.agents.stateOf(id)) ?? 'available',
    ...(supervises && { supervises }),
    purposes: config.purposes.map(({ tag, name }) => ({ purpose: tag, purpose_name: name ?? tag })),
  }
}

/** @throws Refusal */
export async function setPresence({ store }: Desk, { id }: Agent, body: unknown): Promise<void> {
  const { presence } = parsed(parsePresenceRequest, body)
  await store.agents.set(id, presence)
}
