/** Rows as conversations. */
import type { IdentificationState, StoredIdentification } from './contract-identification.ts'
import type { Channel, StoredConversation, StoredState } from './contract.ts'
import type { Row } from './database.ts'

/** The columns that {@link conversationOf} reads: neither the keys nor the limits leave the store. */
export const columns = `id, plugin, state, purpose, channel, comm_method, auth_method, issuer, binding, result, receipt_hash, session,
  code, code_expires_at, extensions, agent, agent_name, created_at, waiting_since, accepted_at, identification, identification_since,
  attempt_binding, attempt_auth_method, attempt_direct, attempt_result, attempt_receipt_hash, moved, shares, call_back,
  call_back_from, withheld_entries`

export function conversationOf(row: Row): StoredConversation {
  return {
    id: row.id as string,
    plugin: row.plugin as string,
    state: row.state as StoredState,
    purpose: row.purpose as string,
    channel: row.channel as Channel,
    commMethod: row.comm_method as string,
    extensions: row.extensions as number,
    createdAt: row.created_at as Date,
    ...present({
      authMethod: row.auth_method as string | null,
      issuer: row.issuer as string | null,
      binding: row.binding as string | null,
      result: row.result as string | null,
      receiptHash: row.receipt_hash as string | null,
      session: row.session as string | null,
      code: row.code as string | null,
      codeExpiresAt: row.code_expires_at as Date | null,
      agent: row.agent as string | null,
      agentName: row.agent_name as string | null,
      waitingSince: row.waiting_since as Date | null,
      acceptedAt: row.accepted_at as Date | null,
      callBack: row.call_back as string | null,
      callBackFrom: row.call_back_from as Date | null,
      shares: row.shares as string[] | null,
      withheldEntries: (row.withheld_entries as number) || null,
      moved: row.moved as StoredConversation['moved'] | null,
      identification: identificationOf(row),
    }),
  }
}

function identificationOf(row: Row): StoredIdentification | null {
  if (row.identification === null) return null
  return {
    state: row.identification as IdentificationState,
    since: row.identification_since as Date,
    ...(row.attempt_binding !== null && {
      attempt: {
        binding: row.attempt_binding as string,
        authMethod: row.attempt_auth_method as string,
        isDirect: row.attempt_direct as boolean,
        ...present({
          result: row.attempt_result as string | null,
          receiptHash: row.attempt_receipt_hash as string | null,
        }),
      },
    }),
  }
}

/** Without the members that are null, so that `in` and comparisons in tests see what is there. */
export function present<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(members).filter(([, value]) => value !== null)
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> }
}
