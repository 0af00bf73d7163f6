import { IdContactAgentPanel } from './id-contact-agent-panel.ts'

// A page may load the script twice, by hand and by a content management system.
if (!customElements.get('id-contact-agent-panel')) {
  customElements.define('id-contact-agent-panel', IdContactAgentPanel)
}

export { IdContactAgentPanel }
