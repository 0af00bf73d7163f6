/** Every element with every state. One file per element; tests walk this list. */
import { button } from './button.ts'
import { conversation } from './conversation.ts'
import { panel } from './panel.ts'
import type { GalleryElement } from './state.ts'

export const elements: GalleryElement[] = [button, conversation, panel]
export type { Answer, GalleryElement, GalleryState, Step } from './state.ts'
