/** Calls of a telephone platform: which conversation each belongs to, and what its agent may know. */
import { dialects, type Dialect } from '../../protocol/dialect.ts'
import {
  parseContactEvent,
  parseLinkPhone,
  type LinkPhone,
  type SessionInfo,
} from '../../protocol/messages-platform.ts'
import type { StoredConversation } from '../../store/index.ts'
import { parsed, Refusal } from '../../web/index.ts'
import { audit, type Happening } from '../audit.ts'
import { callKeyOf } from '../call-key.ts'
import type { Agent } from '../desk/agent.ts'
import { assurance, read, visible } from '../reading.ts'
import { tagsOf, type Surroundings } from '../surroundings.ts'
import { tryCode, type Budget } from '../wrong-codes.ts'

/** Tries in one call (T19). */
export const mostTries = 3

/** However long it lasts. */
const budget: Budget = { most: mostTries, within: 24 * 60 * 60 }

/** Seconds that somebody may be on hold: from here on the platform alone sees that they are still there. */
const onHold = 60 * 60

/**
 * A code was keyed in, as published platforms say it.
 * @throws Refusal `unknown-code`, always the same, whether it is wrong, late, used, or was not even tried because there were too many wrong
 *   ones: then somebody goes on as a caller who has not shown who they are
 */
export async function link(comm: Surroundings, body: unknown): Promise<void> {
  if (!(await linkCall(comm, callIn(body)))) throw new Refusal('unknown-code')
}

/**
 * A code was keyed in. It is used up, and the conversation waits on for whoever takes this call. Keyed in again in the same call, it is no
 * other answer: the platform may have missed the first.
 * @returns whether this call has its conversation
 */
export async function linkCall(
  comm: Surroundings,
  { dtmf, sessionid }: LinkPhone,
): Promise<boolean> {
  const { log, config } = comm
  const callKey = await keyOf(comm, sessionid)
  if (await comm.store.calls.find(callKey)) return true
  // Some platforms pass on the key that ends it. What cannot be a code is nobody's guess, and uses up nobody's tries.
  const code = dtmf.replace(/#$/, '')
  const outcome = /^[0-9]{8,12}$/.test(code)
    ? await tryCode(comm, { who: callKey, budget }, () => linked(comm, code, callKey))
    : undefined
  if (outcome !== 'linked') {
    if (outcome === 'over-budget')
      log({ level: 'warn', event: 'too_many_wrong_codes', comm_method: config.tag })
    else log({ event: 'wrong_code', comm_method: config.tag })
    return false
  }
  const stored = await comm.store.calls.find(callKey)
  if (stored) await note(comm, stored, { event: 'call_linked' })
  return true
}

const callIn = (body: unknown): LinkPhone => {
  if (typeof body !== 'object' || body === null || !('Details' in body))
    return parsed(parseLinkPhone, body)
  const { ContactData } = parsed(parseContactEvent, body).Details
  return { dtmf: ContactData.Attributes.dtmf, sessionid: ContactData.ContactId }
}

async function linked(
  { store, keyedHash, config }: Surroundings,
  code: string,
  callKey: string,
): Promise<'linked' | undefined> {
  const codeKey = await keyedHash('code', code)
  const outcome = await store.calls.link({ codeKey, callKey, plugin: config.tag, idle: onHold })
  return outcome === 'unknown' ? undefined : 'linked'
}

const keyOf = ({ keyedHash, config }: Surroundings, sessionid: string): Promise<string> =>
  callKeyOf(keyedHash, config.tag, sessionid)

/** The conversation of this call, in whatever state. */
export const conversationOf = async (
  comm: Surroundings,
  sessionid: string,
): Promise<StoredConversation | undefined> => comm.store.calls.find(await keyOf(comm, sessionid))

/**
 * Who calls, for the agent who takes the call: the conversation is theirs from then on, and nobody else's (T20).
 * @throws Refusal `not-found` when this caller keyed in no good code, or it is over; `taken`
 */
export async function sessionInfo(
  comm: Surroundings,
  agent: Agent,
  sessionid: string,
  { dialect = 'id-contact' }: { dialect?: Dialect | undefined },
): Promise<SessionInfo> {
  const { calls, touch } = comm.store
  const callKey = await keyOf(comm, sessionid)
  const isNew = (await calls.find(callKey))?.state === 'waiting'
  const stored = await calls.accept(callKey, agent.id)
  if (stored === undefined) throw new Refusal('not-found')
  if (stored === 'taken') throw new Refusal('taken')
  await touch(stored.id)
  const info = await told(comm, stored, dialect)
  await note(comm, stored, {
    event: isNew ? 'conversation_accepted' : 'conversation_shown',
    outcome: info.id_contact!.status,
    agent: agent.id,
    attributes: Object.keys(info.auth_result?.attributes ?? {}),
  })
  return info
}

/** `session_url` is not told: whoever has it can end the log-in, and that is this part's work. */
async function told(
  comm: Surroundings,
  stored: StoredConversation,
  dialect: Dialect,
): Promise<SessionInfo> {
  const { id, purpose, result } = stored
  const about = { version: 1, id } as const
  if (result === undefined)
    return { purpose, auth_result: null, id_contact: { ...about, status: 'not_proven' } }
  const opened = await read(comm, stored, result)
  if (!opened) {
    comm.log({ level: 'warn', event: 'result_does_not_open', purpose })
    const id_contact = { ...about, status: 'not_verified' } as const
    return { purpose, auth_result: { status: 'failed' }, id_contact }
  }
  const values = visible(comm, stored, opened).map(({ tag, value }) => [tag, value] as const)
  return {
    purpose,
    auth_result: {
      status: dialects[dialect].success as 'succes' | 'success',
      attributes: Object.fromEntries(values),
    },
    id_contact: {
      ...about,
      status: 'proven',
      auth_method: opened.by.tag,
      ...assurance(opened.claims),
    },
  }
}

/** The platform says that the call is over: whatever is known of the caller is erased. */
export async function endCall(comm: Surroundings, sessionid: string): Promise<void> {
  const stored = await conversationOf(comm, sessionid)
  if (stored) await end(comm, stored)
}

/** An agent hangs up. Ending what has ended already is no error, and nobody learns of a call of somebody else. */
export async function endOwnCall(
  comm: Surroundings,
  agent: Agent,
  sessionid: string,
): Promise<void> {
  const stored = await conversationOf(comm, sessionid)
  if (stored && stored.agent === agent.id) await end(comm, stored, agent)
}

async function end(comm: Surroundings, stored: StoredConversation, agent?: Agent): Promise<void> {
  const reason = stored.state === 'active' ? 'ended' : 'withdrawn'
  if (!(await comm.store.end(stored.id, { reason, ...(agent && { agent: agent.id }) }))) return
  const by = agent && { agent: agent.id }
  await note(comm, stored, { event: 'conversation_ended', outcome: reason, ...by })
}

/** Into the log, and into the audit. */
async function note(
  comm: Surroundings,
  stored: StoredConversation,
  happening: Happening,
): Promise<void> {
  const { event, outcome, attributes } = happening
  comm.log({
    event,
    ...tagsOf(stored),
    ...(outcome !== undefined && { outcome }),
    ...(attributes && { attributes }),
  })
  await audit(comm, stored, happening)
}
