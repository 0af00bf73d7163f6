/** What agents see of conversations. The queue holds nobody's attributes; a conversation does, for its own agent alone. */
import type { LocalText } from '../../protocol/local-text.ts'
import type { Conversation, Identity, QueueRow } from '../../protocol/messages-desk.ts'
import { localText } from '../../protocol/local-text.ts'
import { openResult, type ResultClaims } from '../../protocol/result.ts'
import type { StoredConversation } from '../../store/index.ts'
import type { TrustedMethod } from '../config.ts'
import type { Desk } from './surroundings.ts'

export function queueRow(desk: Desk, stored: StoredConversation): QueueRow {
  const method = methodOf(desk, stored)
  return {
    ...common(desk, stored),
    identified: stored.result !== undefined,
    ...(method && { auth_method: method.tag, auth_method_name: nameOf(method) }),
  }
}

/** Only for the agent who accepted it. */
export async function conversationOf(
  desk: Desk,
  stored: StoredConversation,
): Promise<Conversation> {
  return {
    ...common(desk, stored),
    state: 'active',
    accepted_at: (stored.acceptedAt ?? desk.now()).toISOString(),
    identity: await identityOf(desk, stored),
  }
}

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
  const opened = await open(desk, stored, stored.result)
  if (!opened) {
    desk.log({ level: 'warn', event: 'result_does_not_open', purpose: stored.purpose })
    return { status: 'not_verified', ...named, attributes: [] }
  }
  const { claims, by } = opened
  return {
    status: 'proven',
    auth_method: by.tag,
    auth_method_name: nameOf(by),
    ...(isLevel(claims.acr) && { level: claims.acr }),
    authenticated_at: new Date((claims.authenticatedAt ?? claims.iat) * 1000).toISOString(),
    ...(claims.crossDevice !== undefined && { cross_device: claims.crossDevice }),
    attributes: shown(desk, stored, by, claims),
  }
}

const isLevel = (acr: unknown): acr is 'low' | 'substantial' | 'high' =>
  acr === 'low' || acr === 'substantial' || acr === 'high'

/** Its lifetime was checked when it arrived; from then on the retention clock runs, at most a day. */
const retention = 2 * 86_400

async function open(
  desk: Desk,
  stored: StoredConversation,
  token: string,
): Promise<{ claims: ResultClaims; by: TrustedMethod } | undefined> {
  const chosen = methodOf(desk, stored)
  const candidates = chosen ? [chosen] : [...desk.methods.values()].filter(({ legacy }) => legacy)
  for (const by of candidates) {
    const claims = await openResult(token, {
      decryptionKeys: desk.decryptionKeys,
      verificationKeys: by.verificationKeys,
      ...(!by.legacy && { issuer: by.issuer }),
      now: desk.now,
      clockTolerance: retention,
    }).catch(() => undefined)
    // A row that somebody changed must not show one resident's details as another's.
    const isItsOwn = by.legacy || claims?.binding === stored.binding
    if (claims?.status === 'success' && isItsOwn) return { claims, by }
  }
  return undefined
}

/** What the purpose asks and the plugin may assert, in the order of the purpose; everything else is dropped here (T6). */
function shown(
  { config, log }: Desk,
  { purpose }: StoredConversation,
  method: TrustedMethod,
  { attributes = {} }: ResultClaims,
): Identity['attributes'] {
  const asked = config.purposes.find(({ tag }) => tag === purpose)?.attributes ?? []
  const allowed = asked.filter((tag) => method.attributes?.includes(tag) ?? true)
  const dropped = Object.keys(attributes).filter((tag) => !allowed.includes(tag))
  if (dropped.length > 0) log({ level: 'warn', event: 'attributes_dropped', attributes: dropped })
  return allowed
    .filter((tag) => Object.hasOwn(attributes, tag))
    .map((tag) => {
      const about: { label: LocalText; sensitive?: boolean | undefined } = Object.hasOwn(
        config.attributes,
        tag,
      )
        ? config.attributes[tag]!
        : { label: tag }
      return {
        tag,
        label: about.label,
        value: attributes[tag]!,
        sensitive: about.sensitive ?? false,
      }
    })
}
