/** The settings of an authentication plugin, and their first check. */
import { createEgress, type Egress } from '../protocol/egress.ts'
import { ConfigError } from '../protocol/errors.ts'
import { importKeySet, type JWK, type KeySet, type KeyUse } from '../protocol/keys.ts'
import type { LocalText } from '../protocol/local-text.ts'
import type { Log } from '../protocol/log-entry.ts'
import type { Dialect } from '../protocol/dialect.ts'
import { createSealer, type Sealer } from '../protocol/ticket.ts'
import { originOf } from '../protocol/url.ts'
import type { AuthMethod } from './method.ts'
import type { AttributeKind } from './normalise.ts'
import type { AuthTexts } from './words/index.ts'

/** The settings of an authentication plugin. */
export interface AuthConfig {
  /** The public address of this plugin. `iss` of its results; the identity provider must know `{serverUrl}/callback`. */
  serverUrl: string
  /** 32 bytes or more, the same for every process behind one address. */
  secret: string
  /** The tag of this method, for the log. */
  tag: string
  /** The generation of the peers. */
  dialect: Dialect
  /** Private keys; the first one signs. */
  signingKeys: JWK[]
  /**
   * Public keys of the communication plugins that results are encrypted for. The `audience` of a start chooses; one that names none, or
   * one that is not listed, gets the first entry without `audience`; a start that names none also gets the only entry.
   */
  recipients: { audience?: string; keys: JWK[] }[]
  /** Exact origins that the citizen may be sent on to. */
  continuationOrigins: string[]
  /** Exact origins that results may be posted to. */
  attrUrlOrigins: string[]
  /** The way to log in. */
  method: AuthMethod
  /** Tag of an attribute → how its values are written. Default: as the identity provider writes them. */
  kinds?: Record<string, AttributeKind>
  /** Whose pages these are: the name that residents know. Default: none is told. */
  organisation?: LocalText | undefined
  /** Words of your own on the pages. Default: ours. */
  texts?: AuthTexts | undefined
  /** How other parties are asked. Default: the global `fetch`. */
  fetch?: typeof fetch
  /** Who is told what happened, without a value of anybody. Default: nobody. */
  log?: Log
  /** The clock. Default: that of the system. */
  now?: () => Date
}

/** Settings that were checked, and what was made of them. */
export interface Kit extends Pick<
  AuthConfig,
  'tag' | 'dialect' | 'continuationOrigins' | 'attrUrlOrigins' | 'method' | 'organisation' | 'texts'
> {
  /** Without a slash at its end. */
  serverUrl: string
  callbackUrl: string
  kinds: Record<string, AttributeKind>
  routesUrl: string
  now: () => Date
  log: Log
  sealer: Sealer
  egress: Egress
  signingKeys: KeySet
  recipients: readonly Recipient[]
}

interface Recipient {
  audience?: string
  keys: KeySet
}

/** @throws ConfigError whose `key` names the setting */
export async function loadKit(config: AuthConfig): Promise<Kit> {
  const { secret, tag, dialect, continuationOrigins, attrUrlOrigins, method } = config
  const { kinds = {}, log = () => {}, now = () => new Date() } = config
  const serverUrl = config.serverUrl.replace(/\/+$/, '')
  if (!originOf(serverUrl) || /[?#]/.test(serverUrl))
    throw new ConfigError('server_url', 'Give an http(s) address without query.')
  if (config.recipients.length === 0)
    throw new ConfigError('recipients', 'Give the public keys of at least one recipient.')
  return {
    tag,
    dialect,
    continuationOrigins,
    attrUrlOrigins,
    method,
    organisation: config.organisation,
    texts: config.texts,
    kinds,
    serverUrl,
    callbackUrl: `${serverUrl}/callback`,
    routesUrl: `${serverUrl}/m`,
    now,
    log: (entry) => log({ part: `auth.${tag}`, ...entry }),
    sealer: createSealer(secret, { now }),
    egress: createEgress({ origins: attrUrlOrigins, fetch: config.fetch }),
    signingKeys: await load(config.signingKeys, 'sign', 'signing_keys'),
    recipients: await Promise.all(
      config.recipients.map(async ({ audience, keys }, index) => ({
        audience,
        keys: await load(keys, 'encrypt', `recipients.${index}.keys`),
      })),
    ),
  }
}

/** Names the setting instead of the argument. */
async function load(keys: JWK[], use: KeyUse, setting: string): Promise<KeySet> {
  try {
    return await importKeySet(keys, use)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new ConfigError(error.key.replace(/^keys/, setting), error.remedy, { cause: error })
  }
}

/** Whose keys a result is encrypted with; undefined when nobody fits. */
export function recipientFor(
  { recipients }: Pick<Kit, 'recipients'>,
  audience: string | undefined,
): KeySet | undefined {
  const named = audience && recipients.find((recipient) => recipient.audience === audience)
  const open = recipients.find((recipient) => recipient.audience === undefined)
  // Never the keys of somebody else than who was named.
  const only = audience === undefined && recipients.length === 1 ? recipients[0] : undefined
  return (named || open || only)?.keys
}
