/** What agents see of conversations. The queue holds nobody's attributes; a conversation does, for its own agent alone. */
import type { Conversation, Identity, QueueRow } from '../../protocol/messages-desk.ts'
import { localText } from '../../protocol/local-text.ts'
import type { StoredConversation } from '../../store/index.ts'
import { openCallBack } from '../call-back.ts'
import { isAllowedFor, type TrustedMethod } from '../config.ts'
import { assurance, read, visible, type Read } from '../reading.ts'
import { shownIn } from '../shown.ts'
import type { Desk } from './surroundings.ts'

export function queueRow(desk: Desk, stored: StoredConversation): QueueRow {
  const method = methodOf(desk, stored)
  return {
    ...common(desk, stored),
    identified: stored.result !== undefined,
    ...(stored.callBack !== undefined && { call_back: true as const }),
    ...(method && { auth_method: method.tag, auth_method_name: nameOf(method) }),
  }
}

/** Only for the agent who accepted it. */
export async function conversationOf(
  desk: Desk,
  stored: StoredConversation,
): Promise<Conversation> {
  const { acceptedAt, identification } = stored
  return {
    ...common(desk, stored),
    state: 'active',
    accepted_at: (acceptedAt ?? desk.now()).toISOString(),
    identity: await identityOf(desk, stored),
    ...(await calledBackOn(desk, stored)),
    identifiable: isIdentifiable(desk, stored),
    ...(identification && {
      identification: {
        state: identification.state,
        since: identification.since.toISOString(),
      },
    }),
  }
}

/** Sealed by its plugin. What does not open any more is a conversation without a number. */
async function calledBackOn(
  { channels, sealer, log }: Desk,
  { plugin, callBack, purpose }: StoredConversation,
): Promise<Pick<Conversation, 'call_back'>> {
  if (callBack === undefined) return {}
  try {
    return { call_back: await openCallBack(channels.get(plugin)?.sealer ?? sealer, callBack) }
  } catch {
    log({ level: 'warn', event: 'call_back_does_not_open', purpose })
    return {}
  }
}

/** Whether somebody can be asked who they are: the plugin knows a core, and there is a method for this purpose. */
export const isIdentifiable = (
  { config, methods }: Desk,
  { plugin, purpose }: StoredConversation,
): boolean =>
  (config.identifies ?? []).includes(plugin) &&
  [...methods.keys()].some((tag) => isAllowedFor(config.purposes, purpose, tag))

function common({ config }: Desk, stored: StoredConversation) {
  const purpose = config.purposes.find(({ tag }) => tag === stored.purpose)
  return {
    id: stored.id,
    purpose: stored.purpose,
    purpose_name: purpose?.name ?? stored.purpose,
    channel: stored.channel,
    comm_method: stored.commMethod,
    waiting_since: (stored.waitingSince ?? stored.createdAt).toISOString(),
  }
}

const methodOf = (
  { methods }: Desk,
  { authMethod }: StoredConversation,
): TrustedMethod | undefined => (authMethod === undefined ? undefined : methods.get(authMethod))

const nameOf = ({ name }: TrustedMethod): string => localText(name, 'nl')

async function identityOf(desk: Desk, stored: StoredConversation): Promise<Identity> {
  const method = methodOf(desk, stored)
  const named = method && { auth_method: method.tag, auth_method_name: nameOf(method) }
  if (stored.result === undefined) return { status: 'not_proven', attributes: [] }
  const opened = await read(desk, stored, stored.result)
  if (!opened) {
    desk.log({ level: 'warn', event: 'result_does_not_open', purpose: stored.purpose })
    return { status: 'not_verified', ...named, attributes: [] }
  }
  const { claims, by } = opened
  const attributes = shownIn(desk.config, stored.purpose, visible(desk, stored, opened))
  return {
    status: 'proven',
    auth_method: by.tag,
    auth_method_name: nameOf(by),
    ...assurance(claims),
    attributes,
    ...proofOf(stored, opened, attributes),
  }
}

/**
 * The signed statement, so that the agent's side can check for itself what it shows. It holds all that was proved at once: where something of that is
 * not for this agent, it stays here.
 */
function proofOf(
  { binding }: StoredConversation,
  { claims, signed }: Read,
  shown: Identity['attributes'],
): Pick<Identity, 'proof'> | undefined {
  const tags = new Set(shown.map(({ tag }) => tag))
  if (!Object.keys(claims.attributes ?? {}).every((tag) => tags.has(tag))) return undefined
  return { proof: { token: signed, ...(binding !== undefined && { binding }) } }
}
