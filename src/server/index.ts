/**
 * Runs ID Contact on Node: `serve` starts the parts that a configuration file describes.
 *
 * ```ts
 * import { serve, stopOnSignal } from 'id-contact/server'
 * const running = await serve('id-contact.toml')
 * process.exit(await stopOnSignal(running))
 * ```
 * @module
 */
export { serve, type Running, type ServeOptions } from './serve.ts'
export { stopOnSignal } from './stop.ts'
export { loadConfig, type Config, type LoadOptions } from './config/index.ts'
export { InvalidConfig, type Problem } from './config/problems.ts'
export type { Part, CorePart, AuthPart, CommPart, DeskPart, RoomsPart } from './config/parts.ts'
export type { Environment } from './config/environment.ts'
export { assemble, type AssembleOptions, type Assembly } from './assemble.ts'
export { listen, type Listening, type ListenOptions } from './host.ts'
export type { Handler } from './network.ts'
export { createLog, type LogLevel, type LogOptions } from './log.ts'
export { ensureKeys, ensureSecret, makeKeys, type KeyKind } from './keys.ts'
export { findBundles, type Bundles } from './bundles.ts'
