/** When a token counts (RFC 7519 section 4.1). All times are whole seconds since 1970. */

/** How far the clocks of two parties may be apart, in seconds. */
const clockTolerance = 60

export const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)

export interface LifetimeRules {
  now: Date
  tolerance?: number
  /** Longest `exp - iat`, in seconds. */
  longest: number
}

/**
 * `iat` and `exp` are required, numbers, and not further apart than `longest`: a token that lives for years is refused even by whoever
 * trusts its key. A token counts from `iat` (and `nbf`, when there is one) until just before `exp`, give or take the tolerance.
 */
export function checkLifetime(
  claims: Record<string, unknown>,
  rules: LifetimeRules,
): { iat: number; exp: number } {
  const { now, tolerance = clockTolerance, longest } = rules
  const iat = time(claims.iat)
  const exp = time(claims.exp)
  const nbf = claims.nbf === undefined ? iat : time(claims.nbf)
  const clock = seconds(now)
  if (exp <= iat || exp - iat > longest) throw new Error('lifetime is not allowed')
  if (clock < Math.max(iat, nbf) - tolerance) throw new Error('not yet')
  if (clock >= exp + tolerance) throw new Error('expired')
  return { iat, exp }
}

function time(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Error('not a time')
  return value
}
