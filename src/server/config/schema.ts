/** What a configuration file may hold: every key of every table. Keys that are not here are refused. */
import * as v from 'valibot'
import { listen, secret, tag, text } from '../../protocol/settings.ts'
import { auth } from './auth-table.ts'
import { comm } from './comm-table.ts'
import { core } from './core-table.ts'
import { desk, rooms } from './desk-table.ts'
import { flag } from './table-parts.ts'
import { texts } from './texts.ts'

const { optional, strictObject } = v

const store = strictObject({
  folder: optional(text),
  database_url: optional(secret),
  memory: optional(flag, false),
})

const log = strictObject({
  level: optional(
    v.picklist(['error', 'warn', 'info', 'debug'], 'must be "error", "warn", "info" or "debug"'),
    'info',
  ),
})

const metrics = strictObject({ listen: optional(listen) })

export const configFile = strictObject({
  production: optional(flag, false),
  data_dir: optional(text),
  core: optional(core),
  auth: optional(v.record(tag, auth), {}),
  comm: optional(v.record(tag, comm), {}),
  desk: optional(desk),
  rooms: optional(v.record(tag, rooms), {}),
  texts: optional(texts, {}),
  store: optional(store, {}),
  log: optional(log, {}),
  metrics: optional(metrics, {}),
})

export type ConfigFile = v.InferOutput<typeof configFile>
export type TextsTable = v.InferOutput<typeof texts>
export type { AuthTable } from './auth-table.ts'
export type { CommTable, PlatformTable, VideoTable } from './comm-table.ts'
export type { CoreTable } from './core-table.ts'
export type { AgentsTable, DeskAgentsTable, DeskTable, RoomsTable } from './desk-table.ts'
export type { HelpTable, OpenPurpose, PeerAuthMethod, PeerCore } from './table-parts.ts'
