/**
 * `<gallery-call>`: the surface of a video call, with somebody at the other side who is in this page too, so that the two connect. Camera and
 * microphone are played, because a machine that looks at the gallery has none.
 */
import { LitElement, type TemplateResult } from 'lit'
import { directionOf, languageOf } from '../../components/localization/language.ts'
import { surface } from '../../components/channels/video/video.ts'
import { registerTokens, themed, themeStyles } from '../../components/theme/theme.ts'
import type { Side } from '../../src/protocol/message-parts.ts'
import { Call } from '../../src/video/call.ts'
import { Switchboard } from '../../src/video/testing/switchboard.ts'

/** What fails when it is asked for, by the name of the browser's error. */
const failures: Record<string, { audio?: string; video?: string }> = {
  'no-camera': { video: 'NotFoundError' },
  refused: { audio: 'NotAllowedError', video: 'NotAllowedError' },
}

class GalleryCall extends LitElement {
  static override styles = themeStyles
  readonly #board = new Switchboard()
  #surface: HTMLElement | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    registerTokens()
    const side = (this.getAttribute('side') ?? 'resident') as Side
    this.#board.elsewhere = this.getAttribute('elsewhere') ?? ''
    playDevices(this.getAttribute('devices') ?? '')
    playSound(this.hasAttribute('blocked'))
    this.#surface = surface({ line: this.#board.line(side) } as Parameters<typeof surface>[0])
    const other = this.getAttribute('other')
    if (other) this.#meet(side === 'agent' ? 'resident' : 'agent', other)
  }

  protected override render(): TemplateResult {
    const language = languageOf(this)
    return themed(this.#surface, language, directionOf(language))
  }

  /** The other side comes; `silent`: with camera and microphone off; `lost`: and its connection breaks. */
  #meet(side: Side, how: string): void {
    const call = new Call(this.#board.line(side))
    const [audio, video] = media(true, true)
      .getTracks()
      .sort((a, b) => a.kind.localeCompare(b.kind))
    call.watch(() => {
      this.#surface!.dataset.other = call.state
      if (how === 'lost' && call.state === 'connected') setTimeout(breakConnections, 500)
    })
    call.join(how === 'silent' ? {} : { audio, video })
  }
}

/** A picture that stays as it is, and no sound. */
function playDevices(how: string): void {
  navigator.permissions.query = () =>
    Promise.resolve({ state: how === 'ask' ? 'prompt' : 'granted' } as PermissionStatus)
  navigator.mediaDevices.enumerateDevices = () =>
    Promise.resolve(
      ['videoinput', 'audioinput'].flatMap((kind) =>
        ['A', 'B'].map((name) => ({ kind, deviceId: name, label: `${kind} ${name}` })),
      ) as MediaDeviceInfo[],
    )
  navigator.mediaDevices.getUserMedia = ({ audio, video } = {}) => {
    const fails = failures[how] ?? {}
    const name = (video && fails.video) || (audio && fails.audio)
    if (name) return Promise.reject(new DOMException('', name))
    return Promise.resolve(media(!!audio, !!video))
  }
}

const media = (audio: boolean, video: boolean): MediaStream =>
  new MediaStream([
    ...(audio ? new AudioContext().createMediaStreamDestination().stream.getTracks() : []),
    ...(video ? picture().captureStream(5).getTracks() : []),
  ])

function picture(): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')!
  const paint = (): void => {
    context.fillStyle = '#456'
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  paint()
  // A canvas that nobody paints on gives no pictures.
  setInterval(paint, 200)
  return canvas
}

/** Whether a browser lets sound through before anybody clicks depends on the browser, and on the moment. */
function playSound(isBlocked: boolean): void {
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = async function () {
    if (isBlocked) throw new DOMException('', 'NotAllowedError')
    await play.call(this).catch(() => {})
  }
}

const connections = new Set<RTCPeerConnection>()
let isBroken = false

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...options: ConstructorParameters<typeof RTCPeerConnection>) {
    super(...options)
    connections.add(this)
  }
  override get connectionState(): RTCPeerConnectionState {
    return isBroken ? 'disconnected' : super.connectionState
  }
}

/** As a network that is gone: both sides hear of it from their browser. */
function breakConnections(): void {
  isBroken = true
  for (const connection of connections) connection.dispatchEvent(new Event('connectionstatechange'))
}

customElements.define('gallery-call', GalleryCall)
