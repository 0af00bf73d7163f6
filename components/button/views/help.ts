import { html, nothing, type TemplateResult } from 'lit/html.js'
import { plain } from '../../localization/language.ts'
import { parseTelUrl } from '../../../src/protocol/url.ts'
import type { View } from '../view.ts'

/** Where to get help, in the same place in every state. The page's own words stand in for the core's. */
export function helpView({ t, options, language }: View): TemplateResult {
  const help = options?.idContact?.help
  const known = help && parseTelUrl(`tel:${help.phone}`) ? help : undefined
  return html`<footer part="help">
    <slot name="help"
      >${
        known
          ? html`<span>${t('help')}</span>
              <a href="tel:${known.phone}" dir="ltr">${plain(known.phoneDisplay, language)}</a>
              <div>${plain(known.hours, language)}</div>`
          : nothing
      }</slot
    >
  </footer>`
}
