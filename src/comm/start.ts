/** `POST /start_communication`: a place for a conversation that does not exist for anybody yet. */
import { randomId } from '../protocol/digest.ts'
import {
  parseStartCommunication,
  type StartCommunicationAnswer,
} from '../protocol/messages-plugins.ts'
import { parsed, Refusal } from '../web/index.ts'
import { callBackFrom } from './call-back.ts'
import { acceptResult } from './result.ts'
import type { Surroundings } from './surroundings.ts'

const defaults = { attempt: 900, idle: 900, longest: 14_400 }

/**
 * No number, code or room is made here: whoever starts is not yet anybody (D3).
 * @throws Refusal
 */
export async function startCommunication(
  comm: Surroundings,
  body: unknown,
): Promise<StartCommunicationAnswer> {
  const { config, store, keyedHash, log } = comm
  const message = parsed(parseStartCommunication, body)
  const { purpose, auth_method, comm_method, auth_result } = message
  if (!config.purposes.some(({ tag }) => tag === purpose)) throw new Refusal('unknown-purpose')
  if (auth_method && !config.authMethods.some(({ tag }) => tag === auth_method))
    throw new Refusal('unknown-method')
  const calledFrom = callBackFrom(comm, message)
  // A core of ours says which channel was chosen. A published one does not, and would pass no binding on.
  const legacyCore = comm_method === undefined ? comm.legacyCore : undefined
  const ref = randomId()
  const capability = randomId()
  const binding = legacyCore === undefined ? randomId() : undefined
  const isPosted = config.delivery !== 'result'
  const { retention = {} } = config
  const id = randomId()
  await store.start({
    id,
    plugin: config.tag,
    purpose,
    channel: config.channel.kind,
    commMethod: comm_method ?? config.tag,
    ...(auth_method !== undefined && { authMethod: auth_method }),
    ...(legacyCore !== undefined && { issuer: legacyCore }),
    ...(binding !== undefined && { binding }),
    ...(calledFrom && { callBackFrom: calledFrom }),
    refKey: await keyedHash('ref', ref),
    ...(isPosted && { capabilityKey: await keyedHash('capability', capability) }),
    limits: {
      attempt: retention.attempt ?? defaults.attempt,
      idle: retention.idle ?? defaults.idle,
      longest: retention.longest ?? defaults.longest,
    },
  })
  log({ event: 'communication_started', purpose, comm_method: comm_method ?? config.tag })
  if (auth_result !== undefined) await acceptAtStart(comm, id, auth_result)
  return {
    client_url: `${config.serverUrl}/conversation/${ref}`,
    attr_url: isPosted ? `${config.serverUrl}/result/${capability}` : undefined,
    ...(binding !== undefined && { binding, audience: config.serverUrl }),
    ...(calledFrom && { call_back: true as const }),
  }
}

/** A result of an earlier log-in came along. It has no binding, so it counts only from a plugin that is configured as `legacy` (D1). */
async function acceptAtStart(comm: Surroundings, id: string, result: string): Promise<void> {
  const conversation = (await comm.store.byId(id))!
  try {
    await acceptResult(comm, conversation, result, 'posted')
  } catch (error) {
    await comm.store.end(id, { reason: 'abandoned' })
    throw error
  }
}
