import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../localization/panel.nl.ts'
import type { View } from '../view.ts'
import { button, heading } from './parts.ts'

/** The states in which there is nothing of anybody on screen. */
export function noticeView({ t, act, state, login, isEmbedded, errorCode }: View): TemplateResult {
  const key: keyof Messages =
    state === 'signed_out' && isEmbedded ? 'signed_outTool' : (`${state}Text` as keyof Messages)
  const goes = state === 'signed_out' && !isEmbedded && login
  return html`<section class="notice" aria-labelledby="title">
    ${heading('title', t(state as keyof Messages))}
    <p>${t(key, { code: errorCode })}</p>
    ${goes ? html`<a class="primary" part="primary" href=${login}>${t('signIn')}</a>` : nothing}
    ${
      !goes && state !== 'connecting' && state !== 'lost'
        ? button(t('retry'), act.retry, { kind: 'primary' })
        : nothing
    }
  </section>`
}
