import type { AgentConversation } from '../../src/agent/index.ts'
import { surfaceOf, type SurfaceTexts } from '../channels/surfaces.ts'

/** Pause before a surface that did not come is asked for again, in milliseconds. */
const pause = 3000

/** Where the surface of the conversation's channel stands. It stays while the connection is lost, out of sight, with what is being typed. */
export class Place {
  surface: HTMLElement | undefined
  #conversation: AgentConversation | undefined
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** For this conversation; for none, what was there is gone. */
  async open(conversation?: AgentConversation, texts?: SurfaceTexts): Promise<void> {
    if (conversation === this.#conversation) return
    this.#conversation = conversation
    this.surface = undefined
    try {
      const loaded = await surfaceOf(conversation?.channel ?? '')
      if (conversation !== this.#conversation) return
      this.surface = loaded?.surface({ line: conversation!.line(), texts })
    } catch {
      setTimeout(() => {
        if (conversation !== this.#conversation) return
        this.#conversation = undefined
        void this.open(conversation, texts)
      }, pause)
    }
    this.#changed()
  }
}
