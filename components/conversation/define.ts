import { IdContactConversation } from './id-contact-conversation.ts'

// A page may load the script twice.
if (!customElements.get('id-contact-conversation')) {
  customElements.define('id-contact-conversation', IdContactConversation)
}

export { IdContactConversation }
