import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { fill, plain, timeOfDay } from '../../localization/language.ts'
import { fitting } from '../filter.ts'
import type { Row, View } from '../view.ts'
import { filterView } from './filter.ts'
import { icons } from './icon.ts'
import { ticks } from './ticking.ts'
import { wordsIn } from './words/index.ts'
import { button, heading } from '../views/parts.ts'

/** Who waits, longest first, and the ways to take somebody. One conversation at a time. */
export function queueView(view: View): TemplateResult {
  const { t, act, conversation, filter, language } = view
  const rows = fitting(view.rows, filter)
  const count = waitingIn(rows)
  const all = waitingIn(view.rows)
  const words = wordsIn(language)
  const number =
    count === all
      ? t(count === 1 ? 'countOne' : 'count', { count: String(count) })
      : fill(words.filtered, { shown: String(count), all: String(all) })
  return html`<section class="queue" part="queue" aria-labelledby="queue-title">
    ${heading('queue-title', t('queue'), html` <span class="count">${all ? number : nothing}</span>`)}
    ${conversation ? nothing : filterView(view)}
    ${conversation || !count ? nothing : button(t('next'), act.acceptNext, { kind: 'primary', keys: view.settings!.keysOf('next') })}
    ${conversation && count ? html`<p>${t('busy')}</p>` : nothing}
    ${
      rows.length
        ? html`<ul>
            ${repeat(rows, ({ id }) => id, rowView(view))}
          </ul>`
        : html`<p>${all ? words.noneFits : emptyText(view)}</p>`
    }
    ${conversation ? nothing : codeView(view)}
  </section>`
}

const waitingIn = (rows: Row[]): number => rows.filter(({ isTaken }) => !isTaken).length

function emptyText({ t, emptySince, language }: View): string {
  if (!emptySince) return t('empty')
  return t('emptySince', { time: timeOfDay(emptySince, language) })
}

const rowView =
  (view: View) =>
  (row: Row): TemplateResult =>
    html`<li class=${row.isTaken ? 'row taken' : 'row'} part="row">${contentOf(view)(row)}</li>`

const contentOf =
  (view: View) =>
  (row: Row): TemplateResult => {
    const { t, act, language, conversation } = view
    const purpose = plain(row.purposeName, language) || row.purpose
    return html`<div>
        <b>${purpose}</b>
        <span class="facts">
          <span class="channel">${icons[row.channel]}${t(row.channel)}</span>
          ${
            row.isTaken
              ? nothing
              : html`<span class="time"
                  >${ticks(() => t('waits', { time: elapsed(Date.now() - +row.waitingSince, language) }))}</span
                >`
          }
        </span>
        <span class="facts">${row.isTaken ? t('taken') : factsOf(view, row)}</span>
      </div>
      ${
        row.isTaken || conversation
          ? nothing
          : button(t('accept'), () => act.accept(row.id), { about: purpose })
      }`
  }

const factsOf = (view: View, row: Row): string =>
  row.callBack ? `${identified(view, row)}. ${view.t('callBack')}` : identified(view, row)

function identified({ t, language }: View, row: Row): string {
  if (!row.identified) return t('notIdentified')
  const method = plain(row.authMethodName, language)
  return method ? t('identifiedWith', { method }) : t('identified')
}

function codeView({ t, act, code, codeError, settings }: View): TemplateResult {
  return html`<form novalidate @submit=${act.acceptCode}>
    <label for="code">${t('code')}</label>
    <span id="code-hint">${t('codeHint')}</span>
    ${codeError ? html`<p id="code-error" class="error">${icons.warning}${codeError}</p>` : nothing}
    <div class="together">
      <input
        id="code"
        part="code"
        inputmode="numeric"
        autocomplete="one-time-code"
        dir="ltr"
        aria-describedby=${codeError ? 'code-error code-hint' : 'code-hint'}
        aria-invalid=${codeError ? 'true' : nothing}
        aria-keyshortcuts=${settings!.keysOf('code') ?? nothing}
        .value=${code}
        @input=${act.typeCode}
      />
      <button class="secondary" part="secondary">${t('acceptCode')}</button>
    </div>
  </form>`
}

/** `3 min 12 sec`. */
function elapsed(milliseconds: number, language: string): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  const unit = (unit: string, value: number): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
  const rest = unit('second', seconds % 60)
  return minutes ? `${unit('minute', minutes)} ${rest}` : rest
}
