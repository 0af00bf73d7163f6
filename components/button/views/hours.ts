import { html, type TemplateResult } from 'lit/html.js'
import type { Options } from '../../../src/client/index.ts'
import { clock, dayOf, plain, timeOfDay } from '../../localization/language.ts'
import { minutes } from '../../localization/minutes.ts'
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

/** What there is to know of a method or a channel: what somebody needs, how long it takes, until when it is open, how long people wait. */
export function detailsOf(view: View, item: Partial<Channel & Method> = {}): string {
  const { t, language } = view
  const { description, duration: seconds = 0, expectedWait = 0 } = item
  const about = (key: 'duration' | 'wait', seconds: number): string =>
    seconds > 0 ? t(key, { time: minutes(t('minutes'), Math.ceil(seconds / 60), language) }) : ''
  return [
    plain(description, language),
    about('duration', seconds),
    openUntil(view, item),
    about('wait', expectedWait),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Until when it is open, where that is today or tonight. */
function openUntil({ t, language }: View, { hours }: Partial<Channel & Method>): string {
  const { changesAt = '' } = hours ?? {}
  if (!(Date.parse(changesAt) - Date.now() < 86_400_000)) return ''
  // As it stands there, when that is the time of the place: `Intl` would hold up the first question.
  const there = /T(\d\d:\d\d).*[+-]\d\d:\d\d$/.exec(changesAt)?.[1]
  const time = there ? clock(there, language) : momentOf(hours!, language)?.time
  return time ? t('openUntil', { time }) : ''
}
