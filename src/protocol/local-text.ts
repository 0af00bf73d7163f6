/** One text for everybody, or one per language tag: `'Bellen'` or `{ nl: 'Bellen', en: 'Call' }`. */
export type LocalText = string | Record<string, string>

/** The text in `lang` (BCP 47), else in its base language (`nl-BE` → `nl`), else Dutch, else English, else the first there is. */
export function localText(text: LocalText | undefined, lang: string): string {
  if (typeof text !== 'object') return text ?? ''
  for (const tag of [lang, lang.split('-')[0]!, 'nl', 'en'])
    if (Object.hasOwn(text, tag)) return text[tag]!
  return Object.values(text)[0] ?? ''
}

/** Whether something that came over the wire is a `LocalText`. */
export function isLocalText(value: unknown): value is LocalText {
  if (typeof value === 'string') return true
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((text) => typeof text === 'string')
}
