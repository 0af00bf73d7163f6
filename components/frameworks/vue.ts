/**
 * Makes both elements known to templates of Vue 3: `import type {} from 'id-contact/vue'`. Tell its compiler that they are no components:
 * `isCustomElement: (tag) => tag.startsWith('id-contact-')`. There is nothing in it that runs.
 *
 * @module
 */
import type { HTMLAttributes } from 'vue'
import type {
  AgentPanelAttributes,
  ButtonAttributes,
  ButtonEventMap,
  Handlers,
  IdContactAgentPanel,
  IdContactButton,
} from './elements.ts'
import type { AgentPanelEventMap } from '../agent-panel/events.ts'

/** `@id-contact-start` in a template is a property `onIdContactStart`. */
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Camel<Rest>}`
  : Capitalize<Name>
type VueHandlers<Events> = Handlers<
  { [Type in keyof Events & string as Camel<Type>]: Events[Type] },
  'on'
>

/** An element in a template; a `ref` to it is the element itself. */
type VueElement<Element, Attributes, Events> = new () => Element & {
  /** For type checks only; it is not there when the page runs. */
  $props: Omit<HTMLAttributes, keyof Attributes> & Attributes & VueHandlers<Events>
}

/** `<id-contact-button>` in Vue. */
export type VueIdContactButton = VueElement<IdContactButton, ButtonAttributes, ButtonEventMap>
/** `<id-contact-agent-panel>` in Vue. */
export type VueIdContactAgentPanel = VueElement<
  IdContactAgentPanel,
  AgentPanelAttributes,
  AgentPanelEventMap
>

declare module 'vue' {
  interface GlobalComponents {
    'id-contact-button': VueIdContactButton
    'id-contact-agent-panel': VueIdContactAgentPanel
  }
}
