/** Result tokens for whoever builds a plugin of their own: make them, open them, and the keys to do it with. */
export { sealResult, openResult } from './result.ts'
export { verifyResult, type VerifyOptions } from './signed-result.ts'
export { importKeySet, generateKey, publicJwks } from './keys.ts'
export { TokenError, ConfigError, MessageError } from './errors.ts'
export type { Dialect, OpenOptions, ResultClaims, SealOptions } from './result.ts'
export type { Statement } from './result-claims.ts'
export type { JWK, Key, KeyAlgorithm, KeyRecord, KeySet, KeyUse } from './keys.ts'
