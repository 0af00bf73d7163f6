/** What a communication plugin is told. */
import type { JWK } from 'jose'
import type { Dialect } from '../protocol/dialect.ts'
import { ConfigError } from '../protocol/errors.ts'
import { importKeySet, type KeySet } from '../protocol/keys.ts'
import type { LocalText } from '../protocol/local-text.ts'
import type { Log } from '../protocol/log-entry.ts'
import type { Help } from '../protocol/session-options.ts'
import { originOf } from '../protocol/url.ts'
import type { Store } from '../store/index.ts'
import { checkTimetable, opennessAt, type Openness, type Timetable } from '../web/index.ts'
import type { Channel } from './channel.ts'
import type { CommTexts } from './pages/words/index.ts'

/** An authentication plugin whose results are accepted. */
export interface PeerAuthMethod {
  /** Tag of the method, as in the core. */
  tag: string
  /** What it is called, for people. */
  name: LocalText
  /** Its `serverUrl`: what its results must name as `iss`. */
  issuer: string
  /** Its public keys: of this plugin alone (T6). */
  keys: JWK[]
  /** Tags that it may assert. Default: every tag of the purpose. */
  attributes?: string[] | undefined
  /** A published plugin, whose results have no binding: they are accepted only when they are posted (D1). Default false. */
  legacy?: boolean | undefined
  /** Where it may want to hear of log-ins (`session_url` in its results): origins. Default: that of `issuer` (T18). */
  origins?: string[] | undefined
  /** The generation that it speaks. Results of either open, whatever this says. Default `id-contact`. */
  dialect?: Dialect | undefined
}

/** A core that may start conversations here. */
export interface PeerCore {
  /** Its `serverUrl`: what its handovers must name as `iss`. */
  issuer: string
  /** Its public keys. None with `legacy`: a published core signs nothing. */
  keys?: JWK[] | undefined
  /**
   * A published core, which says nothing of the browser that starts and hands nothing over: whoever first opens a conversation after its
   * result was posted gets it. Default false.
   */
  legacy?: boolean | undefined
}

/** A purpose, as a communication plugin knows it. */
export interface PeerPurpose {
  /** Tag of the purpose, as in the core. */
  tag: string
  /** What it is called, for people. Default: the tag. */
  name?: LocalText | undefined
  /** Tags of what is shown of a result; whatever else is in it is dropped. */
  attributes: string[]
  /**
   * Tags of methods with which somebody may authenticate during a conversation, and whose results count where nobody says which method was chosen: at a
   * published core, or when a result comes along at the start. `*` is every method. Default: every method.
   */
  allowedAuth?: string[] | undefined
  /** When conversations for it can start: told at the foot of the pages. What keeps people to it is the core. Default: always. */
  hours?: Timetable | undefined
  /** How employees see what is known, in this order; what is in no group comes last. Default: the panel's own groups. */
  groups?: AttributeGroup[] | undefined
  /** What attributes are called for this purpose. Default: as everywhere. */
  labels?: Record<string, LocalText> | undefined
}

/** What belongs together for employees. */
export interface AttributeGroup {
  label: LocalText
  /** Tags. */
  attributes: string[]
}

/** How a core is asked for authentication during a conversation. */
export interface RequestorConfig {
  /** The core's address for servers. */
  core: string
  /** The name under which the core knows the keys. */
  kid: string
  /** Private keys; the first signs. */
  signingKeys: JWK[]
  /** Origins that the core may send residents to. Default: those of `cores`. A published core sends them to its plugins. */
  origins?: string[] | undefined
}

/** Seconds. */
export interface Retention {
  /** From the start until the resident is back, and from the end of a code until the attempt is erased. Default 900. */
  attempt?: number | undefined
  /** Without any sign of the resident or the agent. Default 900. */
  idle?: number | undefined
  /** A whole conversation. Default 14 400. */
  longest?: number | undefined
}

/** Residents may leave a number, and are called back instead of waiting. */
export interface CallBackConfig {
  /** Tags of purposes. Default: every purpose. */
  purposes?: string[] | undefined
  /** Countries (ISO 3166-1 alpha-2) whose numbers are called; how a number without a country code is read, the first says. Default `['NL']`. */
  countries?: string[] | undefined
  /** Also for who did not log in. Default false: a number of somebody else is easily left. */
  withoutLogIn?: boolean | undefined
  /** Seconds that it stays when nobody calls. 600 to 604 800. Default 86 400. */
  lifetime?: number | undefined
  /** How many may be open at this plugin. Default 500. */
  most?: number | undefined
}

