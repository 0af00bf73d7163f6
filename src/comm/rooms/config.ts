/** What the part is told that serves a platform with rooms of its own. */
import type { JWK } from 'jose'
import type { Dialect } from '../../protocol/dialect.ts'
import { ConfigError } from '../../protocol/errors.ts'
import type { LocalText } from '../../protocol/local-text.ts'
import type { Log } from '../../protocol/log-entry.ts'
import type { Help } from '../../protocol/session-options.ts'
import { originOf } from '../../protocol/url.ts'
import type { Store } from '../../store/index.ts'
import type { Timetable } from '../../web/index.ts'
import {
  checkAddress,
  type CommConfig,
  type PeerAuthMethod,
  type PeerPurpose,
  type RequestorConfig,
  type Retention,
} from '../config.ts'
import type { AgentsConfig } from '../desk/config.ts'
import type { AboutAttribute } from '../shown.ts'
import type { RoomsTexts } from './pages/words/index.ts'

/** The settings of a part for a platform with rooms of its own. */
export interface RoomsConfig {
  /** The part's address for browsers; also its name in tokens (`aud`). */
  serverUrl: string
  /** Its address for other parts, without `/internal`. Default: `serverUrl`. */
  internalUrl?: string | undefined
  /** Seals and looks up what is stored. 32 bytes or more, shared by every process of this part. */
  secret: string
  /** Names it among others of the same store. */
  tag: string
  /** Private keys that sign what the choosing page is told; the first signs. */
  signingKeys: JWK[]
  /** Private keys that open results. */
  decryptionKeys: JWK[]
  /** How the core is asked, and offers its methods. `origins` is required for a published core. */
  requestor: RequestorConfig
  /**
   * The core when it is one of ours: its `serverUrl` and public keys. Then browsers are bound: a result counts when the one that went to log in
   * is back. Empty for a published core: a result counts as soon as it is posted, and only methods marked `legacy` work.
   */
  cores: CommConfig['cores']
  /** The generation of the choosing page. Default `id-contact`. */
  dialect?: Dialect | undefined
  /** How the choosing page calls the way of communication, for instance `Videobellen`. */
  displayName: string
  /** Where guests choose a method: this, and the signed parameters behind it. Default: a page of our own. */
  widgetUrl?: string | undefined
  /** Origins that guests may be sent back to. */
  platformOrigins: string[]
  /** What signs the tokens of guests, and what those of hosts: different ones, 32 bytes or more each. */
  guestSecret: string
  /** Signs the tokens of hosts. */
  hostSecret: string
  /** Origins of the pages that may ask: those of the platform, and of the choosing page when it is another's. */
  allowedOrigins: string[]
  /** Who the hosts are. */
  agents: AgentsConfig
  /** The authentication plugins whose results count. */
  authMethods: PeerAuthMethod[]
  /** What rooms can be about. */
  purposes: PeerPurpose[]
  /** Where guests get help, at the foot of their pages. Default: what the core says, where it is asked. */
  help?: Help | undefined
  /** When this is open, whatever it is for; told there as well. Default: always. */
  hours?: Timetable | undefined
  /** What the page for hosts calls attributes; `sensitive` ones are shown only on request. Default: the tag. */
  attributes?: Record<string, AboutAttribute> | undefined
  /** Seconds. `idle` counts from the last sign of guest or host (default 3600), `longest` from the first log-in (default 14 400). */
  retention?: Pick<Retention, 'idle' | 'longest'> | undefined
  /** Whose pages these are: the name that residents know. Default: none is told. */
  organisation?: LocalText | undefined
  /** Words of your own on the pages. Default: ours. */
  texts?: RoomsTexts | undefined
  /** Where guests are kept. */
  store: Store
  /** How other parties are asked. Default: the global `fetch`. */
  fetch?: typeof fetch | undefined
  /** Who is told what happened, without a value of anybody. Default: nobody. */
  log?: Log | undefined
  /** The clock. Default: that of the system. */
  now?: (() => Date) | undefined
}

/** @throws ConfigError */
export function checkRooms(config: RoomsConfig): void {
  checkAddress('serverUrl', config.serverUrl)
  if (config.internalUrl !== undefined) checkAddress('internalUrl', config.internalUrl)
  if (config.cores.length === 0 && config.requestor.origins === undefined)
    throw new ConfigError(
      'requestor.origins',
      'Name the origins that the core sends people to, or give the keys of a core of ours.',
    )
  // A guest's data reads as a host's: the secret is what tells their tokens apart.
  if (config.guestSecret === config.hostSecret)
    throw new ConfigError('hostSecret', 'Give hosts another secret than guests.')
  if (config.widgetUrl !== undefined && !originOf(config.widgetUrl))
    throw new ConfigError('widgetUrl', 'Give an absolute http(s) URL.')
  if (config.platformOrigins.length === 0)
    throw new ConfigError('platformOrigins', 'Name the origin that guests are sent back to.')
  for (const [key, origins] of Object.entries({
    platformOrigins: config.platformOrigins,
    allowedOrigins: config.allowedOrigins,
  }))
    for (const origin of origins)
      if (originOf(origin) !== origin)
        throw new ConfigError(key, `Write ${JSON.stringify(origin)} as scheme, host and port.`)
}
