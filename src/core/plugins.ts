/** What the core says to plugins, and what it accepts from them. */
import { parseClientUrlAnswer } from '../protocol/messages-core.ts'
import {
  parseStartCommunicationAnswer,
  type StartAuthentication,
  type StartCommunication,
  type StartCommunicationAnswer,
} from '../protocol/messages-plugins.ts'
import { isAllowedTarget, parseTelUrl, withQuery } from '../protocol/url.ts'
import { Refusal, refusalOf } from '../web/index.ts'
import type { CoreAuthMethod, CoreCommMethod } from './config.ts'
import type { Surroundings } from './surroundings.ts'

/** @throws Refusal when the plugin is down, slow, or answers something that cannot be used */
export async function startCommunication(
  core: Surroundings,
  comm: CoreCommMethod,
  message: StartCommunication,
): Promise<StartCommunicationAnswer> {
  const answer = await call(
    core,
    comm,
    'start_communication',
    message,
    parseStartCommunicationAnswer,
  )
  const { client_url, attr_url, audience } = answer
  const isGood =
    (isAllowedTarget(client_url, comm.origins) || parseTelUrl(client_url) !== undefined) &&
    (!attr_url || isAllowedTarget(attr_url, comm.origins))
  if (!isGood) throw rejected(core, comm.tag)
  // Nobody is left in a queue that nobody looks at.
  if (message.call_back && !answer.call_back) {
    await withdraw(core, audience && attr_url)
    throw rejected(core, comm.tag, 'no_call_back')
  }
  return answer
}

/** @returns where the resident logs in. @throws Refusal */
export async function startAuthentication(
  core: Surroundings,
  auth: CoreAuthMethod,
  message: StartAuthentication,
): Promise<string> {
  const { client_url } = await call(
    core,
    auth,
    'start_authentication',
    message,
    parseClientUrlAnswer,
  )
  if (!isAllowedTarget(client_url, auth.origins)) throw rejected(core, auth.tag)
  return client_url
}

async function call<T>(
  core: Surroundings,
  { tag, start }: CoreAuthMethod | CoreCommMethod,
  verb: string,
  message: object,
  parse: (value: unknown) => T,
): Promise<T> {
  try {
    return parse(await core.egress.postJson(`${start.replace(/\/+$/, '')}/${verb}`, message))
  } catch (error) {
    const refusal = refusalOf(error)
    const reason = refusal.slug.replaceAll('-', '_')
    throw failed(core, tag, reason, refusal)
  }
}

function rejected(core: Surroundings, tag: string, reason = 'address_not_allowed'): Refusal {
  return failed(core, tag, reason, new Refusal('plugin-bad-answer'))
}

function failed({ log }: Surroundings, part: string, reason: string, refusal: Refusal): Refusal {
  const { reference } = refusal
  log({ level: 'warn', event: 'plugin_failed', part, reason, reference })
  return refusal
}

/** Where the core is the messenger: for a plugin that returns results through the browser only, and for a result that came with the start. */
export async function deliverResult(
  { egress, log }: Surroundings,
  attrUrl: string,
  result: string,
): Promise<'delivered' | 'refused' | 'unavailable'> {
  const status = await egress.post(attrUrl, result, 'application/jwt').then(
    (answer) => answer.status,
    () => 0,
  )
  if (status >= 200 && status < 300) return 'delivered'
  log({ level: 'warn', event: 'result_not_delivered', status })
  return status >= 400 && status < 500 ? 'refused' : 'unavailable'
}

/**
 * Tells our communication plugin that nobody will come, and why. If it does not hear, its own clock ends the attempt.
 * @param reason decides what people read, and nothing else
 */
export async function withdraw(
  { egress, log }: Surroundings,
  attrUrl: string | undefined,
  reason?: string,
): Promise<void> {
  if (!attrUrl) return
  await egress
    .delete(withQuery(attrUrl, { reason }))
    .catch(() => log({ level: 'warn', event: 'withdrawal_failed' }))
}
