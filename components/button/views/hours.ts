import { html, type TemplateResult } from 'lit/html.js'
import type { Options } from '../../../src/client/index.ts'
import { clock, plain } from '../../localization/language.ts'
import { minutes } from '../../localization/minutes.ts'
import type { Channel, Method, View } from '../view.ts'

type Hours = NonNullable<Options['commMethods'][number]['hours']>

/**
 * When it changes, in these words: as it stands there, which is the time of the place. `Intl` would hold up the question, so only what stands there in UTC
 * needs it. Nothing when it is not known, or is no time, or in no zone that this browser knows.
 */
function changes(
  key: 'opens' | 'openUntil',
  { t, language }: View,
  { changesAt = '', timeZone }: Hours,
): string | undefined {
  try {
    const there = /Z$/.test(changesAt)
      ? new Date(changesAt).toLocaleString('sv', { timeZone })
      : changesAt
    const date = new Date(there.slice(0, 10))
    const names = t('days').split('|')
    const day = t('day', {
      weekday: names[date.getUTCDay()],
      date: `${date.getUTCDate()}`,
      month: names[date.getUTCMonth() + 7],
    })
    return +date ? t(key, { day, time: clock(there.slice(11, 16), language) }) : undefined
  } catch {
    return
  }
}

/** Each channel that is closed, and when it opens. The day is always named, so that it is right whenever it is read. */
export const closedView = (view: View): TemplateResult[] =>
  view.closed.map(
    ({ name, hours }) =>
      html`<p>
        ${plain(name, view.language)}: ${changes('opens', view, hours!) ?? view.t('failureText')}
      </p>`,
  )

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
const openUntil = (view: View, { hours }: Partial<Channel & Method>): string | false | undefined =>
  Date.parse(hours?.changesAt ?? '') - Date.now() < 86_400_000 && changes('openUntil', view, hours!)
