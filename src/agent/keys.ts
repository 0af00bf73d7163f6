import { parseDeskKeys } from '../protocol/messages-desk.ts'
import { badAnswer } from './request.ts'

/** An authentication plugin whose results count, and how they are known. */
export interface TrustedMethod {
  /** Its tag, as in {@link AgentIdentity.authMethod}. */
  readonly authMethod: string
  /** What its results say as `iss`. */
  readonly issuer: string
  /** Published software, whose results say nothing of where they belong. */
  readonly legacy: boolean
  /** Public keys, as JWK (RFC 7517). */
  readonly keys: readonly object[]
}

/** @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER` */
export function readKeys(answer: unknown): TrustedMethod[] {
  try {
    return parseDeskKeys(answer).auth_methods.map(({ auth_method, issuer, legacy, keys }) => ({
      authMethod: auth_method,
      issuer,
      legacy: legacy ?? false,
      keys,
    }))
  } catch {
    throw badAnswer()
  }
}
