/** A conversation without a log-in of ours: somebody brings the result of an earlier one, or the purpose needs none. */
import { randomId } from '../../protocol/digest.ts'
import type { StartRequest } from '../../protocol/messages-core.ts'
import { parseTelUrl, withQuery } from '../../protocol/url.ts'
import { Refusal } from '../../web/index.ts'
import { commMethodFor, purposeFor } from '../choices.ts'
import { handoverFor } from '../handover.ts'
import { deliverResult, startCommunication } from '../plugins.ts'
import type { Surroundings } from '../surroundings.ts'

/**
 * The browser that starts is the one that goes on, so a handover can go along at once.
 * @returns the communication plugin's `client_url`
 * @throws Refusal
 */
export async function talk(core: Surroundings, request: StartRequest): Promise<string> {
  const { config, log } = core
  const purpose = purposeFor(config, request.purpose)
  const comm = commMethodFor(config, purpose, request.comm_method)
  const { auth_result } = request
  if (!auth_result && !purpose.allowUnauthenticated)
    throw new Refusal('malformed-request', {
      detail: 'StartRequest: auth_method is missing, and this purpose needs it',
    })
  const isAtStart = auth_result !== undefined && !comm.disableAttributesAtStart
  const { client_url, attr_url, audience } = await startCommunication(core, comm, {
    purpose: purpose.tag,
    comm_method: comm.tag,
    auth_result: isAtStart ? auth_result : undefined,
  })
  let result = isAtStart ? undefined : auth_result
  if (result && attr_url) {
    const outcome = await deliverResult(core, attr_url, result)
    if (outcome !== 'delivered')
      throw new Refusal(outcome === 'refused' ? 'invalid-result' : 'plugin-unreachable')
    result = undefined
  }
  log({ event: 'conversation_started', purpose: purpose.tag, comm_method: comm.tag })
  if (parseTelUrl(client_url)) return client_url
  const handover = await handoverFor(core, {
    session: randomId(),
    purpose: purpose.tag,
    comm: comm.tag,
    client: client_url,
    audience,
  })
  return withQuery(client_url, { handover, result })
}
