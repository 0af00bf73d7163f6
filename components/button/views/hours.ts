import { html, type TemplateResult } from 'lit/html.js'
import { dayOf, plain, timeOfDay } from '../../localization/language.ts'
import type { Channel, Method, View } from '../view.ts'

/** Each channel that is closed, and when it opens. The day is always named, so that it is right whenever it is read. */
export const closedView = ({ t, language, closed }: View): TemplateResult[] =>
  closed.map(({ name, hours }) => {
    const { changesAt, timeZone } = hours!
    const date = new Date(changesAt!)
    const values = changesAt && {
      day: dayOf(date, language, timeZone),
      time: timeOfDay(date, language, timeZone),
    }
    return html`<p>${plain(name, language)}: ${values ? t('opens', values) : t('failureText')}</p>`
  })

/** Until when it is open, where that is today or tonight. */
export function openUntil({ t, language }: View, { hours }: Partial<Channel & Method>): string {
  const date = new Date(hours?.changesAt ?? NaN)
  const isSoon = Number(date) - Date.now() < 86_400_000
  return isSoon ? t('openUntil', { time: timeOfDay(date, language, hours!.timeZone) }) : ''
}
