/** How the store names a call of a telephone platform. */
import type { KeyedHash } from './keyed-hash.ts'

/**
 * A hash that nobody can try names against.
 * @param plugin tag of the communication plugin: two platforms may give two calls one name
 */
export const callKeyOf = (keyedHash: KeyedHash, plugin: string, call: string): Promise<string> =>
  keyedHash('call', `${plugin}\n${call}`)
