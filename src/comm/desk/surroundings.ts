/** What every route of the desk needs, made once at the start. */
import { ConfigError } from '../../protocol/errors.ts'
import type { KeySet } from '../../protocol/keys.ts'
import type { Log } from '../../protocol/log-entry.ts'
import { createSealer, type Sealer } from '../../protocol/ticket.ts'
import { originOf } from '../../protocol/url.ts'
import type { Store } from '../../store/index.ts'
import { checkAddress, loaded, trustedMethods, type TrustedMethod } from '../config.ts'
import { createKeyedHash, type KeyedHash } from '../keyed-hash.ts'
import type { Meeting } from '../channel.ts'
import { createHub, type Hub } from '../live/hub.ts'
import type { DeskChannel, DeskConfig } from './config.ts'
import { createPresence, type Presence } from './presence.ts'

export interface Desk {
  readonly config: DeskConfig
  readonly store: Store
  readonly keyedHash: KeyedHash
  readonly sealer: Sealer
  readonly decryptionKeys: KeySet
  readonly methods: ReadonlyMap<string, TrustedMethod>
  /** Who listens at this process. */
  readonly hub: Hub
  readonly presence: Presence
  /** By tag of the communication plugin. */
  readonly channels: ReadonlyMap<string, HeldChannel>
  readonly log: Log
  readonly now: () => Date
}

/** A channel whose agents' side is held here. */
export interface HeldChannel extends Pick<DeskChannel, 'channel'> {
  readonly sealer: Sealer
  readonly meeting: Meeting | undefined
}

/** They stand in a policy: what is no origin could add to it. */
function checkFrames({ frames = [] }: DeskConfig): void {
  for (const { origin, ancestors = [] } of frames)
    if ([origin, ...ancestors].some((one) => originOf(one) !== one || one.includes('*')))
      throw new ConfigError('frames', 'Write origins: scheme, host and port, without a path.')
}

export async function surround(config: DeskConfig): Promise<Desk> {
  checkAddress('serverUrl', config.serverUrl)
  checkFrames(config)
  const now = config.now ?? (() => new Date())
  const { store, log = () => {} } = config
  const channels = new Map<string, HeldChannel>()
  for (const { plugin, secret, channel } of config.channels ?? []) {
    const sealer = createSealer(secret, { now })
    const hash = await createKeyedHash(secret)
    const meeting = channel.meeting?.({ exchange: store.exchange, sealer, hash, now, log })
    channels.set(plugin, { channel, sealer, meeting })
  }
  return {
    config,
    now,
    store,
    log,
    channels,
    hub: createHub({ store, log }),
    presence: createPresence(store, log),
    keyedHash: await createKeyedHash(config.secret),
    sealer: createSealer(config.secret, { now }),
    decryptionKeys: await loaded(config.decryptionKeys, 'decrypt', 'decryptionKeys'),
    methods: await trustedMethods(config.authMethods),
  }
}
