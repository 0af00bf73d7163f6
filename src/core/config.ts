/** What a core is told, and the checks that make a mistake in it an error at the start instead of one for a resident. */
import type { JWK } from 'jose'
import { ConfigError } from '../protocol/errors.ts'
import type { LocalText } from '../protocol/local-text.ts'
import type { Log } from '../protocol/log-entry.ts'
import { tagPattern } from '../protocol/limits.ts'
import type { Channel, Help } from '../protocol/session-options.ts'
import { originOf } from '../protocol/url.ts'
import { checkTimetable, type Timetable } from '../web/index.ts'
import { commChoices } from './comm-choices.ts'
import type { CoreTexts } from './pages/words/index.ts'
import type { Terms } from './policy.ts'

interface Method {
  /** Its name on the wire: at most 64 letters, digits, dots, dashes and underscores. */
  tag: string
  name: LocalText
  /** Relative to the core's address. Default: no picture. */
  imagePath?: string | undefined
  /** About how many seconds it takes: a log-in, or a conversation without the wait before it. Default: nothing is said of it. */
  duration?: number | undefined
  /** Address of the plugin: `{start}/start_authentication` or `{start}/start_communication` is called. */
  start: string
  /** Scheme, host and port of every address that this plugin may send people and results to. */
  origins: string[]
}

/** A way to show who one is. */
export interface CoreAuthMethod extends Method {
  /** One line on what a resident needs for it. */
  description?: LocalText | undefined
  /** The plugin can return results through the browser only. Default false. */
  disableAttrUrl?: boolean | undefined
  /** As in the published core. Default false. */
  shimTelUrl?: boolean | undefined
}

/** A way to talk. */
export interface CoreCommMethod extends Method {
  /** What it is: then it has its words and its picture. Default: unknown. */
  channel?: Channel | undefined
  /**
   * The conversation is on a page of the plugin, and the browser goes on to it. False: the page that started shows it itself, by
   * `id-contact/channels`. Default: true for chat and video, false for the telephone.
   */
  ownPage?: boolean | undefined
  /** As in the published core. Default false. */
  disableAttributesAtStart?: boolean | undefined
  /** When it can be chosen. Default: always. */
  hours?: Timetable | undefined
  /**
   * The plugin is one of ours, and says about how long people wait: the core asks `GET {start}/expected_waits` and tells residents before they choose.
   * Default false.
   */
  tellsWait?: boolean | undefined
  /**
   * Residents can ask to be called back: while it is closed, and while people wait long. The plugin is one of ours that calls back. Default: they
   * cannot.
   */
  callBack?: CallBackOffer | undefined
}

/** On the wire it is a choice of its own, with the tag of the channel and `.call_back`. */
export interface CallBackOffer {
  /** Tags of purposes. Default: every purpose. */
  purposes?: string[] | undefined
  /** Also for who does not log in. Default false. */
  withoutLogIn?: boolean | undefined
  /** Seconds that people have to wait for it to be offered while the channel is open. 60 to 86 400. Default 600. */
  fromWait?: number | undefined
}

/** What residents contact the municipality for. */
export interface Purpose {
  /** Names it: at most 64 letters, digits, `_`, `.` and `-`. */
  tag: string
  /** What residents and agents read. Default: the tag. */
  name?: LocalText | undefined
  /** Tags of what is asked: no more than the purpose needs. */
  attributes: string[]
  /** Tags of methods; `*` is every method. */
  allowedAuth: string[]
  /** Tags of communication methods; `*` is every method. */
  allowedComm: string[]
  /** Somebody may start a conversation without showing who they are. Default false. */
  allowUnauthenticated?: boolean | undefined
  /** Those of `attributes` without which a conversation goes on all the same. Default: none. */
  optional?: string[] | undefined
  /** The least level of assurance. Default: none. */
  acr?: 'low' | 'substantial' | 'high' | undefined
  /** Tag of an authentication method → what is asked of that one instead. */
  terms?: Record<string, Terms> | undefined
  /** When somebody can start. Default: whenever the channel can be chosen. */
  hours?: Timetable | undefined
}

export interface RequestorConfig {
  /** JWK or PEM. */
  keys: (JWK | string)[]
  /** Where it may send people and results. Default: wherever its signed requests say. */
  origins?: string[] | undefined
}

/** The settings of a core. */
export interface CoreConfig {
  /** The core's address for browsers, for instance `https://contact.gemeente.example`. */
  serverUrl: string
  /** The core's address for plugins. Default: `serverUrl`. */
  internalUrl?: string | undefined
  /** Seals what travels in addresses. 32 bytes or more, shared by every process of this core. */
  secret: string
  /** Private keys that sign handovers; the first signs. */
  signingKeys: JWK[]
  /** Whom residents talk to, such as `gemeente Juinen`. */
  organisation: LocalText
  /** Where they get help. Default: nowhere. */
  help?: Help | undefined
  /** Of several methods or channels that can be chosen now, the first is recommended in words. Default true. */
  recommends?: boolean | undefined
  /** Origins of the pages that may ask this core and that browsers may come back to. */
  allowedOrigins: string[]
  /** Milliseconds that a plugin may take to answer. Default 5000. */
  pluginTimeout?: number | undefined
  /** The ways to show who one is. */
  authMethods: CoreAuthMethod[]
  /** The ways to talk. */
  commMethods: CoreCommMethod[]
  /** What there is to talk about. */
  purposes: Purpose[]
  /** Platforms that may ask for authentication during a conversation: their public keys, by the `kid` that their requests name. */
  requestors?: Record<string, RequestorConfig> | undefined
  /** Labels of attributes for people. Default: the tag. */
  attributes?: Record<string, { label: LocalText }> | undefined
  /** Words of your own on the core's pages. Default: ours. */
  texts?: CoreTexts | undefined
  /** Default: the global `fetch`, which keeps connections open between calls. */
  fetch?: typeof fetch | undefined
  /** Default: nothing is logged. */
  log?: Log | undefined
  /** Default: the system's clock. */
  now?: (() => Date) | undefined
}

