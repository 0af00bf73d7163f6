import { themeCss } from '../theme/tokens.ts'
import { dialogStyles } from './dialog-styles.ts'
import { questionStyles } from './question-styles.ts'
import { styles } from './styles.ts'

/** One style sheet for all buttons of a page, adopted: a strict Content Security Policy allows nothing else. */
export function lookOf(styles: string): () => CSSStyleSheet {
  let sheet: CSSStyleSheet | undefined
  return () => {
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(styles)
    }
    return sheet
  }
}

/** What the button in the page needs. */
export const look = lookOf(themeCss + styles)

/** What every state needs besides, until somebody leaves: in one piece, which compresses best. What comes after brings its own. */
export const dialogLook = lookOf(dialogStyles + questionStyles)

/** The button takes the room of what stood there, and if it is higher lies over what is around: so nothing in the page moves. */
export const keeping = (room: number): string =>
  `:host{display:block;min-block-size:${room}px}#opener{display:flex;inline-size:fit-content;margin-block:${Math.min(0, (room - 44) / 2)}px}`
