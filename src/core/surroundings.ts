/** What every route of the core needs, made once at the start. */
import { importKeySet, type KeySet } from '../protocol/keys.ts'
import type { Log } from '../protocol/log-entry.ts'
import { createEgress, type Egress } from '../protocol/egress.ts'
import { createSealer, type Sealer } from '../protocol/ticket.ts'
import { checkConfig, type CoreConfig } from './config.ts'

export interface Surroundings {
  readonly config: CoreConfig
  readonly sealer: Sealer
  readonly signingKeys: KeySet
  /** The way to the plugins that the configuration names, and to nobody else. */
  readonly egress: Egress
  readonly log: Log
  readonly now: () => Date
}

export async function surround(config: CoreConfig): Promise<Surroundings> {
  checkConfig(config)
  const now = config.now ?? (() => new Date())
  const methods = [...config.authMethods, ...config.commMethods]
  return {
    config,
    now,
    log: config.log ?? (() => {}),
    sealer: createSealer(config.secret, { now }),
    signingKeys: await importKeySet(config.signingKeys, 'sign'),
    egress: createEgress({
      origins: methods.flatMap(({ start, origins }) => [new URL(start).origin, ...origins]),
      fetch: config.fetch,
      timeout: config.pluginTimeout ?? 5000,
    }),
  }
}