/** @throws ConfigError */
export function checkConfig(config: CoreConfig): void {
  if (!originOf(config.serverUrl))
    throw new ConfigError('serverUrl', 'Give an absolute http(s) URL.')
  if (config.serverUrl.endsWith('/'))
    throw new ConfigError('serverUrl', 'Leave out the slash at the end.')
  for (const origin of config.allowedOrigins)
    if (originOf(origin) !== origin)
      throw new ConfigError(
        'allowedOrigins',
        `Write ${JSON.stringify(origin)} as scheme, host and port alone.`,
      )
  checkMethods('authMethods', config.authMethods)
  checkMethods('commMethods', commChoices(config.commMethods))
  unique('purposes', config.purposes)
  for (const list of ['commMethods', 'purposes'] as const)
    for (const { tag, hours } of config[list])
      if (hours) checkTimetable(`${list}.${tag}.hours`, hours)
  for (const purpose of config.purposes) {
    const key = `purposes.${purpose.tag}`
    known(`${key}.allowedAuth`, purpose.allowedAuth, config.authMethods)
    known(`${key}.allowedComm`, purpose.allowedComm, config.commMethods)
    for (const tag of purpose.attributes)
      if (!tagPattern.test(tag)) throw new ConfigError(`${key}.attributes`, tagRemedy)
    checkTerms(key, purpose, config.authMethods)
  }
  for (const { tag, callBack } of config.commMethods)
    if (callBack) checkCallBack(`commMethods.${tag}.callBack`, callBack, config.purposes)
}

function checkCallBack(
  key: string,
  { purposes = [], fromWait = 600 }: CallBackOffer,
  known: Purpose[],
): void {
  const unknown = purposes.find((name) => !known.some(({ tag }) => tag === name))
  if (unknown !== undefined)
    throw new ConfigError(`${key}.purposes`, `There is no purpose ${JSON.stringify(unknown)}.`)
  if (!(fromWait >= 60 && fromWait <= 86_400))
    throw new ConfigError(`${key}.fromWait`, 'Give seconds: 60 to 86400.')
}

/** Nothing is asked of one method that the purpose does not name: agents would not be shown it. */
function checkTerms(
  key: string,
  { attributes, optional = [], terms = {} }: Purpose,
  methods: Method[],
): void {
  const some = 'Name some of the attributes of the purpose.'
  const isSome = (tags: string[]): boolean => tags.every((tag) => attributes.includes(tag))
  if (!isSome(optional)) throw new ConfigError(`${key}.optional`, some)
  known(`${key}.terms`, Object.keys(terms), methods)
  for (const [tag, own] of Object.entries(terms))
    if (own.attributes && (own.attributes.length === 0 || !isSome(own.attributes)))
      throw new ConfigError(`${key}.terms.${tag}.attributes`, some)
}

const tagRemedy = 'Give tags of at most 64 letters, digits, dots, dashes and underscores.'

function checkMethods(key: string, methods: Method[]): void {
  unique(key, methods)
  for (const { tag, start, duration = 60 } of methods) {
    if (!originOf(start))
      throw new ConfigError(`${key}.${tag}.start`, 'Give an absolute http(s) URL.')
    if (!(duration >= 1 && duration <= 86_400))
      throw new ConfigError(`${key}.${tag}.duration`, 'Give seconds: 1 to 86400.')
  }
}

function unique(key: string, items: { tag: string }[]): void {
  const seen = new Set<string>()
  for (const { tag } of items) {
    if (!tagPattern.test(tag)) throw new ConfigError(`${key}.${tag}`, tagRemedy)
    if (seen.has(tag)) throw new ConfigError(`${key}.${tag}`, 'Give each a tag of its own.')
    seen.add(tag)
  }
}

function known(key: string, tags: string[], methods: Method[]): void {
  const unknown = tags.find((tag) => tag !== '*' && !methods.some((method) => method.tag === tag))
  if (unknown !== undefined)
    throw new ConfigError(
      key,
      `Name only methods that there are; ${JSON.stringify(unknown)} is not one.`,
    )
}

/** The methods of a purpose: in the order in which it names them, or, with `*`, of all methods. */
export const allowedOf = <M extends Method>(methods: M[], allowed: string[]): M[] =>
  allowed.includes('*')
    ? methods
    : [...new Set(allowed)].flatMap((named) => methods.filter(({ tag }) => tag === named))
