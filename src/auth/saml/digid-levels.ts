/**
 * The levels of DigiD, and the words that its SAML interface has for them (Logius, Koppelvlakspecificatie DigiD SAML Authenticatie 3.x,
 * "RequestedAuthnContext"), weakest first. DigiD says of Substantieel and Hoog that they are those of eIDAS; of Midden that it is low.
 */
import type { Level } from '../levels.ts'

const classes = 'urn:oasis:names:tc:SAML:2.0:ac:classes:'
const table = [
  { name: 'basis', word: `${classes}PasswordProtectedTransport`, level: 'low' },
  { name: 'midden', word: `${classes}MobileTwoFactorContract`, level: 'low' },
  { name: 'substantieel', word: `${classes}Smartcard`, level: 'substantial' },
  { name: 'hoog', word: `${classes}SmartcardPKI`, level: 'high' },
] as const satisfies { name: string; word: string; level: Level }[]

/** A level of DigiD, in its own words. */
export type DigidLevel = (typeof table)[number]['name']
export const digidLevels: readonly DigidLevel[] = table.map(({ name }) => name)

const indexOf = (word: string): number => table.findIndex((entry) => entry.word === word)

/** The word to ask for: of the level that the connection has, or of a higher one that this purpose needs. */
export function wordFor(acr: string | undefined, least: DigidLevel): string {
  const floor = table.findIndex(({ name }) => name === least)
  if (acr === undefined) return table[floor]!.word
  const needed = table.findIndex(({ level, word }) => level === acr || word === acr)
  // A word that DigiD does not have: asked for as it is, and nothing else will do.
  return needed < 0 ? acr : table[Math.max(floor, needed)]!.word
}

/** Whether a log-in at `given` is as strong as what was asked for. */
export const isAsStrong = (given: string, asked: string): boolean =>
  given === asked || (indexOf(asked) >= 0 && indexOf(given) >= indexOf(asked))

export const levelOf = (word: string): Level | undefined => table[indexOf(word)]?.level
