/** Levels of assurance (eIDAS, Regulation (EU) 910/2014 article 8), and the words that a provider has for them (`acr`). */

const levels = ['low', 'substantial', 'high'] as const
/** Level of assurance (eIDAS, Regulation (EU) 910/2014 article 8). */
export type Level = (typeof levels)[number]
/** The provider's words for levels (`acr`). */
export type AcrMap = Record<string, Level>

export const isLevel = (word: string): word is Level => (levels as readonly string[]).includes(word)
const rank = (level: Level): number => levels.indexOf(level)

/** The provider's words that are good enough: every one at that level or above, or exactly the one that was asked for. */
export function acceptable(required: string, map: AcrMap): string[] {
  if (!isLevel(required)) return [required]
  return Object.keys(map)
    .filter((word) => rank(map[word]!) >= rank(required))
    .sort((a, b) => rank(map[a]!) - rank(map[b]!))
}

/** Whether a log-in of which the provider says `acr` is good enough. A word that is not in the map reaches no level. */
export const reaches = (required: string | undefined, acr: unknown, map: AcrMap): boolean =>
  required === undefined || (typeof acr === 'string' && acceptable(required, map).includes(acr))

/** Whether what a method says of its log-in is as strong as was asked for. Of a word of the provider only the method can tell. */
export const isEnough = (required: string | undefined, acr: string | undefined): boolean =>
  required === undefined ||
  !isLevel(required) ||
  (acr !== undefined && isLevel(acr) && rank(acr) >= rank(required))

/** The level of a log-in, in our words; undefined when the map does not know it. */
export const levelOf = (acr: unknown, map: AcrMap): Level | undefined =>
  typeof acr === 'string' && Object.hasOwn(map, acr) ? map[acr] : undefined
