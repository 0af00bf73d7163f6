const birth = /^(birth_?date|date_?of_?birth|dob|geboortedatum)$/i

/**
 * `1984-02-29` as people write it, of an attribute that is known as a date: 29 februari 1984. Of everything else, also of a day that there never was and of one
 * that a register does not know whole, nothing: that stays as the source gave it.
 */
export function dateInWords(
  { tag, kind, value }: { tag: string; kind?: 'date' | undefined; value: string },
  language: string,
): string | undefined {
  if (kind !== 'date' && !birth.test(tag)) return undefined
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined
  const date = new Date(`${value}T00:00:00Z`)
  if (Number.isNaN(+date) || date.toISOString().slice(0, 10) !== value) return undefined
  return date.toLocaleDateString(language, {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    timeZone: 'UTC',
  })
}
