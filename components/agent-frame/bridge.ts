import { randomId } from '../../src/protocol/digest.ts'
import {
  frameVersion,
  parseFrameConnect,
  parseToFrame,
  type FrameConnect,
  type FromFrame,
  type ToFrame,
} from '../../src/protocol/messages-frame.ts'
import type { IdContactAgentPanel } from '../agent-panel/id-contact-agent-panel.ts'

export interface Bridged {
  panel: IdContactAgentPanel
  /** The desk's address. */
  desk: string
  /** The origin of the page around the frame, as the configuration has it. */
  parent: string
  /** Tags of the attributes that this origin may have. */
  attributes: readonly string[]
}

type Window = Pick<typeof globalThis.window, 'parent' | 'addEventListener'>

/**
 * Between the panel in a frame and the page around it. The panel begins when that page has said that it is there: the browser vouches for its
 * origin (`frame-ancestors`, and the origin of its message), and from then on only whoever holds the port is heard.
 */
export class Bridge {
  readonly #bridged: Bridged
  readonly #view: Window
  readonly #nonce = randomId()
  readonly #tokens = new Map<number, (token: string) => void>()
  #port: MessagePort | undefined
  #lastRequest = 0

  constructor(bridged: Bridged, view: Window = window) {
    this.#bridged = bridged
    this.#view = view
  }

  begin(): void {
    const { parent, addEventListener } = this.#view
    // Opened by itself it has nobody to be a part of.
    if (parent === (this.#view as unknown)) return
    addEventListener.call(this.#view, 'message', (event) =>
      this.#onWindowMessage(event as MessageEvent),
    )
    const ready = { type: 'id-contact-frame-ready', versions: [frameVersion], nonce: this.#nonce }
    parent.postMessage(ready, this.#bridged.parent)
  }

  /** Every window can write to ours. */
  #onWindowMessage({ source, origin, data, ports }: MessageEvent): void {
    const { parent } = this.#bridged
    if (source !== this.#view.parent || origin !== parent || ports.length !== 1) return
    let connect: FrameConnect
    try {
      connect = parseFrameConnect(data)
    } catch {
      return
    }
    // It counts once: the same message from the same page, sent again, opens no second port.
    if (connect.nonce !== this.#nonce || this.#port) return
    this.#connect(connect, ports[0]!)
  }

  #connect({ sign_in, lang, call, shortcuts }: FrameConnect, port: MessagePort): void {
    const { panel, desk, attributes } = this.#bridged
    const getToken = sign_in === 'token' ? () => this.#askToken() : undefined
    this.#port = port
    port.onmessage = ({ data }) => this.#onMessage(data)
    this.#tell({ type: 'welcome', version: frameVersion, attributes: [...attributes] })
    panel.addEventListener('id-contact-accept', ({ detail: { id, purpose, channel } }) =>
      this.#tell({ type: 'accept', id, purpose, channel }),
    )
    panel.addEventListener('id-contact-end', ({ detail: { id, purpose, channel, reason } }) =>
      this.#tell({ type: 'end', id, purpose, channel, reason }),
    )
    panel.addEventListener('id-contact-error', ({ detail: { code } }) =>
      this.#tell({ type: 'error', code }),
    )
    if (lang) panel.lang = lang
    if (shortcuts) panel.shortcuts = shortcuts
    panel.getToken = getToken
    panel.callId = call ?? ''
    panel.desk = desk
  }

  #onMessage(data: unknown): void {
    let message: ToFrame
    try {
      message = parseToFrame(data)
    } catch {
      return this.#tell({ type: 'refused', request: undefined, code: 'ERR_ID_CONTACT_MESSAGE' })
    }
    const { panel } = this.#bridged
    switch (message.type) {
      case 'token': {
        const give = this.#tokens.get(message.request)
        this.#tokens.delete(message.request)
        return give?.(message.token ?? '')
      }
      case 'call':
        panel.callId = message.call
        return
      case 'language':
        panel.lang = message.lang
        return
      case 'lock':
        return panel.lock()
      case 'attributes':
        return void this.#giveAttributes(message.request)
    }
  }

  #askToken(): Promise<string> {
    const request = ++this.#lastRequest
    return new Promise((resolve) => {
      this.#tokens.set(request, resolve)
      this.#tell({ type: 'token_request', request })
    })
  }

  /** What the agent has on screen, and nothing that the panel put away or could not verify. */
  async #giveAttributes(request: number): Promise<void> {
    const { panel, attributes: allowed } = this.#bridged
    if (!allowed.length) {
      const code = 'ERR_ID_CONTACT_FRAME_NOT_ALLOWED'
      return this.#tell({ type: 'refused', request, code })
    }
    const proven = await panel.provenAttributes()
    const attributes = proven
      .filter(({ tag }) => allowed.includes(tag))
      .map(({ tag, label, value }) => ({ tag, label, value }))
    this.#tell({ type: 'attributes', request, conversation: panel.conversation?.id, attributes })
  }

  #tell(message: FromFrame): void {
    this.#port?.postMessage(message)
  }
}
