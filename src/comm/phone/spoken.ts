/** What callers hear: short sentences, read aloud. */
import type { Place } from '../live/positions.ts'
import type { Outcome } from './keyed-in.ts'

export type SpokenLanguage = 'nl' | 'en'

/** As text-to-speech names them (BCP 47). */
export const locales: Record<SpokenLanguage, string> = { nl: 'nl-NL', en: 'en-GB' }

const words = {
  nl: {
    question:
      'Toets uw code in en sluit af met een hekje. Heeft u geen code? Toets dan alleen een hekje.',
    again: 'Die code klopt niet. Toets uw code nog een keer in en sluit af met een hekje.',
    linked: 'Dank u wel. Uw code klopt.',
    first: 'U bent de eerste in de rij.',
    behind: (place: number) => `U bent nummer ${place} in de rij.`,
    wait: (minutes: number) =>
      `De wachttijd is ongeveer ${minutes} ${minutes === 1 ? 'minuut' : 'minuten'}.`,
    unidentified: 'U gaat verder zonder code. De medewerker weet nog niet wie u bent.',
  },
  en: {
    question:
      'Key in your code, and then press the hash key. No code? Then press only the hash key.',
    again: 'That code is not right. Key in your code once more, and then press the hash key.',
    linked: 'Thank you. Your code is right.',
    first: 'You are the first in the queue.',
    behind: (place: number) => `You are number ${place} in the queue.`,
    wait: (minutes: number) =>
      `The waiting time is about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    unidentified: 'You go on without a code. The employee does not know yet who you are.',
  },
}

export const question = (language: SpokenLanguage): string => words[language].question

export function spoken(outcome: Outcome, language: SpokenLanguage): string {
  const t = words[language]
  if (outcome.result !== 'linked') return t[outcome.result]
  return [t.linked, ...placeIn(outcome.place, language)].join(' ')
}

function placeIn(place: Place | undefined, language: SpokenLanguage): string[] {
  if (!place) return []
  const t = words[language]
  const where = place.before === 0 ? t.first : t.behind(place.before + 1)
  const minutes = minutesOf(place)
  return minutes === undefined ? [where] : [where, t.wait(minutes)]
}

export const minutesOf = ({ expectedWait }: Place): number | undefined =>
  expectedWait === undefined ? undefined : Math.max(1, Math.round(expectedWait / 60))
