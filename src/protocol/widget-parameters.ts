/** What a page is told that lets a guest choose how to show who they are: signed, in the address of that page, good for five minutes. */
import { dialects, isWidgetSubject, type Dialect } from './dialect.ts'
import { TokenError } from './errors.ts'
import { signClaims, verifyClaims } from './jws.ts'
import { demandUse, type KeySet } from './keys.ts'
import { checkLifetime, seconds } from './lifetime.ts'
import { parseWidgetParameters, type WidgetParameters } from './messages-platform.ts'

const lifetime = 300

export interface SignWidgetParametersOptions {
  /** The generation of the page. */
  dialect: Dialect
  /** Loaded to `sign`. */
  signingKeys: KeySet
  now?: () => Date
}

export function signWidgetParameters(
  { purpose, start_url, cancel_url, display_name }: Omit<WidgetParameters, 'sub'>,
  { dialect, signingKeys, now = () => new Date() }: SignWidgetParametersOptions,
): Promise<string> {
  demandUse(signingKeys, 'sign')
  const iat = seconds(now())
  const sub = dialects[dialect].widgetSubject
  const claims = { sub, purpose, start_url, cancel_url, display_name, iat, exp: iat + lifetime }
  return signClaims(claims, 'JWT', signingKeys)
}

/** @throws TokenError whose `expired` is true when the parameters are genuine but too old */
export async function verifyWidgetParameters(
  token: string,
  { verificationKeys, now = () => new Date() }: { verificationKeys: KeySet; now?: () => Date },
): Promise<WidgetParameters> {
  demandUse(verificationKeys, 'verify')
  let claims: Record<string, unknown>
  let parameters: WidgetParameters
  try {
    claims = await verifyClaims(token, 'JWT', verificationKeys)
    // `typ` is JWT for every kind of published token, so it is `sub` that tells this one from the others (RFC 8725 section 3.12).
    if (!isWidgetSubject(claims.sub)) throw new Error('of another kind')
    parameters = parseWidgetParameters(claims)
    checkLifetime(claims, { now: at(claims.iat), longest: lifetime })
  } catch {
    throw new TokenError()
  }
  try {
    checkLifetime(claims, { now: now(), longest: lifetime })
  } catch {
    throw new TokenError({ expired: true })
  }
  return parameters
}

const at = (time: unknown): Date => new Date(Number(time) * 1000)
