/** What the room promises of what is kept apart from the conversations: wrong codes, names that were used up, and the record of what happened. */

/** No member holds a value of a person: tags, pseudonyms and keyed hashes alone. */
export interface AuditEntry {
  /** What happened, such as `conversation_ended`. */
  event: string
  /** Tag of the communication plugin. */
  plugin?: string
  /** Tag. */
  purpose?: string
  /** Tag. */
  authMethod?: string
  /** Tag. */
  commMethod?: string
  /** Tags of attributes. */
  attributes?: string[]
  /** Pseudonym. */
  agent?: string
  /** Keyed hash. */
  conversation?: string
  /** A word from a closed list, such as `failed`. */
  outcome?: string
}

/** An entry of the record, with when it was written. */
export type AuditedEntry = AuditEntry & { at: Date }

/** What is kept apart from the conversations. */
export interface Records {
  /** Notes that this agent tried a code that is none. Kept for a day. */
  wrongCode(agent: string): Promise<string>
  /** Takes one back, by what {@link Records.wrongCode} gave: the code was right after all, or was not even tried. */
  forgiveCode(id: string): Promise<void>
  /** How many wrong codes since then, of this agent or of all. */
  wrongCodes(r: { since: Date; agent?: string }): Promise<number>

  /** Uses a name up, such as that of a session which ended before its time; it is remembered until then. */
  spend(name: string, until: Date): Promise<void>
  /** Whether it was used up. */
  isSpent(name: string): Promise<boolean>

  /** Writes one entry of the record. */
  audit(entry: AuditEntry): Promise<void>
  /** The last entries, in the order in which they were written. `limit` is 100 by default. */
  readAudit(limit?: number): Promise<AuditedEntry[]>
  /** All entries from `since` until before `until`, in the order in which they were written, a thousand at a time. */
  auditPages(range?: { since?: Date; until?: Date }): AsyncGenerator<AuditedEntry[]>
}
