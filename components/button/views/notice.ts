import { html, type TemplateResult } from 'lit/html.js'
import { plain } from '../../localization/language.ts'
import type { Messages } from '../../localization/load.ts'
import type { View, Way } from '../view.ts'
import { button, heading } from './button.ts'

/** What can be done: where something is on its way nothing, and otherwise to try again. */
const waysOf = ({ state, wayBack }: View): Way[] =>
  wayBack?.ways[state] ??
  (/ing$/.test(state) ? [] : [[state === 'offline' ? 'retryNow' : 'retry', 'open']])

/** One heading, one sentence or two, and what can be done now. */
export function noticeView(view: View): TemplateResult {
  const { t, act, state, methodName, questions, reference, language } = view
  const [calledBack] = state === 'outside_hours' ? view.channels : []
  const title = heading(t(state as keyof Messages, { name: methodName || t('login') }))
  const text =
    state === 'outside_hours'
      ? questions!.closedView(view)
      : html`<p>
          ${t(`${state}Text` as keyof Messages)} ${reference && t('reference', { reference })}
        </p>`
  return html`${
      state === 'loading'
        ? html`<div class="late">${title}${text}</div>
            <div class="skeleton"></div>`
        : [title, text]
    }
    <div class="actions">
      ${
        calledBack
          ? button(plain(calledBack.name, language), act.callBack, 'primary')
          : waysOf(view).map(([label, action], index) =>
              button(t(label), act[action] as () => void, index ? 'secondary' : 'primary'),
            )
      }
    </div>`
}
