/** What every route of the core needs, made once at the start. */
import { importKeySet, type KeySet } from '../protocol/keys.ts'
import type { Log } from '../protocol/log-entry.ts'
import { createEgress, type Egress } from '../protocol/egress.ts'
import { createSealer, type Sealer } from '../protocol/ticket.ts'
import { opennessAt, type Openness } from '../web/index.ts'
import {
  checkConfig,
  type CoreCommMethod,
  type CoreConfig,
  type Purpose,
  type RequestorConfig,
} from './config.ts'
import { createWaits, type WaitOf } from './waits.ts'

/** A platform that may ask for authentication during a conversation. */
export interface Requestor {
  /** Each of its keys, under the name by which its requests call it. */
  readonly keys: readonly KeySet[]
  readonly origins?: readonly string[] | undefined
}

export interface Surroundings {
  readonly config: CoreConfig
  readonly sealer: Sealer
  readonly signingKeys: KeySet
  /** The way to the plugins that the configuration names, and to nobody else. */
  readonly egress: Egress
  /** The origins of those plugins. */
  readonly egressOrigins: readonly string[]
  readonly requestors: readonly Requestor[]
  /** Whether somebody can start now; undefined where they always can. */
  readonly openness: (purpose: Purpose, comm: CoreCommMethod) => Openness | undefined
  /** About how long people wait, as far as it is known at this moment. */
  readonly waits: () => Promise<WaitOf>
  readonly log: Log
  readonly now: () => Date
}

export async function surround(config: CoreConfig): Promise<Surroundings> {
  checkConfig(config)
  const now = config.now ?? (() => new Date())
  const methods = [...config.authMethods, ...config.commMethods]
  const requestors = Object.entries(config.requestors ?? {})
  const egressOrigins = [
    ...methods.flatMap(({ start, origins }) => [new URL(start).origin, ...origins]),
    ...requestors.flatMap(([, { origins = [] }]) => origins),
  ]
  const { commMethods, fetch, log = () => {} } = config
  return {
    config,
    now,
    log,
    waits: createWaits({ commMethods, origins: egressOrigins, fetch, log, now }),
    sealer: createSealer(config.secret, { now }),
    signingKeys: await importKeySet(config.signingKeys, 'sign'),
    egressOrigins,
    openness: opennessAt(now),
    requestors: await Promise.all(requestors.map(loadRequestor)),
    egress: createEgress({
      origins: egressOrigins,
      fetch,
      timeout: config.pluginTimeout ?? 5000,
    }),
  }
}

async function loadRequestor([kid, { keys, origins }]: [
  string,
  RequestorConfig,
]): Promise<Requestor> {
  const { use, keys: loaded } = await importKeySet(keys, 'verify')
  return {
    keys: [...loaded.values()].map((key) => ({ use, keys: new Map([[kid, key]]) })),
    origins,
  }
}
