/** Where waiting and running conversations live: one SQL, on PGlite embedded or on a PostgreSQL server. */
import type { Store } from './contract.ts'
import { type OpenStoreOptions, open } from './open.ts'

export type {
  Among,
  Change,
  Channel,
  Code,
  EndReason,
  Kind,
  Limits,
  NamedAgent,
  NewConversation,
  QueueTally,
  SessionUpdate,
  Store,
  StoredConversation,
  StoredState,
} from './contract.ts'
export type { Calls } from './calls.ts'
export type { Agents, AgentState } from './contract-agents.ts'
export type { Exchange, Hint, NewEntry, Side, StoredEntry } from './contract-exchange.ts'
export type {
  Identifications,
  IdentificationState,
  NewAttempt,
  StoredAttempt,
  StoredIdentification,
} from './contract-identification.ts'
export type { AuditedEntry, AuditEntry, Records } from './contract-records.ts'
export type { GuestState, NewGuest, Rooms, StoredGuest } from './contract-rooms.ts'
export type { Pace, Paces } from './pace.ts'
export type { OpenStoreOptions } from './open.ts'

/**
 * Opens the store and makes or migrates its schema, `id_contact`. Any number of processes may do so at once on one server.
 *
 * @throws ConfigError when a driver is missing, the folder is in use by a living process or cannot be opened, the server cannot be
 * reached or does not let us in, or a newer version made the schema
 */
export async function openStore(options: OpenStoreOptions = {}): Promise<Store> {
  const { store } = await open(options)
  return store
}
