import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { Line } from '../../../src/protocol/line.ts'
import type { VideoPlace } from '../../../src/protocol/messages-video.ts'
import { Call } from '../../../src/video/call.ts'
import { placeIn } from '../../../src/video/place.ts'
import { canCaption } from '../../../src/video/captions.ts'
import type { DeviceChoice } from '../../../src/video/media.ts'
import type { Kind } from '../../../src/video/peer.ts'
import { languageOf } from '../../localization/language.ts'
import { wordsIn } from '../../localization/load-video.ts'
import { controls } from '../../theme/controls.ts'
import type { SurfaceTexts } from '../surfaces.ts'
import { Captions } from './captions.ts'
import { isAllowed, OwnDevices } from './devices.ts'
import { memoryOf } from './memory.ts'
import { styles } from './styles.ts'
import type { Act, Screen, View } from './view.ts'
import { callView } from './views/call.ts'
import { checkView } from './views/check.ts'
import { noticeView, placeView } from './views/notice.ts'

/** Pause before the place of the call is asked for again, in milliseconds. */
const again = 3000

/**
 * A video call, for the resident and for the agent: a look at camera and microphone first, then the call. Where the two meet at another
 * platform, it is a link to that.
 */
export class VideoSurface extends LitElement {
  static override styles = [controls, styles]
  static override properties = { line: { attribute: false }, texts: { attribute: false } }

  declare line: Line | undefined
  /** Words of the municipality's own. */
  declare texts: SurfaceTexts['video'] | undefined

  #screen: Screen = 'finding'
  #call: Call | undefined
  #room = ''
  #link = ''
  #isMuted = false
  /** With what somebody was in the call when it was taken out of the page: they go on when it is back. */
  #resuming: DeviceChoice | undefined
  #isBlocked = false
  #canCaption = false
  #focusNext = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #devices = new OwnDevices(() => this.requestUpdate())
  readonly #captions = new Captions(() => this.requestUpdate())

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#begin()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('line') && this.line) this.#begin()
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#catalogue.isComing) return nothing
    const view = this.#view()
    switch (this.#screen) {
      case 'finding':
      case 'failed':
        return html`<p role="status">${this.#screen === 'failed' ? view.words.failed : nothing}</p>`
      case 'elsewhere':
        return placeView(view, this.#link)
      case 'ask':
      case 'opening':
      case 'preview':
        return checkView(view)
      case 'call':
        return callView(view)
      default:
        return noticeView(view)
    }
  }

  protected override updated(): void {
    for (const video of this.renderRoot.querySelectorAll('video')) {
      const isOwn = video.classList.contains('own')
      const stream = isOwn ? this.#devices.picture : (this.#call?.incoming.stream ?? null)
      if (video.srcObject === stream) continue
      video.srcObject = stream
      if (stream && !isOwn) void this.#play(video)
    }
    const wanted = this.#focusNext && this.renderRoot.querySelector<HTMLElement>(this.#focusNext)
    if (!wanted) return
    wanted.focus()
    this.#focusNext = ''
  }

