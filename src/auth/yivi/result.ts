/** The signed result of a session (docs.yivi.app/api-irma-server, `GET /session/{token}/result-jwt`). */
import type { KeyObject } from 'node:crypto'
import { jwtVerify, type JWTPayload } from 'jose'
import * as v from 'valibot'
import type { Disclosed } from './disclosure.ts'
import { YiviFault } from './fault.ts'

export interface Expected {
  key: KeyObject
  issuer: string
  /** The session that this attempt began. */
  token: string
  now: Date
}

export interface SessionResult {
  status: string
  disclosed: Disclosed[][]
  /** When the server made the result. */
  at: Date
}

/** Seconds that our clock and the server's may be apart. */
const tolerance = 60

const claims = v.object({
  token: v.string(),
  status: v.string(),
  type: v.literal('disclosing'),
  iat: v.number(),
  proofStatus: v.optional(v.string()),
  disclosed: v.optional(
    v.nullable(
      v.array(
        v.array(
          v.object({
            id: v.string(),
            status: v.string(),
            rawvalue: v.optional(v.nullable(v.string())),
          }),
        ),
      ),
    ),
  ),
})

/** @throws YiviFault when it is not a result of this session, of this server, of now */
export async function readResult(
  jwt: string,
  { key, issuer, token, now }: Expected,
): Promise<SessionResult> {
  const { output, success } = v.safeParse(claims, await verified(jwt, key, issuer, now))
  if (!success) throw new YiviFault('unexpected_result')
  if (output.token !== token) throw new YiviFault('another_session')
  const { status, proofStatus, disclosed, iat } = output
  if (status === 'DONE' && proofStatus !== 'VALID') throw new YiviFault(proofFault(proofStatus))
  return { status, disclosed: disclosed ?? [], at: new Date(iat * 1000) }
}

async function verified(
  jwt: string,
  key: KeyObject,
  issuer: string,
  now: Date,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(jwt, key, {
      algorithms: ['RS256'],
      issuer,
      subject: 'disclosing_result',
      requiredClaims: ['exp', 'iat'],
      clockTolerance: tolerance,
      // Of a result that was just made both times are minutes away at most.
      maxTokenAge: 600,
      currentDate: now,
    })
    return payload
  } catch (error) {
    throw new YiviFault(faultOf(error))
  }
}

/** Words of `jose`, never of the token. */
function faultOf(error: unknown): string {
  const { code, claim } = (error ?? {}) as { code?: unknown; claim?: unknown }
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return 'signature_invalid'
  if (code === 'ERR_JWT_EXPIRED') return 'expired'
  if (code !== 'ERR_JWT_CLAIM_VALIDATION_FAILED') return 'unexpected_result'
  if (claim === 'iss') return 'wrong_issuer'
  return claim === 'iat' || claim === 'nbf' ? 'not_yet_valid' : 'unexpected_result'
}

/** An attribute whose time is over is something that the citizen can do something about. */
const proofFault = (status: string | undefined): string =>
  status === 'EXPIRED' ? 'attribute_expired' : 'proof_invalid'
