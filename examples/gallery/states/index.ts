/** Every element with every state. One file per element; tests walk these lists. */
import { button } from './button.ts'
import { conversation } from './conversation.ts'
import { panel } from './panel.ts'
import { videos } from './video.ts'
import type { GalleryElement } from './state.ts'

/** Those that somebody may put into a page. */
export const elements: GalleryElement[] = [button, conversation, panel]
/** With what stands in them, apart: a video call has states of its own. */
export const shown: GalleryElement[] = [...elements, ...videos]
export type { Answer, GalleryElement, GalleryState, Step } from './state.ts'
