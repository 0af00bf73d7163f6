/** The full flow: authenticate, then talk. */
import { randomId } from '../../protocol/digest.ts'
import type { StartRequest } from '../../protocol/messages-core.ts'
import { authMethodFor, checkHours, checkReturnUrl, commMethodFor, purposeFor } from '../choices.ts'
import { backOf, goAddress, returnAddress } from '../departure.ts'
import { askedOf } from '../policy.ts'
import { startAuthentication, startCommunication, withdraw } from '../plugins.ts'
import type { Surroundings } from '../surroundings.ts'

/**
 * Starts both plugins, and answers with the core's own `/go` address: nothing of a plugin shows before the browser is bound.
 * @throws Refusal
 */
export async function authenticateThenTalk(
  core: Surroundings,
  request: StartRequest & { auth_method: string },
): Promise<string> {
  const { config, log } = core
  const { lang } = request
  const purpose = purposeFor(config, request.purpose)
  const auth = authMethodFor(config, purpose, request.auth_method)
  const comm = commMethodFor(config, purpose, request.comm_method)
  checkReturnUrl(config, request.return_url)
  const call_back = checkHours(core, purpose, comm)
  const tags = { purpose: purpose.tag, auth_method: auth.tag, comm_method: comm.tag }
  const communication = await startCommunication(core, comm, { ...tags, call_back })
  const { client_url, attr_url, binding, audience } = communication
  const session = randomId()
  try {
    const continuation = await returnAddress(core, {
      session,
      purpose: purpose.tag,
      auth: auth.tag,
      comm: comm.tag,
      client: client_url,
      attr: attr_url,
      audience,
      lang,
      ...backOf(request),
    })
    const url = await startAuthentication(core, auth, {
      ...askedOf(purpose, auth.tag),
      continuation,
      attr_url: auth.disableAttrUrl ? undefined : attr_url,
      ...(binding && { binding, audience, purpose: purpose.tag, auth_method: auth.tag, lang }),
    })
    log({ event: 'conversation_started', ...tags })
    return await goAddress(core, { session, url })
  } catch (error) {
    await withdraw(core, audience && attr_url)
    throw error
  }
}