  get #catalogue() {
    return wordsIn(languageOf(this), this.texts, () => this.requestUpdate())
  }

  #view(): View {
    const { language, words } = this.#catalogue
    return {
      ...{ language, words, screen: this.#screen, act: this.#act },
      side: this.line?.side ?? 'resident',
      devices: this.#devices,
      call: this.#call,
      isMuted: this.#isMuted,
      isBlocked: this.#isBlocked,
      canCaption: this.#canCaption,
      isCaptioned: this.#captions.isOn,
    }
  }

  get #memory() {
    return memoryOf(this.line!.side)
  }

  #show(screen: Screen, focus = ''): void {
    this.#screen = screen
    if (focus) this.#focusNext = focus
    this.requestUpdate()
  }

  #begin(): void {
    if (!this.line || !this.isConnected) return
    this.#stop()
    this.#show('finding')
    void this.#find()
  }

  async #find(): Promise<void> {
    const { line } = this
    try {
      const place = placeIn(await line!.act('begin'))
      if (line !== this.line || !this.isConnected) return
      await this.#enter(place)
    } catch {
      if (line !== this.line || !this.isConnected) return
      if (this.#screen === 'finding') this.#show('failed')
      this.#timer = setTimeout(() => void this.#find(), again)
    }
  }

  async #enter(place: VideoPlace): Promise<void> {
    if (place.place === 'elsewhere') {
      this.#link = place.url
      this.#show('elsewhere')
      // A fresh one, before nobody can open this one any more.
      const life = Date.parse(place.expires_at) - Date.now()
      this.#timer = setTimeout(() => void this.#find(), Math.max(10_000, life / 2))
      return
    }
    this.#room = place.room
    const choice = this.#resuming ?? this.#memory.read(place.room)
    this.#resuming = undefined
    if (choice) {
      if (await this.#devices.open(choice)) this.#join()
    } else if (await isAllowed()) await this.#open({ audio: true, video: true })
    else this.#show('ask')
  }

  async #open(choice: DeviceChoice, focus = ''): Promise<void> {
    this.#show('opening', focus)
    if (await this.#devices.open(choice)) this.#show('preview', focus)
  }

  #join(focus = ''): void {
    const { audio, video } = this.#devices.tracks
    const call = new Call(this.line!)
    this.#call = call
    this.#isMuted = false
    this.#memory.write(this.#room, this.#chosen())
    call.watch(() => call === this.#call && this.#changed())
    this.#show('call', focus)
    call.join({ audio, video })
    void canCaption(languageOf(this)).then((can) => {
      this.#canCaption = can
      this.requestUpdate()
    })
  }

  #changed(): void {
    const { state, incoming } = this.#call!
    this.#captions.follow(incoming.stream)
    if (state === 'ended' || state === 'taken') {
      if (state === 'ended') this.#memory.forget()
      this.#leave()
      this.#show(state)
    }
    this.requestUpdate()
  }

  /** What somebody is in the call with, as it is now. */
  #chosen(): DeviceChoice {
    const { choice, tracks } = this.#devices
    return { ...choice, audio: !!tracks.audio, video: !!tracks.video }
  }

  /** Out of the page, at once: camera and microphone are let go of. */
  #stop(): void {
    clearTimeout(this.#timer)
    if (this.#call) this.#resuming = this.#chosen()
    this.#leave()
    this.#screen = 'finding'
    this.#link = ''
  }

  #leave(): void {
    const call = this.#call
    this.#call = undefined
    call?.leave()
    this.#devices.close()
    this.#captions.stop()
    this.#isBlocked = false
  }

  async #play(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play()
      this.#isBlocked = false
    } catch (error) {
      // A browser lets nothing sound in a page where nobody did anything yet.
      this.#isBlocked = (error as DOMException).name === 'NotAllowedError'
    }
    this.requestUpdate()
  }

  readonly #act: Act = {
    open: () => void this.#open({ audio: true, video: true }, 'h2'),
    choose: (kind, id) => {
      const key = kind === 'video' ? 'camera' : 'microphone'
      this.#devices.choice = { ...this.#devices.choice, [key]: id }
      this.#devices.off(kind)
      void this.#devices.reopen(kind)
    },
    join: () => this.#join('h2'),
    joinAudio: () => void this.#joinWith({ audio: true, video: false }),
    joinNothing: () => void this.#joinWith({ audio: false, video: false }),
    toggle: (kind) => void this.#toggle(kind),
    caption: () => {
      const video = this.renderRoot.querySelector<HTMLVideoElement>('video.other')
      this.#captions.toggle(video ?? undefined, this.#call?.incoming.stream, languageOf(this))
    },
    play: () => {
      const video = this.renderRoot.querySelector<HTMLVideoElement>('video.other')
      if (video) void this.#play(video)
      this.#focusNext = '.microphone'
    },
    hangUp: () => {
      this.#memory.forget()
      this.#resuming = undefined
      this.#leave()
      this.#show('hungUp', 'h2')
    },
    rejoin: () => void this.#open(this.#devices.choice, 'h2'),
  }

  async #joinWith(choice: DeviceChoice): Promise<void> {
    this.#show('opening', 'h2')
    if (!(await this.#devices.open(choice))) return
    // Without even a microphone that is not what somebody chose: they decide.
    if (choice.audio && !this.#devices.tracks.audio) this.#show('preview', 'h2')
    else this.#join('h2')
  }

  async #toggle(kind: Kind): Promise<void> {
    const call = this.#call!
    if (kind === 'audio' && this.#devices.tracks.audio) {
      this.#isMuted = !this.#isMuted
      call.mute(this.#isMuted)
    } else if (this.#devices.tracks[kind]) {
      this.#devices.off(kind)
      await call.set(kind, undefined)
    } else {
      const track = await this.#devices.reopen(kind)
      if (call !== this.#call) track?.stop()
      else await call.set(kind, track)
    }
    if (call === this.#call) this.#memory.write(this.#room, this.#chosen())
    this.requestUpdate()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'id-contact-video': VideoSurface
  }
}
