/**
 * For platforms that bring their own rooms, such as one for video: guests who show who they are during the conversation, and hosts who see
 * it.
 *
 * ```ts
 * import { createRooms } from 'id-contact/comm/rooms'
 * const handler = await createRooms(config)   // (request: Request) => Promise<Response>
 * ```
 * @module
 */
export { createRooms } from './app.ts'
export type { RoomsConfig } from './config.ts'
