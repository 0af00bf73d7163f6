/** `POST /start_communication`: a place for a conversation that does not exist for anybody yet. */
import { randomId } from '../protocol/digest.ts'
import {
  parseStartCommunication,
  type StartCommunicationAnswer,
} from '../protocol/messages-plugins.ts'
import { parsed, Refusal } from '../web/index.ts'
import type { Surroundings } from './surroundings.ts'

const defaults = { attempt: 900, idle: 900, longest: 14_400 }

/**
 * No number, code or room is made here: whoever starts is not yet anybody (D3).
 * @throws Refusal
 */
export async function startCommunication(
  { config, store, keyedHash, log }: Surroundings,
  body: unknown,
): Promise<StartCommunicationAnswer> {
  const { purpose, auth_method, comm_method } = parsed(parseStartCommunication, body)
  if (!config.purposes.some(({ tag }) => tag === purpose)) throw new Refusal('unknown-purpose')
  if (auth_method && !config.authMethods.some(({ tag }) => tag === auth_method))
    throw new Refusal('unknown-method')
  const ref = randomId()
  const capability = randomId()
  const binding = randomId()
  const isPosted = config.delivery !== 'result'
  const { retention = {} } = config
  await store.start({
    id: randomId(),
    plugin: config.tag,
    purpose,
    channel: config.channel.kind,
    commMethod: comm_method ?? config.tag,
    ...(auth_method !== undefined && { authMethod: auth_method }),
    binding,
    refKey: await keyedHash('ref', ref),
    ...(isPosted && { capabilityKey: await keyedHash('capability', capability) }),
    limits: {
      attempt: retention.attempt ?? defaults.attempt,
      idle: retention.idle ?? defaults.idle,
      longest: retention.longest ?? defaults.longest,
    },
  })
  log({ event: 'communication_started', purpose, comm_method: comm_method ?? config.tag })
  return {
    client_url: `${config.serverUrl}/conversation/${ref}`,
    attr_url: isPosted ? `${config.serverUrl}/result/${capability}` : undefined,
    binding,
    audience: config.serverUrl,
  }
}
