/**
 * `2 minuten` without `Intl.NumberFormat`, for the first question: see `enumeration`. The rules for plurals alone take no time.
 *
 * @param forms for one, for two where that differs, for a few where that differs, and for all others, with `|` between them; `#` is the number
 */
export function minutes(forms: string, count: number, language: string): string {
  const all = forms.split('|')
  const place: Partial<Record<string, number>> = { one: 0, two: 1, few: -2 }
  const form = all.at(place[new Intl.PluralRules(language).select(count)] ?? -1)
  return (form ?? forms).replace('#', `${count}`)
}
