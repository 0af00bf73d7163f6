/** What every route of a communication plugin needs, made once at the start. */
import { createEgress } from '../protocol/egress.ts'
import { ConfigError } from '../protocol/errors.ts'
import type { KeySet } from '../protocol/keys.ts'
import type { Log } from '../protocol/log-entry.ts'
import type { ExpectedWaits } from '../protocol/messages-plugins.ts'
import { createSealer, type Sealer } from '../protocol/ticket.ts'
import type { Store, StoredConversation } from '../store/index.ts'
import type { Openness } from '../web/index.ts'
import type { Meeting } from './channel.ts'
import {
  checkAddress,
  legacyCoreOf,
  loaded,
  opennessOf,
  trustedMethods,
  type CommConfig,
  type TrustedMethod,
} from './config.ts'
import { checkCallBack } from './call-back.ts'
import { checkCodes } from './code.ts'
import { createWaits } from './expected-waits.ts'
import { createKeyedHash, type KeyedHash } from './keyed-hash.ts'
import { createHub, type Hub } from './live/hub.ts'
import { requestKeys, type CoreAccess } from './request-authentication.ts'

export interface Surroundings {
  readonly config: CommConfig
  readonly store: Store
  readonly keyedHash: KeyedHash
  readonly sealer: Sealer
  readonly decryptionKeys: KeySet
  readonly methods: ReadonlyMap<string, TrustedMethod>
  /** Those that hand over. */
  readonly cores: ReadonlyMap<string, KeySet>
  /** Issuer of the published core, which does not. */
  readonly legacyCore: string | undefined
  /** The way to the core for authentication during a conversation, and where that may send residents. */
  readonly requestor?: { access: CoreAccess; origins: readonly string[] } | undefined
  /** Who listens at this process. */
  readonly hub: Hub
  /** What the channel lets the two sides do. */
  readonly meeting: Meeting | undefined
  /** About how long people wait for each purpose. */
  readonly waits: () => Promise<ExpectedWaits>
  /** How it stands with the opening hours; undefined where it is always open. */
  readonly openness: (purpose?: string) => Openness | undefined
  readonly log: Log
  readonly now: () => Date
}

export async function surround(config: CommConfig): Promise<Surroundings> {
  checkAddress('serverUrl', config.serverUrl)
  checkCodes(config.channel)
  checkCallBack(config)
  const now = config.now ?? (() => new Date())
  const { store, log = () => {} } = config
  const legacyCore = legacyCoreOf(config)
  if (legacyCore !== undefined) log({ level: 'warn', event: 'legacy_core' })
  const keyedHash = await createKeyedHash(config.secret)
  const sealer = createSealer(config.secret, { now })
  const tools = { exchange: store.exchange, sealer, hash: keyedHash, now, log }
  return {
    config,
    now,
    cores: await coresOf(config),
    legacyCore,
    store,
    log,
    keyedHash,
    sealer,
    openness: opennessOf(config, now),
    hub: createHub({ store, log }),
    waits: createWaits({ store, plugin: config.tag, now }),
    meeting: config.channel.meeting?.(tools),
    decryptionKeys: await loaded(config.decryptionKeys, 'decrypt', 'decryptionKeys'),
    methods: await trustedMethods(config.authMethods),
    requestor: await requestorOf(config, now),
  }
}

/** The keys of each core. @throws ConfigError */
export async function coresOf({ cores }: Pick<CommConfig, 'cores'>): Promise<Map<string, KeySet>> {
  const loadedCores = new Map<string, KeySet>()
  for (const { issuer, keys = [], legacy } of cores)
    if (!legacy) loadedCores.set(issuer, await loaded(keys, 'verify', `cores.${issuer}`))
  return loadedCores
}

/** Milliseconds that a core may take: it asks a plugin in its turn. */
const patience = 12_000

/** @throws ConfigError */
export async function requestorOf(
  { requestor, cores, fetch }: Pick<CommConfig, 'requestor' | 'cores' | 'fetch'>,
  now: () => Date,
): Promise<Surroundings['requestor']> {
  if (!requestor) return undefined
  const { core, kid, signingKeys, origins = cores.map(({ issuer }) => issuer) } = requestor
  checkAddress('requestor.core', core)
  const keys = await requestKeys(kid, signingKeys).catch((error: ConfigError) => {
    throw new ConfigError('requestor.signingKeys', error.remedy, { cause: error })
  })
  const egress = createEgress({ origins: [core], fetch, timeout: patience })
  return { access: { core, signingKeys: keys, egress, now }, origins }
}

/** What may be told of a conversation: tags of the configuration. */
export const tagsOf = (conversation: StoredConversation) => ({
  purpose: conversation.purpose,
  comm_method: conversation.commMethod,
  channel: conversation.channel,
  ...(conversation.authMethod !== undefined && { auth_method: conversation.authMethod }),
})
