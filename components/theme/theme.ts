import { unsafeCSS, type CSSResult } from 'lit'
import { themeCss } from './tokens.ts'

export { registerTokens, themed } from './tokens.ts'

/** The tokens as a style sheet for an element that is a LitElement. */
export const themeStyles: CSSResult = unsafeCSS(themeCss)