/** The settings of a communication plugin. */
export interface CommConfig {
  /** The plugin's address for browsers and other parts; also its name in tokens (`aud`). */
  serverUrl: string
  /** Seals codes. 32 bytes or more, shared with the desk. */
  secret: string
  /** Names it among others of the same store. */
  tag: string
  /** How residents and agents talk. */
  channel: Channel
  /** Private keys that open results. */
  decryptionKeys: JWK[]
  /** The cores that may start conversations here. */
  cores: PeerCore[]
  /** The authentication plugins whose results count. */
  authMethods: PeerAuthMethod[]
  /** What conversations can be about. */
  purposes: PeerPurpose[]
  /** Labels of attributes for people. Default: the tag. */
  attributes?: Record<string, { label: LocalText }> | undefined
  /** Default: nobody can be asked during a conversation who they are. */
  requestor?: RequestorConfig | undefined
  /** `attr_url`: results are posted by the authentication plugin. `result`: they come through the browser. Default `attr_url`. */
  delivery?: 'attr_url' | 'result' | undefined
  /** Origins of the pages with the button. */
  allowedOrigins: string[]
  /** How long conversations stay. Default: as its members say. */
  retention?: Retention | undefined
  /** Default: nobody is called back. */
  callBack?: CallBackConfig | undefined
  /**
   * The module of the conversation page (`dist/cdn/id-contact-conversation.js`): its address on this origin, and its hash. Default: the page has
   * no script, which is enough for a telephone conversation.
   */
  conversationScript?: { src: string; integrity?: string | undefined } | undefined
  /** Whose pages these are: the name that residents know. Default: none is told. */
  organisation?: LocalText | undefined
  /** Where residents get help, at the foot of every page here. Default: nowhere. */
  help?: Help | undefined
  /** When conversations can start here, whatever they are for; told as the hours of a purpose are. Default: always. */
  hours?: Timetable | undefined
  /** Words of your own on the conversation page. Default: ours. */
  texts?: CommTexts | undefined
  /** Where conversations are kept. */
  store: Store
  /** How other parties are asked. Default: the global `fetch`. */
  fetch?: typeof fetch | undefined
  /** Who is told what happened, without a value of anybody. Default: nobody. */
  log?: Log | undefined
  /** The clock. Default: that of the system. */
  now?: (() => Date) | undefined
}

/** An authentication plugin with its keys loaded. */
export interface TrustedMethod extends PeerAuthMethod {
  verificationKeys: KeySet
}

/** @throws ConfigError */
export async function trustedMethods(
  methods: PeerAuthMethod[],
): Promise<Map<string, TrustedMethod>> {
  const trusted = new Map<string, TrustedMethod>()
  for (const method of methods) {
    const key = `authMethods.${method.tag}`
    if (trusted.has(method.tag)) throw new ConfigError(key, 'Give each a tag of its own.')
    const verificationKeys = await loaded(method.keys, 'verify', key)
    trusted.set(method.tag, { ...method, verificationKeys })
  }
  return trusted
}

/** The origins at which this plugin may want to hear of log-ins. */
export const sessionOrigins = ({ origins, issuer }: PeerAuthMethod): readonly string[] =>
  origins ?? [issuer]

/** Whether somebody may use this method for this purpose. */
export function isAllowedFor(purposes: PeerPurpose[], purpose: string, method: string): boolean {
  const { allowedAuth = ['*'] } = purposes.find(({ tag }) => tag === purpose) ?? { allowedAuth: [] }
  return allowedAuth.includes('*') || allowedAuth.includes(method)
}

/**
 * The published core among those that may start conversations, and whether conversations of it can come to anything.
 * @returns its `issuer`
 * @throws ConfigError
 */
export function legacyCoreOf({ cores, authMethods, delivery }: CommConfig): string | undefined {
  const legacy = cores.find((core) => core.legacy === true)
  if (!legacy) return undefined
  if (delivery === 'result')
    throw new ConfigError(
      'delivery',
      'Use "attr_url" with a published core: a result without a binding is never taken from a browser.',
    )
  if (!authMethods.some((method) => method.legacy === true))
    throw new ConfigError(
      'authMethods',
      'Mark one as legacy: what starts at a published core has no binding for a result to carry.',
    )
  return legacy.issuer
}

/** @throws ConfigError that names the setting */
export async function loaded(keys: JWK[], use: 'verify' | 'decrypt', key: string): Promise<KeySet> {
  try {
    return await importKeySet(keys, use)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new ConfigError(`${key}.${error.key}`, error.remedy, { cause: error })
  }
}

/**
 * How it stands with the opening hours of this plugin, and of a purpose where it is known.
 * @throws ConfigError
 */
export function opennessOf(
  { tag, hours, purposes }: Pick<CommConfig, 'tag' | 'hours' | 'purposes'>,
  now: () => Date,
): (purpose?: string) => Openness | undefined {
  if (hours) checkTimetable('hours', hours)
  for (const purpose of purposes)
    if (purpose.hours) checkTimetable(`purposes.${purpose.tag}.hours`, purpose.hours)
  const openness = opennessAt(now)
  return (about) => openness(...purposes.filter((purpose) => purpose.tag === about), { tag, hours })
}

/** @throws ConfigError */
export function checkAddress(key: string, url: string): void {
  if (!originOf(url) || url.endsWith('/'))
    throw new ConfigError(key, 'Give an absolute http(s) URL without a slash at the end.')
}
