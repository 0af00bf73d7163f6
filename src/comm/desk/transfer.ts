/** Passing a conversation on to those who are for another purpose. What is known of the resident follows only as far as that purpose asks it. */
import { parseTransferRequest } from '../../protocol/messages-desk.ts'
import { parsed, Refusal } from '../../web/index.ts'
import type { StoredConversation } from '../../store/index.ts'
import { audit } from '../audit.ts'
import { isAllowedFor, type PeerPurpose } from '../config.ts'
import { read, visible } from '../reading.ts'
import type { Agent } from './agent.ts'
import { own } from './conversations.ts'
import type { Desk } from './surroundings.ts'

/** @throws Refusal `unknown-purpose`, `gone` */
export async function transfer(desk: Desk, agent: Agent, id: string, body: unknown): Promise<void> {
  const { purpose } = parsed(parseTransferRequest, body)
  const stored = await own(desk, agent, id)
  const target = desk.config.purposes.find(({ tag }) => tag === purpose)
  if (!target || purpose === stored.purpose) throw new Refusal('unknown-purpose')
  const shares = await followingOf(desk, stored, target)
  if (!(await desk.store.transfer(id, { agent: agent.id, purpose, shares })))
    throw new Refusal('gone')
  desk.log({ event: 'conversation_transferred', purpose })
  await audit(desk, stored, {
    event: 'conversation_transferred',
    agent: agent.id,
    attributes: shares,
  })
}

/** What this agent sees and the other purpose asks too; nothing when it does not take the method that it was proved with. */
async function followingOf(
  desk: Desk,
  stored: StoredConversation,
  { tag, attributes }: PeerPurpose,
): Promise<string[]> {
  const opened = stored.result === undefined ? undefined : await read(desk, stored, stored.result)
  if (!opened || !isAllowedFor(desk.config.purposes, tag, opened.by.tag)) return []
  const seen = visible(desk, stored, opened).map((attribute) => attribute.tag)
  return seen.filter((one) => attributes.includes(one))
}
