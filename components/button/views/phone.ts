import { html, nothing, type TemplateResult } from 'lit/html.js'
import { duration } from '../../localization/duration.ts'
import { plain, timeOfDay } from '../../localization/language.ts'
import { leftOf } from '../standing.ts'
import type { View } from '../view.ts'
import { button, heading } from './button.ts'

/** The number and the code; with a question above them when the code is about to stop working. */
export function phoneView(view: View): TemplateResult {
  const { t, act, conversation, state } = view
  const { phone } = conversation!
  const waiting = conversation!.state === 'waiting'
  // More time goes first. Whoever can get none may still be about to call.
  const asksForMore = state === 'warning' && phone?.extensionsLeft
  if (!phone) return waiting ? callIn(view) : pickedUp(view)
  const number = plain(phone.display, view.language)
  return html`${state === 'warning' ? warning(view) : heading(waiting ? t('phone', { number }) : t('active'))}
    ${phone.code ? code(view, phone.code) : nothing} ${waiting ? until(view) : nothing}
    <div class="actions">
      ${
        waiting && !asksForMore
          ? html`<a class="primary call" part="primary" href=${phone.telUrl}>${t('call')}</a>`
          : nothing
      }
      ${phone.code ? button(t('copy'), act.copy) : nothing}
      ${
        waiting && phone.extensionsLeft && state !== 'warning'
          ? button(t('moreTime'), act.extend)
          : nothing
      }
      ${button(t('stop'), act.askStop)}
    </div>
    ${waiting ? otherPhone(view, number) : nothing}`
}

/** The code has done its work: the call came in, and somebody picks up soon. */
const callIn = ({ t, act }: View): TemplateResult =>
  html`${heading(t('callIn'))}
    <p>${t('callInText')}</p>
    <div class="actions">
      ${button(t('callAgain'), act.renew)} ${button(t('stop'), act.askStop)}
    </div>`

/** An employee picked up. What the status says then, the heading shows already. */
function pickedUp({ t, act, conversation, methods, questions, status }: View): TemplateResult {
  const { identified, identification } = conversation!
  return html`${heading(t('active'))}
    <p>${t(identified ? 'identified' : 'unidentified')}</p>
    <div class="actions ${status?.() === t('active') ? 'picked-up' : ''}">
      ${identification && questions && methods[0] ? button(t('method'), act.identify) : nothing}
      ${button(t('stop'), act.askStop)}
    </div>`
}

/** The old heading stays a sentence: somebody may be keying in the code right now. */
function warning(view: View): TemplateResult {
  const { t, act, language, conversation } = view
  return html`<div class="box">
    ${heading(t('warning'))}
    <p>${t('warningText', { left: duration(leftOf(view), language) })}</p>
    ${conversation!.phone!.extensionsLeft ? button(t('goOn'), act.extend, 'primary') : nothing}
  </div>`
}

/** Groups of three for the eye, without spaces when copied; digit by digit for the ear. */
function code({ t }: View, digits: string): TemplateResult {
  const groups = digits.match(/.{1,3}/g) ?? []
  const spoken = groups.map((group) => [...group].join(' ')).join(', ')
  return html`<p>${t('key')}</p>
    <p class="code" part="code" dir="ltr">
      <span aria-hidden="true">${groups.map((group) => html`<span>${group}</span>`)}</span
      ><span class="spoken">${spoken}</span>
    </p>`
}

function until(view: View): TemplateResult | typeof nothing {
  const { t, language, conversation, state } = view
  const { expiresAt } = conversation!.phone!
  if (!expiresAt || state === 'warning') return nothing
  return html`<p>
    ${t('until', { time: timeOfDay(expiresAt, language), left: duration(leftOf(view), language) })}
  </p>`
}

function otherPhone({ t, act, qr }: View, number: string): TemplateResult {
  const [size, outline] = qr?.split('|') ?? []
  return html`<details @toggle=${act.showQr}>
    <summary>${t('otherPhone')}</summary>
    ${
      qr
        ? html`<p>${t('scan')}</p>
            <svg class="qr" viewBox="-4 -4 ${size} ${size}" aria-hidden="true">
              <path d=${outline} />
            </svg>`
        : nothing
    }
    <p>${t('phone', { number })}.</p>
  </details>`
}
