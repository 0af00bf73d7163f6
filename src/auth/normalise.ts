/**
 * One way to write each kind of value, whoever proved it: providers write the same date and the same postcode in several ways, and an
 * employee compares them with a register.
 */

/** `text`: as it is, without white space around it and in Unicode's composed form. */
export type AttributeKind = 'text' | 'date' | 'bsn' | 'postcode'

/** Undefined when the value is none of that kind. */
type Normalise = (value: string) => string | undefined

const kinds: Record<AttributeKind, Normalise> = {
  text: (value) => value || undefined,
  date: dateOf,
  bsn: bsnOf,
  postcode: postcodeOf,
}

/** @returns undefined when it cannot be a value of that kind */
export const normalise = (value: string, kind: AttributeKind): string | undefined =>
  kinds[kind](value.normalize('NFC').trim())

const orders = [
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4})$/,
]

/**
 * `1984-02-29` (ISO 8601). Of somebody whose day or month of birth nobody knows, registers write zeros: that becomes `1984-02` or `1984`.
 */
function dateOf(value: string): string | undefined {
  const parts = orders.map((order) => order.exec(value)?.groups).find((groups) => groups)
  if (!parts) return undefined
  const [year, month, day] = [
    parts.year!,
    parts.month!.padStart(2, '0'),
    parts.day!.padStart(2, '0'),
  ]
  if (year === '0000') return undefined
  if (day === '00') {
    if (month === '00') return year
    return Number(month) <= 12 ? `${year}-${month}` : undefined
  }
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  const isReal = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
  return isReal ? `${year}-${month}-${day}` : undefined
}

/** Nine digits that pass the eleven-test. Some systems leave out the zero at the front, or put dots between. */
function bsnOf(value: string): string | undefined {
  const digits = value.replace(/[ .]/g, '')
  if (!/^\d{8,9}$/.test(digits)) return undefined
  const number = digits.padStart(9, '0')
  const sum = [...number].reduce(
    (total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index),
    0,
  )
  return sum % 11 === 0 && Number(number) > 0 ? number : undefined
}

/** `1234 AB`. Postcodes of other countries are no postcodes here: ask for them as text. */
function postcodeOf(value: string): string | undefined {
  const [, digits, letters] = /^([1-9]\d{3}) ?([A-Z]{2})$/.exec(value.toUpperCase()) ?? []
  return digits && letters ? `${digits} ${letters}` : undefined
}
