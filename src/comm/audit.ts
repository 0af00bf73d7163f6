/** The record of what happened, without a value of anybody. */
import type { Store } from '../store/index.ts'
import type { KeyedHash } from './keyed-hash.ts'

export interface Happening {
  event: string
  outcome?: string
  /** Tags, never values. */
  attributes?: string[]
  /** A pseudonym. */
  agent?: string
}

/** A conversation, or whatever else somebody authenticates for. */
export interface Audited {
  id: string
  plugin: string
  purpose: string
  authMethod?: string
  commMethod?: string
}

/** Conversations are named by a hash that changes every day, so that nobody can follow one through a month of records. */
export async function audit(
  { store, keyedHash, now }: { store: Store; keyedHash: KeyedHash; now: () => Date },
  conversation: Audited,
  happening: Happening,
): Promise<void> {
  const day = now().toISOString().slice(0, 10)
  await store.audit({
    ...happening,
    plugin: conversation.plugin,
    purpose: conversation.purpose,
    ...(conversation.commMethod !== undefined && { commMethod: conversation.commMethod }),
    ...(conversation.authMethod !== undefined && { authMethod: conversation.authMethod }),
    conversation: await keyedHash(`audit ${day}`, conversation.id),
  })
}
