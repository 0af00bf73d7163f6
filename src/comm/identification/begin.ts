/** An agent asks who it is, and the resident chooses how to show that: from the conversation to the core. */
import { randomId } from '../../protocol/digest.ts'
import type { AuthenticateRequest } from '../../protocol/messages-conversation.ts'
import { isAllowedTarget } from '../../protocol/url.ts'
import type { StoredConversation } from '../../store/index.ts'
import { Refusal } from '../../web/index.ts'
import { audit } from '../audit.ts'
import { isAllowedFor, type TrustedMethod } from '../config.ts'
import { requestAuthentication } from '../request-authentication.ts'
import { tagsOf, type Surroundings } from '../surroundings.ts'

/** Seconds that an attempt may take: as long as the core lets a browser come back. */
const attemptLifetime = 900

/**
 * Asks the core, and keeps the attempt when the core says where to go; an earlier one then counts no more.
 * @param ref the conversation's own name in its address
 * @returns where the browser goes
 * @throws Refusal
 */
export async function authenticate(
  comm: Surroundings,
  conversation: StoredConversation,
  ref: string,
  request: AuthenticateRequest,
): Promise<string> {
  const { config, store, keyedHash, requestor } = comm
  // Before anything goes out: nobody starts a log-in here that no agent asked for.
  if (conversation.state !== 'active' || !conversation.identification) throw notAsked()
  if (!requestor) throw new Refusal('not-identifiable')
  const method = methodFor(comm, conversation, request.auth_method)
  const { return_url } = request
  if (return_url && !isAllowedTarget(return_url, config.allowedOrigins))
    throw new Refusal('return-url-not-allowed')

  const { id, purpose, commMethod } = conversation
  const binding = randomId()
  const capability = config.delivery === 'result' ? undefined : randomId()
  const url = await requestAuthentication(requestor.access, {
    ...request,
    purpose,
    comm_url: `${config.serverUrl}/conversation/${ref}`,
    ...(capability && { attr_url: `${config.serverUrl}/result/${capability}` }),
    binding,
    audience: config.serverUrl,
    comm_method: commMethod,
  })
  const isDirect = !comesBackBound(comm, url)
  const isGood = isAllowedTarget(url, requestor.origins) && (!isDirect || method.legacy)
  if (!isGood) {
    comm.log({ level: 'warn', event: 'core_not_usable', ...tagsOf(conversation) })
    throw new Refusal('plugin-bad-answer')
  }
  const outcome = await store.identifications.start(id, {
    binding,
    authMethod: method.tag,
    isDirect,
    seconds: attemptLifetime,
    ...(capability && { capabilityKey: await keyedHash('capability', capability) }),
  })
  if (outcome === 'gone') throw new Refusal('gone')
  if (outcome === 'not-asked') throw notAsked()
  const about = { ...conversation, authMethod: method.tag }
  comm.log({ event: 'identification_started', ...tagsOf(about) })
  await audit(comm, about, { event: 'identification_started' })
  return url
}

/** The resident would rather not. @throws Refusal */
export async function decline(comm: Surroundings, conversation: StoredConversation): Promise<void> {
  if (!(await comm.store.identifications.decline(conversation.id))) throw notAsked()
  comm.log({ event: 'identification_declined', ...tagsOf(conversation) })
  await audit(comm, conversation, { event: 'identification_declined' })
}

const notAsked = (): Refusal => new Refusal('not-asked')

function methodFor(
  { methods, config }: Surroundings,
  { purpose }: StoredConversation,
  tag: string,
): TrustedMethod {
  const method = methods.get(tag)
  if (!method) throw new Refusal('unknown-method')
  if (!isAllowedFor(config.purposes, purpose, tag)) throw new Refusal('method-not-for-purpose')
  return method
}

/** A core of ours binds the browser and sends it back with a handover. A published one sends it straight to the plugin. */
export function comesBackBound({ cores }: Pick<Surroundings, 'cores'>, url: string): boolean {
  for (const issuer of cores.keys()) if (url.startsWith(`${issuer}/go/`)) return true
  return false
}
