/** What every route of the desk needs, made once at the start. */
import type { KeySet } from '../../protocol/keys.ts'
import type { Log } from '../../protocol/log-entry.ts'
import { createSealer, type Sealer } from '../../protocol/ticket.ts'
import type { Store } from '../../store/index.ts'
import { checkAddress, loaded, trustedMethods, type TrustedMethod } from '../config.ts'
import { createKeyedHash, type KeyedHash } from '../keyed-hash.ts'
import type { DeskConfig } from './config.ts'

export interface Desk {
  readonly config: DeskConfig
  readonly store: Store
  readonly keyedHash: KeyedHash
  readonly sealer: Sealer
  readonly decryptionKeys: KeySet
  readonly methods: ReadonlyMap<string, TrustedMethod>
  readonly log: Log
  readonly now: () => Date
}

export async function surround(config: DeskConfig): Promise<Desk> {
  checkAddress('serverUrl', config.serverUrl)
  const now = config.now ?? (() => new Date())
  return {
    config,
    now,
    store: config.store,
    log: config.log ?? (() => {}),
    keyedHash: await createKeyedHash(config.secret),
    sealer: createSealer(config.secret, { now }),
    decryptionKeys: await loaded(config.decryptionKeys, 'decrypt', 'decryptionKeys'),
    methods: await trustedMethods(config.authMethods),
  }
}
