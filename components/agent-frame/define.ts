/** The script of the desk's page for frames. The panel is another script of that page. */
import type { IdContactAgentPanel } from '../agent-panel/id-contact-agent-panel.ts'
import { Bridge } from './bridge.ts'
import { followSignIn } from './sign-in.ts'

void customElements.whenDefined('id-contact-agent-panel').then(() => {
  const panel = document.querySelector<IdContactAgentPanel>('id-contact-agent-panel')!
  const { desk = '', parent = '', attributes = '' } = panel.dataset
  followSignIn()
  new Bridge({ panel, desk, parent, attributes: attributes.split(' ').filter(Boolean) }).begin()
})
