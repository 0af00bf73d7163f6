import { themeCss } from '../theme/tokens.ts'
import { dialogStyles } from './dialog-styles.ts'
import { styles } from './styles.ts'

let sheet: CSSStyleSheet | undefined

/** One style sheet for all buttons of a page, adopted: a strict Content Security Policy allows nothing else. */
export function look(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(themeCss + styles + dialogStyles)
  }
  return sheet
}
