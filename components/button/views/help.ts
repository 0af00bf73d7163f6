import { html, type TemplateResult } from 'lit/html.js'
import type { Help } from '../../../src/client/index.ts'
import { parseTelUrl } from '../../../src/protocol/url.ts'
import { plain } from '../../localization/language.ts'
import type { View } from '../view.ts'

/** Where to get help, in the same place in every state. The page's own words stand in for the core's, and its number for a core that says none. */
export function helpView({ t, options, language, host }: View): TemplateResult {
  const { phone, phoneDisplay = phone, hours }: Partial<Help> = options?.idContact?.help ?? host
  const tel = parseTelUrl(`tel:${phone!.replaceAll(' ', '')}`)
  return html`<footer part="help">
    <slot name="help"
      >${
        tel &&
        html`<span>${t('help')}</span>
          <a href="tel:${tel.number}" dir="ltr">${plain(phoneDisplay!, language)}</a>
          <div>${plain(hours, language)}</div>`
      }</slot
    >
  </footer>`
}
