/** The full flow: authenticate, then talk. */
import { randomId } from '../../protocol/digest.ts'
import type { StartRequest } from '../../protocol/messages-core.ts'
import type { StartCommunicationAnswer } from '../../protocol/messages-plugins.ts'
import { Refusal } from '../../web/index.ts'
import { authMethodFor, checkReturnUrl, commMethodFor, purposeFor } from '../choices.ts'
import type { CoreAuthMethod, CoreCommMethod, Purpose } from '../config.ts'
import { startAuthentication, startCommunication, withdraw } from '../plugins.ts'
import type { Surroundings } from '../surroundings.ts'
import {
  goLifetime,
  longestReturnTicket,
  pack,
  returnLifetime,
  type ReturnTicket,
} from '../tickets.ts'

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
export async function authenticateThenTalk(
  core: Surroundings,
  request: StartRequest & { auth_method: string },
): Promise<string> {
  const { config, sealer, log } = core
  const purpose = purposeFor(config, request.purpose)
  const auth = authMethodFor(config, purpose, request.auth_method)
  const comm = commMethodFor(config, purpose, request.comm_method)
  checkReturnUrl(config, request.return_url)
  const tags = { purpose: purpose.tag, auth_method: auth.tag, comm_method: comm.tag }
  const communication = await startCommunication(core, comm, tags)
  const { attr_url, binding, audience } = communication
  const session = randomId()
  try {
    const chosen = { request, purpose, auth, comm }
    const url = await startAuthentication(core, auth, {
      attributes: purpose.attributes,
      continuation: await returnAddress(core, chosen, communication, session),
      attr_url: auth.disableAttrUrl ? undefined : attr_url,
      ...(binding && { binding, audience, purpose: purpose.tag, auth_method: auth.tag }),
      acr: purpose.acr,
    })
    const ticket = await sealer.seal('go', { session, url }, goLifetime)
    log({ event: 'conversation_started', ...tags })
    return `${config.serverUrl}/go/${ticket}`
  } catch (error) {
    await withdraw(core, audience && attr_url)
    throw error
  }
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
