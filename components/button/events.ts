/** What a page hears of the element. The events bubble out of every shadow root. */
/** What every event of the element tells. Never a value of a person, a token or a code. */
export interface IdContactEventDetail {
  /** Tag of the purpose. */
  purpose: string
  /** Tag of the chosen authentication method. */
  authMethod?: string
  /** Tag of the chosen communication method. */
  commMethod?: string
  /** With `id-contact-return`, when there is no conversation: `cancelled`, `failed`, `too_low`, `unavailable`, `expired` or `other_device`. */
  reason?: string
  /** With `id-contact-error`: the stable code of the error. */
  code?: string
}

declare global {
  interface GlobalEventHandlersEventMap {
    'id-contact-start': CustomEvent<IdContactEventDetail>
    'id-contact-return': CustomEvent<IdContactEventDetail>
    'id-contact-end': CustomEvent<IdContactEventDetail>
    'id-contact-error': CustomEvent<IdContactEventDetail>
  }
}
