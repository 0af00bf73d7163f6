import { themeCss } from '../theme/tokens.ts'
import { styles } from './styles.ts'

let sheet: CSSStyleSheet | undefined
let dressing: Promise<void> | undefined

/** One style sheet for all buttons of a page, adopted: a strict Content Security Policy allows nothing else. */
export function look(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(themeCss + styles)
  }
  return sheet
}

/** Most visitors never open the dialog, so its part of the style sheet comes when somebody does. A bundle pins it by its hash. */
export function dress(): Promise<void> {
  dressing ??= import('./dialog-styles.ts').then(
    (part) => look().replaceSync(themeCss + styles + part.default),
    // Plain, but it works.
    () => {},
  )
  return dressing
}
