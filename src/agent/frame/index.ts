/**
 * The panel as a page of the desk in a frame of your own page: nothing of it runs in your page, and no value of a resident is in it.
 *
 * ```ts
 * import { embed } from 'id-contact/agent-frame'
 * const frame = embed(document.querySelector('#contact'), { desk: 'https://balie.gemeente.example', getToken })
 * for await (const event of frame.events()) console.log(event.type)
 * ```
 * @module
 */
export { embed, type FrameOptions } from './embed.ts'
export {
  AgentFrame,
  type FrameAttribute,
  type FrameAttributes,
  type FrameConversation,
  type FrameEvent,
} from './agent-frame.ts'
export { IdContactError, RequestError } from '../../protocol/errors.ts'
export { StateError } from '../../protocol/state-error.ts'
export type { LocalText } from '../../protocol/local-text.ts'
