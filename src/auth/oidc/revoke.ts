/** Logging out where OpenID Connect knows no way from server to server: the tokens of the log-in are revoked (RFC 7009). */
import { tokenRevocation, type Configuration, type TokenEndpointResponse } from 'openid-client'
import { RequestError } from '../../protocol/errors.ts'
import { requestErrorIn } from './failure.ts'

/** What is kept of a log-in: one token. */
interface Kept {
  token: string
  hint: 'refresh_token' | 'access_token'
}

/** The refresh token, because with it the provider revokes what hangs from it as well (RFC 7009 section 2.1); else the access token. */
export function tokenToKeep({ refresh_token, access_token }: TokenEndpointResponse): Kept {
  return refresh_token
    ? { token: refresh_token, hint: 'refresh_token' }
    : { token: access_token, hint: 'access_token' }
}

/** @throws RequestError when the provider may not have done it; a token that it does not know any more is no error to it */
export async function revoke(config: Configuration, kept: unknown): Promise<void> {
  const { token, hint } = kept as Kept
  try {
    await tokenRevocation(config, token, { token_type_hint: hint })
  } catch (error) {
    // The library's own errors hold the answer.
    throw requestErrorIn(error) ?? new RequestError('ERR_ID_CONTACT_BAD_ANSWER')
  }
}
