import type { Surface } from '../surfaces.ts'
import { ChatSurface } from './chat-surface.ts'

const tag = 'id-contact-chat'

export const surface: Surface = ({ line, texts }) => {
  // Two scripts in a page may each bring it.
  if (!customElements.get(tag)) customElements.define(tag, ChatSurface)
  const element = document.createElement(tag) as ChatSurface
  element.line = line
  element.texts = texts?.chat
  return element
}
