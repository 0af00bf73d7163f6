import { html, type TemplateResult } from 'lit/html.js'

/** A button that says what it does. `kind` is its class and its part. */
export const button = (
  label: string,
  action: () => void,
  kind: 'primary' | 'secondary' = 'secondary',
): TemplateResult =>
  html`<button type="button" class=${kind} part=${kind} @click=${action}>${label}</button>`

/** The heading that names the state and gets the focus when the state begins. */
export const heading = (text: string): TemplateResult =>
  html`<h2 id="title" tabindex="-1">${text}</h2>`
