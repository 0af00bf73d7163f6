/** The two generations of the published software, and the words in which their result tokens differ. */

/** `id-contact`: the components of 2021 and 2022. `verder-helpen`: their successor. */
export type Dialect = 'id-contact' | 'verder-helpen'

interface Words {
  /** Claim `sub` of a result token. */
  readonly subject: string
  /** Claim `status` when it succeeded; the older generation spells it with one `s` at the end, and so do its peers. */
  readonly success: string
  /** Claim `sub` of what the page is told that lets a guest choose a method. */
  readonly widgetSubject: string
}

export const dialects: Readonly<Record<Dialect, Words>> = {
  'id-contact': {
    subject: 'id-contact-attributes',
    success: 'succes',
    widgetSubject: 'id-contact-widget-params',
  },
  'verder-helpen': {
    subject: 'verder-helpen-attributes',
    success: 'success',
    widgetSubject: 'verder-helpen-widget-params',
  },
}

export const isDialect = (value: unknown): value is Dialect =>
  value === 'id-contact' || value === 'verder-helpen'

/** Whether a token with this `sub` is a result, in either generation's words. */
export function isResultSubject(sub: unknown): boolean {
  return Object.values(dialects).some(({ subject }) => subject === sub)
}

/** Whether a token with this `sub` tells a page what to offer, in either generation's words. */
export function isWidgetSubject(sub: unknown): boolean {
  return Object.values(dialects).some(({ widgetSubject }) => widgetSubject === sub)
}

/** What a `status` claim says, in either generation's spelling; undefined when it says nothing that we know. */
export function readStatus(status: unknown): 'success' | 'failed' | undefined {
  if (status === 'failed') return 'failed'
  return Object.values(dialects).some(({ success }) => success === status) ? 'success' : undefined
}
