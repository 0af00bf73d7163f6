import { html, nothing, type TemplateResult } from 'lit'
import { plain } from '../../localization/language.ts'
import type { Row, View } from '../view.ts'
import { elapsed } from './elapsed.ts'
import { icons } from './icon.ts'
import { ticks } from './ticking.ts'

/** A row in the list: where it is among all, and where it stands when not all of them are in the page. */
export interface Place {
  index: number
  /** Of all rows; absent when they are all there. */
  of?: number
  /** Pixels from the beginning of the list. */
  start?: number
  /** It has left the queue, and is there only because the agent is about to use it. */
  isGone?: boolean
}

// A style that a script sets as a property is not what a content security policy forbids.
export const rowView = (
  view: View,
  row: Row,
  { index, of, start, isGone }: Place,
): TemplateResult =>
  html`<li
    class=${row.isTaken ? 'row taken' : 'row'}
    part="row"
    data-id=${row.id}
    data-index=${index}
    aria-setsize=${of ?? nothing}
    aria-posinset=${of ? index + 1 : nothing}
    .style=${start === undefined ? '' : `inset-block-start: ${start}px`}
  >
    ${contentOf(view, row, isGone)}
  </li>`

function contentOf(view: View, row: Row, isGone = false): TemplateResult {
  const { t, language, conversation, now, act } = view
  const purpose = plain(row.purposeName, language) || row.purpose
  return html`<div>
      <b>${purpose}</b>
      <span class="facts">
        <span class="channel">${icons[row.channel]}${t(row.channel)}</span>
        ${
          row.isTaken
            ? nothing
            : html`<span class="time"
                >${ticks(() => t('waits', { time: elapsed(now() - +row.waitingSince, language) }))}</span
              >`
        }
      </span>
      <span class="facts"
        >${isGone ? t('gone') : row.isTaken ? t('taken') : factsOf(view, row)}</span
      >
    </div>
    ${
      conversation
        ? nothing
        : html`<button
            type="button"
            class="secondary"
            part="secondary"
            aria-disabled=${row.isTaken ? 'true' : nothing}
            @click=${() => act.accept(row.id)}
          >
            ${t('accept')}<span class="spoken"> ${purpose}</span>
          </button>`
    }`
}

const factsOf = (view: View, row: Row): string =>
  row.callBack ? `${identified(view, row)}. ${view.t('callBack')}` : identified(view, row)

function identified({ t, language }: View, row: Row): string {
  if (!row.identified) return t('notIdentified')
  const method = plain(row.authMethodName, language)
  return method ? t('identifiedWith', { method }) : t('identified')
}
