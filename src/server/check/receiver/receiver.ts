/** Whoever takes results: a communication plugin with conversations of its own, or a part that asks for a platform. */
import { randomId, sha256 } from '../../../protocol/digest.ts'
import { signHandover, type Handover } from '../../../protocol/handover.ts'
import type { KeySet } from '../../../protocol/keys.ts'
import { goodClaims, makeResult, type Claims, type Parties } from '../made.ts'

/** The address of nobody. */
export const elsewhere = 'https://elsewhere.invalid'

/** What a result is for. */
export interface Attempt {
  /** Beyond the published protocol. */
  binding: string | undefined
  audience: string | undefined
  /** What the browser of the resident gets at the log-in, when there is a binding. */
  receipt: string
}

export type Bound<A extends Attempt> = A & { binding: string; audience: string }

/** Whether a result was taken, and what was answered. */
export interface Taking {
  isTaken: boolean
  said: string
}

export interface Receiver<A extends Attempt = Attempt> {
  readonly parties: Parties
  /** Of another authentication plugin that the peer knows, when there is one. */
  readonly otherKeys: KeySet | undefined
  /** Sign handovers, when the checker plays a core that hands over. */
  readonly coreKeys: KeySet | undefined
  begin(): Promise<A>
  /** @throws Skip when the peer speaks the published protocol alone, or the checker plays a published core */
  beginBound(): Promise<Bound<A>>
  /** What a good result for this attempt says. */
  claims(attempt: A, shift?: number): Promise<Claims>
  /** A result for it, with other claims. */
  result(attempt: A, changes?: Claims): Promise<string>
  /** Brings a result in the way that the peer asked for. */
  deliver(attempt: A, result: string): Promise<Taking>
}

/** The authentication plugin that the checker plays, for the purpose that was chosen. */
export interface Login {
  parties: Parties
  /** Its address. */
  issuer: string
  tag: string
  purpose: string
}

export async function claimsOf(
  { parties, issuer, tag, purpose }: Login,
  { binding, audience, receipt }: Attempt,
  attributes: Record<string, string>,
  shift = 0,
): Promise<Claims> {
  const plain = goodClaims(parties, attributes, shift)
  if (binding === undefined) return plain
  return {
    ...plain,
    iss: issuer,
    aud: audience,
    jti: randomId(),
    nbf: plain.iat,
    binding,
    purpose,
    auth_method: tag,
    receipt_hash: await sha256(receipt),
  }
}

export const resultOf = async (
  receiver: Pick<Receiver, 'parties' | 'claims'>,
  attempt: Attempt,
  changes: Claims = {},
): Promise<string> =>
  makeResult(receiver.parties, { ...(await receiver.claims(attempt)), ...changes })

export interface HandoverChanges extends Partial<Handover> {
  keys?: KeySet
  now?: () => Date
}

/** A handover with other claims, signed by another key, or made at another time. */
export function handoverWith(
  claims: Omit<Handover, 'jti'>,
  coreKeys: KeySet | undefined,
  { keys = coreKeys, now, ...changes }: HandoverChanges = {},
): Promise<string> {
  const handover = { jti: randomId(), ...claims, ...changes }
  return signHandover(handover, { signingKeys: keys!, ...(now && { now }) })
}
