/** Texts in one language of several. What is not built in comes when a page needs it; a bundle pins each part by its hash. */

/** A text that depends on a number, by its plural category in the language (CLDR). */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** What every language must have: the same keys, and a plural where there is one. */
export type Worded<Dutch> = { [Key in keyof Dutch]: Dutch[Key] extends string ? string : Plural }

/** Words of a municipality's own, by language and by the name of the text. */
export type OwnWords<Words> = Record<string, { [Name in keyof Words]?: Words[Name] }>

/** Ours, and over them those that are of the same kind: a mistake in a page must not take the words away. */
export const withOwn = <Words extends object>(ours: Words, own: object = {}): Words => ({
  ...ours,
  ...Object.fromEntries(
    Object.entries(own).filter(
      ([name, text]) => text && typeof text === typeof ours[name as keyof Words],
    ),
  ),
})

/** Texts, and the language that they are really in. */
export interface Catalogue<Words> {
  language: string
  words: Words
  /** They are on their way, and these are the Dutch ones. */
  isComing?: boolean
}

/** The language of a tag (BCP 47) without its region and what else may follow. */
export const baseOf = (tag: string): string => tag.toLowerCase().split('-')[0]!

/**
 * @param others languages beside Dutch
 * @returns the texts for a language tag, with those of the municipality's own; `onCome` is called once they are there, when they were not. Dutch stands in for a language that is not
 * there or does not come.
 */
export function catalogues<Words extends object>(
  dutch: Words,
  others: Record<string, () => Promise<{ default: Words }>>,
): (tag: string, own?: OwnWords<Words>, onCome?: () => void) => Catalogue<Words> {
  const builtIn = { language: 'nl', words: dutch }
  const known = new Map<string, Catalogue<Words>>()
  const coming = new Map<string, Promise<unknown>>()
  const said = (found: Catalogue<Words>, own?: OwnWords<Words>): Catalogue<Words> => {
    const { language, words } = found
    return own ? { language, words: withOwn(words, own[language]) } : found
  }
  return (tag, own, onCome) => {
    const language = baseOf(tag)
    if (!Object.hasOwn(others, language)) return said(builtIn, own)
    const found = known.get(language)
    if (found) return said(found, own)
    const load = (): Promise<unknown> =>
      others[language]!().then(
        (loaded) => known.set(language, { language, words: loaded.default }),
        () => known.set(language, builtIn),
      )
    const arrival = coming.get(language) ?? load()
    coming.set(language, arrival)
    if (onCome) void arrival.then(onCome)
    return { ...builtIn, isComing: true }
  }
}
