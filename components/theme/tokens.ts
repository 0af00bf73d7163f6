import { html, type TemplateResult } from 'lit/html.js'

/**
 * The design tokens. A value comes from the first of these that the page sets:
 * `--id-contact-…`, the token of the newer NL Design System family, the token of the Utrecht family, that of Amsterdam's own design system,
 * our own AA default.
 * Inside the elements it is read as `--_id-contact-…`.
 */
const tokens: [
  name: string,
  newer: string,
  utrecht: string,
  amsterdam: string,
  light: string,
  dark?: string,
][] = [
  [
    'color-primary',
    'nl-button-primary-background-color',
    'utrecht-button-primary-action-background-color',
    'color-interactive',
    '#00527e',
    '#7cc4ee',
  ],
  [
    'color-on-primary',
    'nl-button-primary-color',
    'utrecht-button-primary-action-color',
    'color-text-inverse',
    '#fff',
    '#06202f',
  ],
  ['color-accent', 'nl-link-color', 'utrecht-link-color', 'links-color', '#00527e', '#7cc4ee'],
  [
    'color-text',
    'basis-color-default-color-document',
    'utrecht-document-color',
    'color-text',
    '#1b2327',
    '#e8eef2',
  ],
  [
    'color-surface',
    'basis-color-default-bg-document',
    'utrecht-document-background-color',
    'color-background',
    '#fff',
    '#101a21',
  ],
  [
    'color-error',
    'basis-color-negative-color-default',
    'utrecht-form-field-error-message-color',
    'color-feedback-error',
    '#a3190f',
    '#ffb4ab',
  ],
  [
    'border-radius',
    'nl-button-border-radius',
    'utrecht-button-border-radius',
    'button-border-radius',
    '4px',
  ],
]

const level = (selector: string, value: (token: (typeof tokens)[number]) => string): string =>
  `${selector}{${tokens.map((token) => `--_id-contact-${token[0]}:${value(token)};`).join('')}}`

/**
 * A token that is present but empty (`--nl-link-color: ;`) defeats the fallback of `var()`. So each family is read on an
 * element of its own, into a registered property: a value that is no colour is then invalid, and an invalid value of an
 * inherited registered property is the parent's, which is the next family's.
 */
export const themeCss: string =
  level(
    ':host',
    ([, , , amsterdam, light, dark]) =>
      `var(--ams-${amsterdam},${dark ? `light-dark(${light},${dark})` : light})`,
  ) +
  level('.theme', ([, , utrecht]) => `var(--${utrecht},inherit)`) +
  level('.theme>div', ([, newer]) => `var(--${newer},inherit)`) +
  level('.base', ([name]) => `var(--id-contact-${name},inherit)`)

/** Puts content where the tokens are resolved. `direction` and `language` are those of the texts in it. */
export const themed = (
  content: unknown,
  language: string,
  direction: 'ltr' | 'rtl',
): TemplateResult =>
  html`<div class="theme">
    <div>
      <div class="base" part="base" lang=${language} dir=${direction}>${content}</div>
    </div>
  </div>`

/** Registers the resolved properties once per page; a second copy of the script finds them there. */
export function registerTokens(): void {
  for (const [name, , , , initialValue, dark] of tokens) {
    try {
      CSS.registerProperty({
        name: `--_id-contact-${name}`,
        syntax: dark ? '<color>' : '<length-percentage>',
        inherits: true,
        initialValue,
      })
    } catch {
      // Already registered, or a browser that cannot: empty tokens then show.
    }
  }
}
