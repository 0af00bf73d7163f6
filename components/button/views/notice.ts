import { html, type TemplateResult } from 'lit/html.js'
import type { Messages } from '../../localization/button.nl.ts'
import type { State } from '../machine.ts'
import type { Actions, View } from '../view.ts'
import { button, heading } from './button.ts'

type Way = [label: keyof Messages, action: keyof Actions]

/** What can be done in the states that only tell something; the first is the way that most people want. */
const retry: Way = ['retry', 'open']
const otherWay: Way = ['otherWay', 'otherWay']
const restart: Way[] = [['restart', 'open']]
const ways: Partial<Record<State, Way[]>> = {
  loading: [],
  leaving: [],
  returning: [],
  stopping: [
    ['stopNo', 'keep'],
    ['stopYes', 'stop'],
  ],
  expired: [
    ['renew', 'renew'],
    ['stop', 'stop'],
  ],
  ended: [['close', 'close']],
  unavailable: [otherWay, retry],
  late: restart,
  other_device: restart,
  offline: [['retryNow', 'open']],
  failure: [retry],
}

/** One heading, one sentence or two, and what can be done now. */
export function noticeView({ t, act, state, methodName }: View): TemplateResult {
  const title = heading(t(state as keyof Messages, { name: methodName || t('login') }))
  const text = html`<p>${t(`${state}Text` as keyof Messages)}</p>`
  return html`${
      state === 'loading'
        ? html`<div class="late">${title}${text}</div>
            <div class="skeleton"></div>`
        : [title, text]
    }
    <div class="actions">
      ${(ways[state] ?? [retry, otherWay]).map(([label, action], index) =>
        button(t(label), act[action] as () => void, index ? 'secondary' : 'primary'),
      )}
    </div>`
}
