/** Authentication during a conversation: the signed request with which a communication plugin asks a core for it. */
import type { JWK } from 'jose'
import type { Egress } from '../protocol/egress.ts'
import { signClaims } from '../protocol/jws.ts'
import { demandUse, importKeySet, type KeySet } from '../protocol/keys.ts'
import { seconds } from '../protocol/lifetime.ts'
import { parseClientUrlAnswer, type AuthOnlyRequest } from '../protocol/messages-core.ts'
import { refusalOf } from '../web/index.ts'

/** Seconds that a request counts, as published. */
const lifetime = 300

export interface CoreAccess {
  /** The core's address for servers. The egress must be allowed to call it. */
  core: string
  /** Loaded by {@link requestKeys}. */
  signingKeys: KeySet
  egress: Egress
  now?: () => Date
}

/**
 * The keys that sign requests: the first signs, and is called by the name under which the core registered it.
 * @throws ConfigError
 */
export const requestKeys = (kid: string, [first]: readonly JWK[]): Promise<KeySet> =>
  importKeySet(first ? [{ ...first, kid }] : [], 'sign')

/** The request as a token: header `kid`, claim `request`. */
function signAuthOnlyRequest(
  request: AuthOnlyRequest,
  { signingKeys, now = () => new Date() }: Pick<CoreAccess, 'signingKeys' | 'now'>,
): Promise<string> {
  demandUse(signingKeys, 'sign')
  const iat = seconds(now())
  return signClaims({ request, iat, exp: iat + lifetime }, 'JWT', signingKeys)
}

/**
 * Asks the core.
 * @returns `client_url`: where the resident goes to authenticate. Whether the core may send them there is for the caller to check.
 * @throws Refusal when the core is down, slow, or refuses
 */
export async function requestAuthentication(
  access: CoreAccess,
  request: AuthOnlyRequest,
  options: { signal?: AbortSignal } = {},
): Promise<string> {
  const token = await signAuthOnlyRequest(request, access)
  const url = `${access.core.replace(/\/+$/, '')}/start`
  try {
    const answer = await access.egress.postForJson(url, token, 'application/jwt', options)
    return parseClientUrlAnswer(answer).client_url
  } catch (error) {
    throw refusalOf(error)
  }
}
