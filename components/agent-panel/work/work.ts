/** An agent's place at the desk, once there is a connection. */
import { html, nothing, type TemplateResult } from 'lit'
import { plain } from '../../localization/language.ts'
import type { View } from '../view.ts'
import { button } from '../views/parts.ts'
import { conversationView } from './conversation.ts'
import { presenceSwitch } from './presence.ts'
import { queueView } from './queue.ts'
import { settingsSwitch, settingsView } from './settings-view.ts'

export { Settings } from './settings.ts'

export { Tabs } from './tabs.ts'

export const headerView = (view: View): TemplateResult => {
  const { t, act, language, agentName, isEmbedded, conversation } = view
  return html`<div class="agent">
    <span>${t('agent', { name: plain(agentName, language) })}</span>
    <slot name="toolbar"></slot>
    ${presenceSwitch(view)} ${settingsSwitch(view)}
    ${isEmbedded || conversation ? nothing : button(t('signOut'), act.signOut, { kind: 'plain' })}
  </div>`
}

export const deskView = (view: View): TemplateResult =>
  html`${settingsView(view)}
    <div class="columns">${conversationView(view)}${queueView(view)}</div>
    ${view.overview}`
