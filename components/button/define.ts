import { IdContactButton } from './id-contact-button.ts'

const registry = globalThis.customElements as CustomElementRegistry | undefined

// A page may load the script twice, by hand and by a content management system; a server has no elements.
if (registry && !registry.get('id-contact-button')) {
  registry.define('id-contact-button', IdContactButton)
}

export { IdContactButton }
