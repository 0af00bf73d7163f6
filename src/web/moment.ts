import { dayOf, fill, timeOfDay } from '../../components/localization/language.ts'
import type { PageLanguage } from './language.ts'

/** A text with the places `{day}` and `{time}`. Whole, also on the day itself: `maandag 30 november` is right whenever it is read. */
export const withMoment = (
  text: string,
  date: Date,
  { lang, timeZone }: { lang: PageLanguage; timeZone: string },
): string => fill(text, { day: dayOf(date, lang, timeZone), time: timeOfDay(date, lang, timeZone) })
