/** Being called back is offered while a channel is closed, and while people wait long for it. */
import type { LocalText } from '../protocol/local-text.ts'
import { pageLanguages } from '../web/index.ts'
import { commChoices, type CommChoice } from './comm-choices.ts'
import { allowedOf, type CallBackOffer, type CoreConfig, type Purpose } from './config.ts'
import { wordsFor } from './pages/words/index.ts'
import type { Surroundings } from './surroundings.ts'
import type { WaitOf } from './waits.ts'

const defaultWait = 600

/** Those of a purpose. Whoever has no way to log in is called back only where that needs none. */
export const commChoicesOf = (config: CoreConfig, purpose: Purpose): CommChoice[] =>
  commChoices(allowedOf(config.commMethods, purpose.allowedComm)).filter(
    ({ callsBackFor, callBack }) => !callsBackFor || isFor(purpose, callBack),
  )

const isFor = (
  { tag, allowedAuth }: Purpose,
  { purposes, withoutLogIn }: CallBackOffer = {},
): boolean => (purposes?.includes(tag) ?? true) && (allowedAuth.length > 0 || withoutLogIn === true)

/**
 * The one to offer at this moment: to be called back is the same whatever it is in place of. Not where nobody knows when people are called.
 * @returns with its words
 */
export function callBackOffer(
  core: Pick<Surroundings, 'config' | 'openness'>,
  purpose: Purpose,
  waitOf: WaitOf,
): CommChoice | undefined {
  for (const choice of commChoicesOf(core.config, purpose)) {
    const { callsBackFor: channel, callBack } = choice
    if (!channel) continue
    const hours = core.openness(purpose, channel)
    const isClosed = hours?.isOpen === false
    const isOffered = isClosed
      ? hours.changesAt !== undefined
      : (waitOf(purpose, channel) ?? 0) >= (callBack?.fromWait ?? defaultWait)
    if (isOffered)
      return {
        ...choice,
        name: inAll(core.config, 'callBack'),
        description: inAll(core.config, isClosed ? 'callBackClosed' : 'callBackWait'),
      }
  }
  return undefined
}

const inAll = (
  config: CoreConfig,
  key: 'callBack' | 'callBackClosed' | 'callBackWait',
): LocalText =>
  Object.fromEntries(pageLanguages.map((language) => [language, wordsFor(config, language)[key]]))
