/**
 * The number of a failure: a resident reads it to a helpdesk, which finds the failure in the log by it. It is random and made from nothing, so
 * it says nothing of anybody and opens nothing.
 */

// 32 signs, so that each of 5 bits is as likely as another; without 0, 1, I and O, which people mistake for each other.
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** `K7Q-2F`: one of 33 million. */
export function createReference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5))
  const text = Array.from(bytes, (byte) => signs[byte % 32]).join('')
  return `${text.slice(0, 3)}-${text.slice(3)}`
}

/** What a reference looks like. */
export const referenceFormat: RegExp = /^[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{2}$/
