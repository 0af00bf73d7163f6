/** Codes of conversations, for channels that have them. */
import type { Code } from '../store/index.ts'
import type { Surroundings } from './surroundings.ts'

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
