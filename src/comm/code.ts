/** Codes of conversations, for channels that have them. */
import { ConfigError } from '../protocol/errors.ts'
import type { Code } from '../store/index.ts'
import type { Channel } from './channel.ts'
import type { Surroundings } from './surroundings.ts'

/** A channel may be anybody's; codes that can be guessed are refused whoever makes them (T19). @throws ConfigError */
export function checkCodes({ code }: Channel): void {
  if (!code) return
  if (!/^[0-9]{8,12}$/.test(code.make()))
    throw new ConfigError('channel.code.make', 'Give 8 to 12 digits: fewer can be guessed.')
  if (!(code.lifetime >= 60 && code.lifetime <= 3600))
    throw new ConfigError('channel.code.lifetime', 'Give 60 to 3600 seconds.')
}

/** Two living codes are never the same: a collision, about one in a million, draws another. */
export async function withFreshCode<T extends string>(
  { config, keyedHash, sealer, now }: Surroundings,
  use: (code: Code | undefined) => Promise<T | 'code-taken'>,
): Promise<T> {
  for (;;) {
    const rule = config.channel.code
    const digits = rule?.make()
    const code = rule &&
      digits !== undefined && {
        key: await keyedHash('code', digits),
        sealed: await sealer.seal('code', digits, longestCode),
        expiresAt: new Date(now().getTime() + rule.lifetime * 1000),
      }
    const outcome = await use(code || undefined)
    if (outcome !== 'code-taken') return outcome
  }
}

/** Seconds: the row says when a code stops working, and has to be able to say later. */
const longestCode = 86_400
