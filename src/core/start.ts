/** `POST /start`: from what a resident chose to the address of the log-in. */
import { randomId } from '../protocol/digest.ts'
import {
  parseClientUrlAnswer,
  parseStartRequest,
  type StartRequest,
} from '../protocol/messages-core.ts'
import {
  parseStartCommunicationAnswer,
  type StartCommunicationAnswer,
} from '../protocol/messages-plugins.ts'
import { isAllowedTarget, parseTelUrl } from '../protocol/url.ts'
import { allowedOf, type CoreAuthMethod, type CoreCommMethod, type Purpose } from './config.ts'
import { parsed, Refusal } from '../web/index.ts'
import { refusalOf } from './refusal.ts'
import type { Surroundings } from './surroundings.ts'
import {
  goLifetime,
  longestReturnTicket,
  pack,
  returnLifetime,
  type ReturnTicket,
} from './tickets.ts'

interface Chosen {
  request: StartRequest
  purpose: Purpose
  auth: CoreAuthMethod
  comm: CoreCommMethod
}

/**
 * Starts both plugins, and answers with the core's own `/go` address: nothing of a plugin shows before the browser is bound.
 * @throws Refusal
 */
export async function start(core: Surroundings, body: unknown): Promise<{ clientUrl: string }> {
  const chosen = choose(core, parsed(parseStartRequest, body))
  const communication = await startCommunication(core, chosen)
  const session = randomId()
  try {
    const continuation = await returnAddress(core, chosen, communication, session)
    const url = await startAuthentication(core, chosen, communication, continuation)
    const ticket = await core.sealer.seal('go', { session, url }, goLifetime)
    core.log({ event: 'conversation_started', ...tagsOf(chosen) })
    return { clientUrl: `${core.config.serverUrl}/go/${ticket}` }
  } catch (error) {
    await withdraw(core, communication.audience && communication.attr_url)
    throw error
  }
}

const tagsOf = ({ purpose, auth, comm }: Chosen) => ({
  purpose: purpose.tag,
  auth_method: auth.tag,
  comm_method: comm.tag,
})

function choose({ config }: Surroundings, request: StartRequest): Chosen {
  const purpose = config.purposes.find(({ tag }) => tag === request.purpose)
  if (!purpose) throw new Refusal('unknown-purpose')
  if (request.auth_method === undefined)
    throw new Refusal('malformed-request', { detail: 'StartRequest: auth_method is missing' })
  const auth = config.authMethods.find(({ tag }) => tag === request.auth_method)
  const comm = config.commMethods.find(({ tag }) => tag === request.comm_method)
  if (!auth || !comm) throw new Refusal('unknown-method')
  if (
    !allowedOf(config.authMethods, purpose.allowedAuth).includes(auth) ||
    !allowedOf(config.commMethods, purpose.allowedComm).includes(comm)
  )
    throw new Refusal('method-not-for-purpose')
  if (request.return_url && !isAllowedTarget(request.return_url, config.allowedOrigins))
    throw new Refusal('return-url-not-allowed')
  return { request, purpose, auth, comm }
}

async function startCommunication(
  core: Surroundings,
  { purpose, auth, comm }: Chosen,
): Promise<StartCommunicationAnswer> {
  const message = { purpose: purpose.tag, auth_method: auth.tag, comm_method: comm.tag }
  const answer = await call(
    core,
    comm.tag,
    comm.start,
    'start_communication',
    message,
    parseStartCommunicationAnswer,
  )
  const { client_url, attr_url } = answer
  const isGood =
    (isAllowedTarget(client_url, comm.origins) || parseTelUrl(client_url) !== undefined) &&
    (!attr_url || isAllowedTarget(attr_url, comm.origins))
  if (!isGood) throw rejected(core, comm.tag)
  return answer
}

async function startAuthentication(
  core: Surroundings,
  { purpose, auth }: Chosen,
  { attr_url, binding, audience }: StartCommunicationAnswer,
  continuation: string,
): Promise<string> {
  const message = {
    attributes: purpose.attributes,
    continuation,
    ...(attr_url && !auth.disableAttrUrl && { attr_url }),
    ...(binding && { binding, audience, purpose: purpose.tag, auth_method: auth.tag }),
    ...(purpose.acr && { acr: purpose.acr }),
  }
  const { client_url } = await call(
    core,
    auth.tag,
    auth.start,
    'start_authentication',
    message,
    parseClientUrlAnswer,
  )
  if (!isAllowedTarget(client_url, auth.origins)) throw rejected(core, auth.tag)
  return client_url
}

/** Whichever plugin it is, it sends the browser back to the core, never straight on (RFC 9700 section 4.11). */
async function returnAddress(
  { config, sealer }: Surroundings,
  { request, purpose, auth, comm }: Chosen,
  { client_url, attr_url, audience }: StartCommunicationAnswer,
  session: string,
): Promise<string> {
  const ticket: ReturnTicket = {
    session,
    purpose: purpose.tag,
    auth: auth.tag,
    comm: comm.tag,
    client: client_url,
    attr: attr_url,
    audience,
    back: request.return_url,
    state: request.state,
    challenge: request.code_challenge,
  }
  const sealed = await sealer.seal('return', pack(ticket), returnLifetime)
  if (sealed.length > longestReturnTicket)
    throw new Refusal('return-url-not-allowed', {
      detail: 'The return address or the state is too long.',
    })
  return `${config.serverUrl}/return/${sealed}`
}

async function call<T>(
  core: Surroundings,
  tag: string,
  start: string,
  verb: string,
  message: object,
  parse: (value: unknown) => T,
): Promise<T> {
  try {
    return parse(await core.egress.postJson(`${start.replace(/\/+$/, '')}/${verb}`, message))
  } catch (error) {
    const refusal = refusalOf(error)
    core.log({
      level: 'warn',
      event: 'plugin_failed',
      part: tag,
      reason: refusal.slug.replaceAll('-', '_'),
    })
    throw refusal
  }
}

function rejected(core: Surroundings, tag: string): Refusal {
  core.log({ level: 'warn', event: 'plugin_failed', part: tag, reason: 'address_not_allowed' })
  return new Refusal('plugin-bad-answer')
}

/** Tells our communication plugin that nobody will come. If it does not hear, its own clock ends the attempt. */
export async function withdraw(
  { egress, log }: Surroundings,
  attrUrl: string | undefined,
): Promise<void> {
  if (!attrUrl) return
  await egress.delete(attrUrl).catch(() => log({ level: 'warn', event: 'withdrawal_failed' }))
}
