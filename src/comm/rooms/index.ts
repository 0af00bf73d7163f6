/**
 * For platforms that bring their own rooms, such as one for video: guests who show who they are during the conversation, and hosts who see
 * it.
 *
 * ```ts
 * import { createRooms } from 'id-contact/comm/rooms'
 * const handler = await createRooms(config)   // (request: Request) => Promise<Response>
 * ```
 *
 * `startOutbox({ ...config, kind: 'rooms' })` of `id-contact/comm` beside it tells authentication plugins that keep a log-in (`session_url` in their
 * results) that guests are active, and that they are gone.
 * @module
 */
export { createRooms } from './app.ts'
export type { RoomsConfig } from './config.ts'
