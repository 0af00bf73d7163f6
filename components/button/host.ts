/** The element that a contact belongs to: what its page says, and how to tell that page something. */
export interface Host {
  readonly core: string
  readonly purpose: string
  readonly channel: string
  readonly method: string
  /** For a core that says none. */
  readonly phone: string
  readonly returnUrl: string
  requestUpdate(): void
  /** Dispatches `id-contact-…`; false when a listener cancelled it. */
  tell(event: 'start' | 'return' | 'end' | 'error', why?: Why): boolean
}

/** Why somebody is back without a conversation, or what failed. Stable words, never a value of anybody. */
export interface Why {
  reason?: string
  code?: string
}
