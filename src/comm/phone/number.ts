/** Numbers that can be called, checked against the numbering plans of the world. On the server alone: those plans are many bytes. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** As it is dialled: E.164, or the short number of a Dutch municipality (14 and its area code), which has no `+31` before it. */
const dialled = /^(\+[1-9]\d{6,14}|14\d{3,4})$/

/**
 * How people write a number: as one does in its own country, for a Dutch number, and else with the code of its country.
 * @returns undefined when nobody has such a number
 */
export function displayOf(number: string): string | undefined {
  if (!dialled.test(number)) return undefined
  const known = parsePhoneNumberFromString(number, 'NL')
  if (!known?.isValid()) return undefined
  if (number.startsWith('14')) return `14 ${number.slice(2)}`
  return known.country === 'NL' ? known.formatNational() : known.formatInternational()
}
