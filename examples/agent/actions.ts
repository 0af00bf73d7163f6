/** Actions of one's own in the panel: one that looks the resident up in a customer system. */
import type { AgentPanelSlot, IdContactAgentPanel } from 'id-contact/agent-panel'

export function addActions(panel: IdContactAgentPanel, lookUp: (name: string) => void): void {
  // #region actions
  const add = (slot: AgentPanelSlot, text: string, act: () => unknown): void => {
    const button = Object.assign(document.createElement('button'), { type: 'button', slot })
    button.append(text)
    button.addEventListener('click', act)
    panel.append(button)
  }
  add('actions', 'Zoek het dossier', async () => {
    const proven = await panel.provenAttributes()
    const name = proven.find(({ tag }) => tag === 'name')
    if (name) lookUp(name.value)
  })
  add('toolbar', 'Werkinstructie', () => open('/werkinstructie'))
  // #endregion
}
