/** A resident who would rather not wait leaves a telephone number. It is sealed from the moment that it was checked, and erased with the conversation. */
import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/max'
import { ConfigError, MessageError } from '../protocol/errors.ts'
import { parseCallBackRequest, type ConversationView } from '../protocol/messages-conversation.ts'
import type { Conversation } from '../protocol/messages-desk.ts'
import type { StartCommunication } from '../protocol/messages-plugins.ts'
import type { Sealer } from '../protocol/ticket.ts'
import type { StoredConversation } from '../store/index.ts'
import { Refusal } from '../web/index.ts'
import { audit } from './audit.ts'
import type { CallBackConfig, CommConfig } from './config.ts'
import { logOut } from './login-session.ts'
import { tagsOf, type Surroundings } from './surroundings.ts'

type Called = NonNullable<Conversation['call_back']>

const defaults = { countries: ['NL'], lifetime: 86_400, most: 500 }
/** Seconds after its end that a number could still be opened: an agent may have picked it up at the last moment, and talk for long. */
const grace = 86_400
/** Seconds ahead that a moment to call from may lie: as far as a core looks into its opening hours. */
const furthest = 35 * 86_400
/** Nobody is made to call a number that costs money, or one that no person answers. */
const ordinary = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'PERSONAL_NUMBER']

/** @throws ConfigError */
export function checkCallBack({ callBack, purposes }: CommConfig): void {
  if (!callBack) return
  const {
    countries = defaults.countries,
    lifetime = defaults.lifetime,
    most = defaults.most,
  } = callBack
  if (countries.length === 0 || !countries.every((country) => isSupportedCountry(country)))
    throw new ConfigError('callBack.countries', 'Give countries by two capitals, such as "NL".')
  if (!(lifetime >= 600 && lifetime <= 604_800))
    throw new ConfigError('callBack.lifetime', 'Give 600 to 604800 seconds.')
  if (!Number.isInteger(most) || most < 1)
    throw new ConfigError('callBack.most', 'Give a whole number from 1.')
  const unknown = callBack.purposes?.find((tag) => !purposes.some((purpose) => purpose.tag === tag))
  if (unknown !== undefined)
    throw new ConfigError('callBack.purposes', `There is no purpose ${JSON.stringify(unknown)}.`)
}

/** What a resident sees of it. Whoever is on the telephone already needs no call. */
export function callBackOf(
  config: CommConfig,
  conversation: StoredConversation,
): Pick<ConversationView, 'call_back'> | undefined {
  if (conversation.callBack !== undefined) return { call_back: 'requested' }
  return isPossible(config, conversation) ? { call_back: 'possible' } : undefined
}

function isPossible(
  { callBack, channel }: CommConfig,
  { state, purpose, result, code }: StoredConversation,
): boolean {
  const isThere =
    state === 'expired' || (state === 'waiting' && (!channel.code || code !== undefined))
  return isThere && isFor(callBack, purpose, result !== undefined)
}

const isFor = (
  callBack: CallBackConfig | undefined,
  purpose: string,
  isLoggedIn: boolean,
): boolean =>
  callBack !== undefined &&
  (callBack.purposes?.includes(purpose) ?? true) &&
  (isLoggedIn || callBack.withoutLogIn === true)

/**
 * Of a conversation that is started to be called back, from when on.
 * @throws Refusal when nobody is called back here for this purpose, or without a log-in
 */
export function callBackFrom(
  { config, now }: Surroundings,
  { call_back, purpose, auth_method, auth_result }: StartCommunication,
): Date | undefined {
  if (call_back === undefined) return undefined
  const isLoggedIn = auth_method !== undefined || auth_result !== undefined
  if (!isFor(config.callBack, purpose, isLoggedIn)) throw new Refusal('method-not-for-purpose')
  const from = new Date(call_back)
  if (!(from.getTime() <= now().getTime() + furthest * 1000))
    throw new Refusal('malformed-request', {
      detail: 'StartCommunication: call_back is too far ahead',
    })
  return from
}

/** Seconds that its number stays. Whoever asks outside the opening hours is called from when they begin: nothing is over before that. */
function lifetimeOf({ config, now }: Surroundings, { callBackFrom }: StoredConversation): number {
  const until = ((callBackFrom?.getTime() ?? 0) - now().getTime()) / 1000
  return Math.max(0, until) + (config.callBack!.lifetime ?? defaults.lifetime)
}

/**
 * From here on nobody waits at a screen: the log-in that an authentication plugin keeps ends as well.
 * @throws Refusal `number-not-accepted`, `call-back-requested`, `too-busy`, `not-waiting`
 */
export async function requestCallBack(
  comm: Surroundings,
  conversation: StoredConversation,
  body: unknown,
): Promise<void> {
  const { config, sealer, keyedHash, store, log } = comm
  if (conversation.callBack !== undefined) throw new Refusal('call-back-requested')
  if (!isPossible(config, conversation)) throw new Refusal('not-waiting')
  const { most = defaults.most } = config.callBack!
  const lifetime = lifetimeOf(comm, conversation)
  const called = numberIn(body, config.callBack!)
  if (!called) throw new Refusal('number-not-accepted')
  const outcome = await store.requestCallBack(conversation.id, {
    number: await sealer.seal('call-back', called, lifetime + grace),
    key: await keyedHash('call-back', called.number),
    seconds: lifetime,
    most,
  })
  if (outcome === 'already') throw new Refusal('call-back-requested')
  if (outcome === 'full') throw new Refusal('too-busy', { headers: { 'retry-after': '600' } })
  if (outcome === 'not-waiting') throw new Refusal('not-waiting')
  log({ event: 'call_back_requested', ...tagsOf(conversation) })
  await audit(comm, conversation, { event: 'call_back_requested' })
  await logOut(comm, conversation)
}

/** Whatever is wrong with it, it is one answer: there is nothing to find out about numbers here. */
function numberIn(
  body: unknown,
  { countries = defaults.countries }: CallBackConfig,
): Called | undefined {
  const text = textIn(body)
  const known =
    text === undefined ? undefined : parsePhoneNumberFromString(text, countries[0] as CountryCode)
  const isCalled =
    known?.isValid() === true &&
    known.country !== undefined &&
    countries.includes(known.country) &&
    ordinary.includes(known.getType() ?? '') &&
    known.ext === undefined
  if (!isCalled) return undefined
  const isHome = known.country === countries[0]
  return {
    number: known.number,
    display: isHome ? known.formatNational() : known.formatInternational(),
  }
}

function textIn(body: unknown): string | undefined {
  try {
    return parseCallBackRequest(body).number
  } catch (error) {
    if (error instanceof MessageError) return undefined
    throw error
  }
}

/** Why no number was taken: the page says it beside the field. */
export const isNumberRefusal = ({ slug }: Refusal): boolean =>
  slug === 'number-not-accepted' || slug === 'call-back-requested'

/** For the agent who picked it up, and for nobody else. */
export const openCallBack = (sealer: Sealer, sealed: string): Promise<Called> =>
  sealer.open<Called>('call-back', sealed)
