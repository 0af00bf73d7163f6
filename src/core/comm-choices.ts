/** What can be chosen: the channels, and to be called back in the place of one. */
import type { LocalText } from '../protocol/local-text.ts'
import type { CoreCommMethod } from './config.ts'

/** A channel, or to be called back. */
export interface CommChoice extends CoreCommMethod {
  description?: LocalText | undefined
  /** To be called back by this channel. */
  callsBackFor?: CoreCommMethod
}

/** Every one that the configuration knows of. */
export const commChoices = (methods: readonly CoreCommMethod[]): CommChoice[] =>
  methods.flatMap((method) => (method.callBack ? [method, callBackIn(method)] : [method]))

/** The number is left on the plugin's own page. */
const callBackIn = (method: CoreCommMethod): CommChoice => ({
  ...method,
  tag: `${method.tag}.call_back`,
  channel: undefined,
  duration: undefined,
  ownPage: true,
  callsBackFor: method,
})
