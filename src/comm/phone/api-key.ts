/** The key that a platform shows with its requests. */
import { equal } from '../../protocol/digest.ts'
import { ConfigError } from '../../protocol/errors.ts'
import { Refusal } from '../../web/index.ts'
import type { Surroundings } from '../surroundings.ts'

/** @throws ConfigError */
export function checkApiKey(apiKey: string): void {
  // What does not fit into a header as it is would never be equal.
  if (!/^[\x21-\x7e]{32,}$/.test(apiKey))
    throw new ConfigError(
      'platform.apiKey',
      'Give 32 random characters or more, of ASCII and without spaces.',
    )
}

export type IsPlatform = (request: Request) => Promise<boolean>

/** By `x-api-key`, or as a bearer token. */
export function createIsPlatform({ keyedHash }: Surroundings, apiKey: string): IsPlatform {
  const hash = (key: string): Promise<string> => keyedHash('platform key', key)
  const expected = hash(apiKey)
  return async ({ headers }) => {
    const given = headers.get('x-api-key') ?? bearerOf(headers)
    // Hashes of one length: the time tells nothing of the key, nor how long it is.
    return given !== undefined && equal(await hash(given), await expected)
  }
}

const bearerOf = (headers: Headers): string | undefined =>
  /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1]

export const keyRequired = (): Refusal =>
  new Refusal('api-key-required', { headers: { 'www-authenticate': 'Bearer' } })
