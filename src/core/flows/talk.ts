/** A conversation without a log-in of ours: somebody brings the result of an earlier one, or the purpose needs none. */
import { randomId } from '../../protocol/digest.ts'
import type { StartRequest } from '../../protocol/messages-core.ts'
import { parseTelUrl } from '../../protocol/url.ts'
import { Refusal } from '../../web/index.ts'
import { checkHours, checkReturnUrl, commMethodFor, purposeFor } from '../choices.ts'
import { backOf } from '../departure.ts'
import { arrivalAddress } from '../handover.ts'
import { deliverResult, startCommunication } from '../plugins.ts'
import type { Surroundings } from '../surroundings.ts'
import { backWithCode } from '../way-back.ts'

/**
 * The browser that starts is the one that goes on, so a handover can go along at once; or, for a page that gave a way back, a code.
 * @returns the communication plugin's `client_url`, or the page with the code
 * @throws Refusal
 */
export async function talk(core: Surroundings, request: StartRequest): Promise<string> {
  const { config, log } = core
  const purpose = purposeFor(config, request.purpose)
  const comm = commMethodFor(config, purpose, request.comm_method)
  checkReturnUrl(config, request.return_url)
  const { auth_result } = request
  const mayBeAnybody = comm.callsBackFor ? comm.callBack?.withoutLogIn : true
  if (!auth_result && !(purpose.allowUnauthenticated && mayBeAnybody))
    throw new Refusal('malformed-request', {
      detail: `StartRequest: auth_method is missing, and this ${purpose.allowUnauthenticated ? 'method' : 'purpose'} needs it`,
    })
  const call_back = checkHours(core, purpose, comm)
  const isAtStart = auth_result !== undefined && !comm.disableAttributesAtStart
  const { client_url, attr_url, audience } = await startCommunication(core, comm, {
    purpose: purpose.tag,
    comm_method: comm.tag,
    call_back,
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
  const going = {
    session: randomId(),
    purpose: purpose.tag,
    comm: comm.tag,
    client: client_url,
    audience,
    lang: request.lang,
  }
  const { back, state, challenge } = backOf(request)
  // The page shows the conversation itself, and takes it up as it does after a log-in.
  if (challenge && audience && !auth_result) {
    const address = await backWithCode(core, { back, state }, { ...going, challenge })
    if (address) return address
  }
  return arrivalAddress(core, going, result)
}
