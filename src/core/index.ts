/**
 * The orchestrator as a web-standard fetch handler: Node, Deno, Bun, workers.
 *
 * ```ts
 * import { createCore } from 'id-contact/core'
 * const handler = await createCore(config)   // (request: Request) => Promise<Response>
 * ```
 * @module
 */
export { createCore, type Handler } from './app.ts'
export type { CoreTexts } from './pages/words/index.ts'
export type {
  CallBackOffer,
  CoreAuthMethod,
  CoreCommMethod,
  CoreConfig,
  Purpose,
} from './config.ts'
export type { Timetable, Weekday } from '../web/index.ts'
export { ConfigError } from '../protocol/errors.ts'
