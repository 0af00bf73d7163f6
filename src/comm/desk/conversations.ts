/** Picking up, looking, and hanging up: each asks whether it is this agent's conversation (T20). */
import {
  parseCallRequest,
  parseCodeRequest,
  parseNextRequest,
  type Conversation,
} from '../../protocol/messages-desk.ts'
import { parsed, Refusal } from '../../web/index.ts'
import type { NamedAgent, StoredConversation } from '../../store/index.ts'
import { audit } from '../audit.ts'
import { callKeyOf } from '../call-key.ts'
import { act } from '../live/act.ts'
import { conversationEvents } from '../live/stream.ts'
import { budgetOfAll, tryCode, type Budget } from '../wrong-codes.ts'
import type { Agent } from './agent.ts'
import { conversationOf, isIdentifiable } from './rows.ts'
import { kindsOf } from './skills.ts'
import type { Desk } from './surroundings.ts'

export async function mine(desk: Desk, agent: Agent): Promise<Conversation[]> {
  const stored = await desk.store.activeOf(agent.id)
  return Promise.all(stored.map((one) => conversationOf(desk, one)))
}

/** @throws Refusal `gone` for whatever is not this agent's: nobody learns that it is somebody else's */
export async function look(desk: Desk, agent: Agent, id: string): Promise<Conversation> {
  const stored = await own(desk, agent, id)
  await desk.store.touch(id)
  return conversationOf(desk, stored)
}

/** @throws Refusal */
export async function next(
  desk: Desk,
  agent: Agent,
  body: unknown,
): Promise<Conversation | undefined> {
  const { channels } = parsed(parseNextRequest, body)
  const kinds = kindsOf(desk, agent)
  const among = (kinds || channels) && { kinds, channels }
  const stored = await desk.store.next(await named(desk, agent), among)
  return stored && pickedUp(desk, agent, stored)
}

/** @throws Refusal `taken` or `gone` */
export async function accept(desk: Desk, agent: Agent, id: string): Promise<Conversation> {
  const outcome = await desk.store.accept(id, await named(desk, agent), {
    kinds: kindsOf(desk, agent),
  })
  if (outcome !== 'accepted') throw new Refusal(outcome)
  return pickedUp(desk, agent, await own(desk, agent, id))
}

/** Over it, and over that of all, a caller is one who has not shown who they are. */
const budget: Budget = { most: 10, within: budgetOfAll.within }

/** @throws Refusal `unknown-code`, `too-many-codes` */
export async function acceptCode(desk: Desk, agent: Agent, body: unknown): Promise<Conversation> {
  const { store, keyedHash, log } = desk
  const { code } = parsed(parseCodeRequest, body)
  const stored = await tryCode(desk, { who: agent.id, budget }, async () =>
    store.consumeCode(await keyedHash('code', code), await named(desk, agent)),
  )
  if (stored === 'over-budget') {
    log({ level: 'warn', event: 'too_many_wrong_codes' })
    throw new Refusal('too-many-codes', { headers: { 'retry-after': String(budget.within) } })
  }
  if (!stored) throw new Refusal('unknown-code')
  return pickedUp(desk, agent, stored)
}

/**
 * An agent has answered a call: the conversation that belongs to it is theirs, also when they took it before.
 * @returns undefined when nobody keyed in a good code in this call, or it is over: the agent goes on with a caller who is not identified
 * @throws Refusal `taken` when a colleague has it
 */
export async function openCall(
  desk: Desk,
  agent: Agent,
  body: unknown,
): Promise<Conversation | undefined> {
  const { config, store, keyedHash, log } = desk
  const { call } = parsed(parseCallRequest, body)
  for (const plugin of config.calls ?? []) {
    const key = await callKeyOf(keyedHash, plugin, call)
    const isNew = (await store.calls.find(key))?.state === 'waiting'
    const stored = await store.calls.accept(key, await named(desk, agent))
    if (stored === 'taken') throw new Refusal('taken')
    if (stored) return isNew ? pickedUp(desk, agent, stored) : look(desk, agent, stored.id)
  }
  log({ event: 'caller_not_identified' })
  return undefined
}

