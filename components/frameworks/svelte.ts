/**
 * Makes both elements known to Svelte 5: `import type {} from 'id-contact/svelte'`. An event's handler is `on` before its name:
 * `onid-contact-start`. There is nothing in it that runs.
 *
 * @module
 */
import type { HTMLAttributes } from 'svelte/elements'
import type {
  AgentPanelAttributes,
  AgentPanelHandlers,
  ButtonAttributes,
  ButtonHandlers,
  IdContactAgentPanel,
  IdContactButton,
} from './elements.ts'

/** What `<id-contact-button>` takes in Svelte. */
export type IdContactButtonAttributes = HTMLAttributes<IdContactButton> &
  ButtonAttributes &
  ButtonHandlers<'on'>
/** What `<id-contact-agent-panel>` takes in Svelte. */
export type IdContactAgentPanelAttributes = HTMLAttributes<IdContactAgentPanel> &
  AgentPanelAttributes &
  AgentPanelHandlers<'on'>

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'id-contact-button': IdContactButtonAttributes
    'id-contact-agent-panel': IdContactAgentPanelAttributes
  }
}
