import { html, type TemplateResult } from 'lit/html.js'
import type { Options } from '../../../src/client/index.ts'
import { dayOf, duration, plain, timeOfDay } from '../../localization/language.ts'
import type { Channel, Method, View } from '../view.ts'

type Hours = NonNullable<Options['commMethods'][number]['hours']>

/** When it changes. Absent when that is not known, or is no time, or in no zone that this browser knows. */
function momentOf({ changesAt, timeZone }: Hours, language: string) {
  const date = new Date(changesAt!)
  try {
    const day = dayOf(date, language, timeZone)
    return +date ? { date, day, time: timeOfDay(date, language, timeZone) } : undefined
  } catch {
    return undefined
  }
}

/** Each channel that is closed, and when it opens. The day is always named, so that it is right whenever it is read. */
export const closedView = ({ t, language, closed }: View): TemplateResult[] =>
  closed.map(({ name, hours }) => {
    const moment = momentOf(hours!, language)
    const when = moment ? t('opens', { day: moment.day, time: moment.time }) : t('failureText')
    return html`<p>${plain(name, language)}: ${when}</p>`
  })

/** Until when it is open, where that is today or tonight. */
export function openUntil({ t, language }: View, { hours }: Partial<Channel & Method>): string {
  const moment = hours && momentOf(hours, language)
  return moment && +moment.date - Date.now() < 86_400_000
    ? t('openUntil', { time: moment.time })
    : ''
}

/** About how long people wait, where that is known. */
export const expectedWait = (
  { t, language }: View,
  { expectedWait = 0 }: Partial<Channel & Method> = {},
): string => (expectedWait > 0 ? t('wait', { time: duration(expectedWait * 1000, language) }) : '')
