import { html, nothing, type TemplateResult } from 'lit'
import { fill, timeOfDay } from '../../localization/language.ts'
import { fitting } from '../filter.ts'
import type { Row, View } from '../view.ts'
import { filterView } from './filter.ts'
import { icons } from './icon.ts'
import { rowList } from './rows.ts'
import { wordsIn } from './words/index.ts'
import { button, heading } from '../views/parts.ts'

/** Who waits, longest first, and the ways to take somebody. One conversation at a time. */
export function queueView(view: View): TemplateResult {
  const { t, act, conversation, filter, language, texts } = view
  const rows = fitting(view.rows, filter)
  const count = waitingIn(rows)
  const all = waitingIn(view.rows)
  const words = wordsIn(language, texts?.work)
  const number =
    count === all
      ? t(count === 1 ? 'countOne' : 'count', { count: String(count) })
      : fill(words.filtered, { shown: String(count), all: String(all) })
  return html`<section class="queue" part="queue" aria-labelledby="queue-title">
    ${heading('queue-title', t('queue'), html` <span class="count">${all ? number : nothing}</span>`)}
    ${conversation ? nothing : filterView(view)}
    ${conversation || !count ? nothing : button(t('next'), act.acceptNext, { kind: 'primary', keys: view.settings!.keysOf('next') })}
    ${conversation && count ? html`<p>${t('busy')}</p>` : nothing}
    ${conversation ? nothing : codeView(view)}
    ${rowList(view, rows, html`<p>${all ? words.noneFits : emptyText(view)}</p>`)}
  </section>`
}

const waitingIn = (rows: Row[]): number => rows.filter(({ isTaken }) => !isTaken).length

function emptyText({ t, emptySince, language }: View): string {
  if (!emptySince) return t('empty')
  return t('emptySince', { time: timeOfDay(emptySince, language) })
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
