/**
 * The handover: the core says to a communication plugin that *this* browser is the one that started the conversation. Signed,
 * for one plugin and one conversation, good for a minute and (the plugin sees to that, by `jti`) once.
 */
import { TokenError } from './errors.ts'
import { signClaims, verifyClaims } from './jws.ts'
import { demandUse, type KeySet } from './keys.ts'
import { checkLifetime, seconds } from './lifetime.ts'
import { longestUrl } from './url.ts'

export interface Handover {
  /** The core: its `serverUrl`. */
  iss: string
  /** The communication plugin: the `audience` that it gave at the start. */
  aud: string
  /** The conversation: the `client_url` that the plugin gave at the start, exactly. */
  sub: string
  /** Names this handover, so that it is used once. */
  jti: string
  purpose: string
  auth_method?: string
  /** Absent when a platform asked for authentication that has no communication method at the core. */
  comm_method?: string
  /** Which attempt it is, of several during one conversation: base64url(SHA-256(binding)). */
  binding_hash?: string
  /** What the authentication plugin gave to the browser that authenticated. */
  receipt?: string
}

const typ = 'handover+jwt'
const lifetime = 60
const required = ['iss', 'aud', 'sub', 'jti', 'purpose'] as const
const optional = ['auth_method', 'comm_method', 'binding_hash', 'receipt'] as const

export interface SignHandoverOptions {
  /** Loaded to `sign`. */
  signingKeys: KeySet
  now?: () => Date
}

export async function signHandover(
  handover: Handover,
  options: SignHandoverOptions,
): Promise<string> {
  const { signingKeys, now = () => new Date() } = options
  demandUse(signingKeys, 'sign')
  const iat = seconds(now())
  return signClaims({ ...handover, iat, exp: iat + lifetime }, typ, signingKeys)
}

export interface VerifyHandoverOptions {
  /** Loaded to `verify`: the keys of that one core. */
  verificationKeys: KeySet
  issuer: string
  audience: string
  now?: () => Date
}

/**
 * Whether the conversation and the methods are those that the plugin knows, and `jti` is new, is for the caller to check.
 * @throws TokenError always the same, whatever the reason
 */
export async function verifyHandover(
  token: string,
  options: VerifyHandoverOptions,
): Promise<Handover> {
  const { verificationKeys, issuer, audience, now = () => new Date() } = options
  demandUse(verificationKeys, 'verify')
  try {
    const claims = await verifyClaims(token, typ, verificationKeys)
    if (claims.iss !== issuer || claims.aud !== audience) throw new Error('between other parties')
    checkLifetime(claims, { now: now(), longest: lifetime })
    return readHandover(claims)
  } catch {
    throw new TokenError()
  }
}

function readHandover(claims: Record<string, unknown>): Handover {
  const present = optional.filter((name) => claims[name] !== undefined)
  const entries = [...required, ...present].map((name) => [name, text(claims[name])])
  return Object.fromEntries(entries) as Handover
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > longestUrl)
    throw new Error('not a text')
  return value
}
