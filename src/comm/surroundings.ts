/** What every route of a communication plugin needs, made once at the start. */
import type { KeySet } from '../protocol/keys.ts'
import type { Log } from '../protocol/log-entry.ts'
import { createSealer, type Sealer } from '../protocol/ticket.ts'
import type { Store, StoredConversation } from '../store/index.ts'
import {
  checkAddress,
  loaded,
  trustedMethods,
  type CommConfig,
  type TrustedMethod,
} from './config.ts'
import { createKeyedHash, type KeyedHash } from './keyed-hash.ts'

export interface Surroundings {
  readonly config: CommConfig
  readonly store: Store
  readonly keyedHash: KeyedHash
  readonly sealer: Sealer
  readonly decryptionKeys: KeySet
  readonly methods: ReadonlyMap<string, TrustedMethod>
  readonly cores: ReadonlyMap<string, KeySet>
  readonly log: Log
  readonly now: () => Date
}

export async function surround(config: CommConfig): Promise<Surroundings> {
  checkAddress('serverUrl', config.serverUrl)
  const now = config.now ?? (() => new Date())
  const cores = new Map<string, KeySet>()
  for (const { issuer, keys } of config.cores)
    cores.set(issuer, await loaded(keys, 'verify', `cores.${issuer}`))
  return {
    config,
    now,
    cores,
    store: config.store,
    log: config.log ?? (() => {}),
    keyedHash: await createKeyedHash(config.secret),
    sealer: createSealer(config.secret, { now }),
    decryptionKeys: await loaded(config.decryptionKeys, 'decrypt', 'decryptionKeys'),
    methods: await trustedMethods(config.authMethods),
  }
}

/** What may be told of a conversation: tags of the configuration. */
export const tagsOf = (conversation: StoredConversation) => ({
  purpose: conversation.purpose,
  comm_method: conversation.commMethod,
  channel: conversation.channel,
  ...(conversation.authMethod !== undefined && { auth_method: conversation.authMethod }),
})
