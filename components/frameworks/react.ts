/**
 * Makes both elements known to JSX in React 19: `import type {} from 'id-contact/react'`. An event's handler is `on` before its name:
 * `onid-contact-start`. There is nothing in it that runs.
 *
 * @module
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type {
  AgentPanelAttributes,
  AgentPanelHandlers,
  ButtonAttributes,
  ButtonHandlers,
  IdContactAgentPanel,
  IdContactButton,
} from './elements.ts'

type Html<Element> = DetailedHTMLProps<HTMLAttributes<Element>, Element>

/** What `<id-contact-button>` takes in React. */
export type IdContactButtonProps = Html<IdContactButton> & ButtonAttributes & ButtonHandlers<'on'>
/** What `<id-contact-agent-panel>` takes in React. */
export type IdContactAgentPanelProps = Html<IdContactAgentPanel> &
  AgentPanelAttributes &
  AgentPanelHandlers<'on'>

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this is where React looks for elements
  namespace JSX {
    interface IntrinsicElements {
      'id-contact-button': IdContactButtonProps
      'id-contact-agent-panel': IdContactAgentPanelProps
    }
  }
}
