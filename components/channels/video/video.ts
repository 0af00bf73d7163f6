import type { Surface } from '../surfaces.ts'
import { VideoSurface } from './video-surface.ts'

const tag = 'id-contact-video'

export const surface: Surface = ({ line, texts }) => {
  // Two scripts in a page may each bring it.
  if (!customElements.get(tag)) customElements.define(tag, VideoSurface)
  const element = document.createElement(tag) as VideoSurface
  element.line = line
  element.texts = texts?.video
  return element
}
