import { html, nothing, type TemplateResult } from 'lit'

/** A button that says what it does. `kind` is its class and its part; `about` is for those who do not see what it stands beside. */
export const button = (
  label: string,
  action: () => void,
  { kind = 'secondary', about = '', id = '', keys }: ButtonOptions = {},
): TemplateResult =>
  html`<button
    type="button"
    id=${id || nothing}
    class=${kind}
    part=${kind === 'plain' ? nothing : kind}
    aria-keyshortcuts=${keys ?? nothing}
    @click=${action}
  >
    ${label}${about ? html`<span class="spoken"> ${about}</span>` : nothing}
  </button>`

interface ButtonOptions {
  kind?: 'primary' | 'secondary' | 'plain'
  about?: string
  id?: string
  /** What presses it from anywhere in the page. */
  keys?: string | undefined
}

/** The heading of a part; gets the focus when the agent's own doing brought it there. */
export const heading = (id: string, text: string, more: unknown = nothing): TemplateResult =>
  html`<h2 id=${id} tabindex="-1">${text}${more}</h2>`
