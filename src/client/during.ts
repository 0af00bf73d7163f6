/**
 * ID Contact in a resident's browser, during a conversation: somebody asks who this is, the resident shows it, and comes back. The way back
 * is `resume()` of `id-contact`. Or they leave a number, and are called back. An entry point of its own, so that pages on which nobody is asked load nothing of it.
 *
 * @module
 */
export { authenticateDuring, type DuringOptions } from './authenticate-during.ts'
export {
  callBackState,
  requestCallBack,
  type CallBackOptions,
  type CallBackState,
} from './call-back.ts'
export { readWidget, type Widget, type WidgetOptions } from './widget.ts'
export { StateError } from '../protocol/state-error.ts'
export type { Attempt } from './attempt.ts'
