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
  const target = desk.config.purposes.find(({ tag }) => tag === purpose)
  const { stored, shares } = await passedOn(desk, agent, id, target)
  desk.log({ event: 'conversation_transferred', purpose })
  await audit(desk, stored, {
    event: 'conversation_transferred',
    agent: agent.id,
    attributes: shares,
  })
}

/** The resident may prove something else at the same moment: what was weighed is then not what there is, and it is weighed anew. @throws Refusal */
async function passedOn(desk: Desk, agent: Agent, id: string, target: PeerPurpose | undefined) {
  for (;;) {
    const stored = await own(desk, agent, id)
    if (!target || target.tag === stored.purpose) throw new Refusal('unknown-purpose')
    const following = await followingOf(desk, stored, target)
    const about = { agent: agent.id, purpose: target.tag, binding: stored.binding }
    if (await desk.store.transfer(id, { ...about, ...following })) return { stored, ...following }
  }
}

/**
 * What this agent sees and the other purpose asks too; nothing when it does not take the method that it was proved with.
 *
 * These tags limit what is shown of the result from now on, and the result stays as it came. Sealed anew without the rest it would be our word
 * instead of that of the plugin which signed it, and nobody could check any more what the panel says of its source, level and time. Where
 * nothing may follow there is nothing to show either, and the result itself is erased.
 *
 * `withholds`: something of it does not follow. Then what was said does not either, for it may say the same.
 */
async function followingOf(
  desk: Desk,
  stored: StoredConversation,
  { tag, attributes }: PeerPurpose,
): Promise<{ shares: string[]; withholds: boolean }> {
  if (stored.result === undefined) return { shares: [], withholds: false }
  const opened = await read(desk, stored, stored.result)
  if (!opened || !isAllowedFor(desk.config.purposes, tag, opened.by.tag))
    return { shares: [], withholds: true }
  const seen = visible(desk, stored, opened).map((attribute) => attribute.tag)
  const shares = seen.filter((one) => attributes.includes(one))
  return { shares, withholds: shares.length < seen.length }
}