/** Asks the resident who they are, again where that was asked before. While they are at it, it is no other question. @throws Refusal */
export async function requestIdentification(
  desk: Desk,
  agent: Agent,
  id: string,
): Promise<Conversation> {
  const stored = await own(desk, agent, id)
  if (!isIdentifiable(desk, stored)) throw new Refusal('not-identifiable')
  const outcome = await desk.store.identifications.request(id, agent.id)
  if (outcome === 'gone') throw new Refusal('gone')
  if (outcome === 'requested') {
    desk.log({ event: 'identification_requested', purpose: stored.purpose })
    await audit(desk, stored, { event: 'identification_requested', agent: agent.id })
  }
  return look(desk, agent, id)
}

/** The row and its token are deleted at once. Ending what has ended already is no error. */
export async function end(desk: Desk, agent: Agent, id: string): Promise<void> {
  const stored = await desk.store.byId(id)
  if (!stored || stored.agent !== agent.id) return
  if (!(await desk.store.end(id, { reason: 'ended', agent: agent.id }))) return
  desk.log({ event: 'conversation_ended', purpose: stored.purpose })
  await audit(desk, stored, { event: 'conversation_ended', agent: agent.id })
}

/** @throws Refusal `gone` for whatever is not this agent's */
export async function own({ store }: Desk, agent: Agent, id: string): Promise<StoredConversation> {
  const stored = await store.byId(id)
  if (!stored || stored.state !== 'active' || stored.agent !== agent.id) throw new Refusal('gone')
  return stored
}

async function pickedUp(
  desk: Desk,
  agent: Agent,
  stored: StoredConversation,
): Promise<Conversation> {
  const conversation = await conversationOf(desk, stored)
  const { status, attributes } = conversation.identity
  desk.log({ event: 'conversation_accepted', outcome: status, purpose: stored.purpose })
  await audit(desk, stored, {
    event: 'conversation_accepted',
    outcome: status,
    agent: agent.id,
    attributes: attributes.map(({ tag }) => tag),
  })
  return conversation
}

/** Longest that a row can be there, in seconds. */
const longestName = 2 * 86_400

/** The resident learns who picked up; each plugin opens what was sealed with its own secret. */
async function named({ sealer, channels }: Desk, agent: Agent): Promise<NamedAgent> {
  const { id, residentName } = agent
  if (!residentName) return { id, names: {} }
  const names: Record<string, string> = {}
  const sealers = new Map([...channels].map(([tag, channel]) => [tag, channel.sealer]))
  for (const [tag, { seal }] of sealers.set('*', sealer))
    names[tag] = await seal('agent-name', residentName, longestName)
  return { id, names }
}

/** What this side of the conversation is told as it happens. @throws Refusal */
export async function follow(
  desk: Desk,
  agent: Agent,
  { id, lastId }: { id: string; lastId: string | undefined },
): Promise<Response> {
  const { hub, store, log, channels, now } = desk
  const conversation = await own(desk, agent, id)
  await store.touch(id)
  return conversationEvents({
    ...{ hub, log, conversation, lastId, side: 'agent', exchange: store.exchange },
    meeting: channels.get(conversation.plugin)?.meeting,
    // Whoever is signed out gets nothing more, also on a connection that is still open.
    lifetime: agent.until.getTime() - now().getTime(),
    async current() {
      const stored = await store.byId(id)
      if (!stored) return undefined
      return stored.state === 'active' && stored.agent === agent.id ? stored : 'elsewhere'
    },
    view: async ({ state }) => ({ state }),
    ended: () => ({ state: 'ended' }),
  })
}

/** Does something with the channel. @throws Refusal */
export async function actInChannel(
  desk: Desk,
  agent: Agent,
  { id, verb, request }: { id: string; verb: string; request: Request },
): Promise<Response> {
  const conversation = await own(desk, agent, id)
  await desk.store.touch(id)
  const { meeting } = desk.channels.get(conversation.plugin) ?? {}
  return act(meeting, { conversation, side: 'agent' }, verb, request)
}
