import { IdContactError, type ErrorDetails } from '../protocol/errors.ts'

/**
 * Why an attempt led nowhere. `other_device`: this tab did not start the attempt, or its conversation
 * already runs elsewhere. `expired`: the way back took too long.
 */
export type ReturnReason =
  'cancelled' | 'failed' | 'too_low' | 'unavailable' | 'expired' | 'other_device'

/**
 * The resident is back, and the attempt led nowhere: nothing of it is left in this tab. What it was during, if anything, is still there and
 * runs on; the next `resume()` takes it up.
 */
export class ReturnError extends IdContactError {
  /** For the words that are shown. */
  readonly reason: ReturnReason
  /** The purpose of the attempt, when this tab started it. */
  readonly purpose: string | undefined

  constructor(reason: ReturnReason, purpose?: string, details?: ErrorDetails) {
    super('ERR_ID_CONTACT_RETURN', reason, details)
    this.name = 'ReturnError'
    this.reason = reason
    this.purpose = purpose
  }
}

/** What stands in the address is a hint to display, and anybody can write it: unknown words count as `failed`. */
export const reasonOf = (hint: string): ReturnReason =>
  (/^(cancelled|too_low|unavailable|expired)$/.test(hint) ? hint : 'failed') as ReturnReason
