import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { View } from '../view.ts'
import { button } from './button.ts'

/** In the same place in every state of a conversation, as long as the service that somebody logged in at still knows them (T27). */
export const logOutView = ({
  t,
  act,
  conversation,
  state,
}: View): TemplateResult | typeof nothing =>
  conversation?.canLogOut && !/loading|leaving|returning/.test(state)
    ? html`<div class="log-out actions">
        <span>${t('loggedIn')}</span>${button(t('logOut'), act.logOut)}
      </div>`
    : nothing
