/** What every route of the rooms needs, made once at the start. */
import { importKeySet, publicJwks, type KeySet } from '../../protocol/keys.ts'
import type { Log } from '../../protocol/log-entry.ts'
import { platformSecret, type PlatformSecret } from '../../protocol/platform-token.ts'
import { createSealer, type Sealer } from '../../protocol/ticket.ts'
import type { Store } from '../../store/index.ts'
import { isAllowedFor, loaded, opennessOf, trustedMethods, type TrustedMethod } from '../config.ts'
import { createKeyedHash, type KeyedHash } from '../keyed-hash.ts'
import { coresOf, requestorOf, type Surroundings } from '../surroundings.ts'
import { checkRooms, type RoomsConfig } from './config.ts'

export interface Rooms {
  readonly config: RoomsConfig
  readonly store: Store
  readonly keyedHash: KeyedHash
  readonly sealer: Sealer
  readonly decryptionKeys: KeySet
  readonly methods: ReadonlyMap<string, TrustedMethod>
  /** Sign what the choosing page is told, and check it when the page is ours. */
  readonly signingKeys: KeySet
  readonly verificationKeys: KeySet
  /** Of cores of ours; empty when the core is a published one. */
  readonly cores: Surroundings['cores']
  readonly requestor: NonNullable<Surroundings['requestor']>
  readonly guestSecret: PlatformSecret
  readonly hostSecret: PlatformSecret
  readonly widgetUrl: string
  readonly openness: Surroundings['openness']
  readonly log: Log
  readonly now: () => Date
}

export async function surround(config: RoomsConfig): Promise<Rooms> {
  checkRooms(config)
  const { secret, serverUrl, tag } = config
  const { log = () => {}, now = () => new Date() } = config
  const signingKeys = await importKeySet(config.signingKeys, 'sign')
  return {
    config,
    now,
    store: config.store,
    log: (entry) => log({ part: `rooms.${tag}`, ...entry }),
    keyedHash: await createKeyedHash(secret),
    sealer: createSealer(secret, { now }),
    decryptionKeys: await loaded(config.decryptionKeys, 'decrypt', 'decryptionKeys'),
    methods: await trustedMethods(config.authMethods),
    signingKeys,
    verificationKeys: await importKeySet(publicJwks(signingKeys).keys, 'verify'),
    cores: await coresOf(config),
    requestor: (await requestorOf(config, now))!,
    guestSecret: platformSecret(config.guestSecret, 'guestSecret'),
    hostSecret: platformSecret(config.hostSecret, 'hostSecret'),
    openness: opennessOf(config, now),
    widgetUrl: config.widgetUrl ?? `${serverUrl}/widget/`,
  }
}

/** Whether a guest may use this method: with a published core only what needs no binding. */
export function isUsable(rooms: Rooms, purpose: string, tag: string): boolean {
  const method = rooms.methods.get(tag)
  const isBound = rooms.cores.size > 0
  return (
    method !== undefined &&
    (isBound || method.legacy === true) &&
    isAllowedFor(rooms.config.purposes, purpose, tag)
  )
}

/** How the store names a room and its guests: hashes that nobody can try names against. */
export const roomKeyOf = ({ keyedHash, config }: Rooms, roomId: string): Promise<string> =>
  keyedHash('room', `${config.tag}\n${roomId}`)

export const guestKeyOf = ({ keyedHash, config }: Rooms, id: string): Promise<string> =>
  keyedHash('guest', `${config.tag}\n${id}`)
