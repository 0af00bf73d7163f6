import { eachChange } from '../protocol/each-change.ts'
import type { RequestError } from '../protocol/errors.ts'
import type { Line, Standing } from '../protocol/line.ts'
import type { VideoSignal } from '../protocol/messages-video.ts'
import { nothing, type CallState, type Incoming } from './call-state.ts'
import { Outgoing } from './outgoing.ts'
import { Peer, type Kind, type Tracks } from './peer.ts'
import { Place } from './place.ts'

/** Milliseconds. */
export interface CallTiming {
  /** A connection that is away for so long is looked for anew. */
  patience: number
  /** And when that did not help for so long, it is made anew from the beginning. */
  longPatience: number
}

const defaults: CallTiming = { patience: 4000, longPatience: 20_000 }

/**
 * A video call over a conversation's line, without a user interface: the same for both sides. The two find each other whoever comes first, again after
 * a page was loaded anew, and again when a colleague takes over.
 *
 * Each connection of each window has a name of its own, so that nothing is ever heard that was meant for another one. Signals come to both
 * sides in one order: of two who come at the same time, the first answers the second.
 */
export class Call {
  /** How it stands now. */
  state: CallState = 'idle'
  /** What comes from the other side now. */
  incoming: Incoming = nothing
  /** Whether the other side was there, and hung up. */
  hasLeft = false

  readonly #line: Line
  readonly #timing: CallTiming
  readonly #outgoing: Outgoing
  readonly #place: Place
  readonly #watchers = new Set<() => void>()
  #tracks: Tracks = { audio: undefined, video: undefined }
  #hangUpLine: (() => void) | undefined
  #peer: Peer | undefined
  /** The name with which this window came, and whether everybody has heard that. */
  #id = ''
  #isHeard = false
  /** Names that this window had before. */
  readonly #former = new Set<string>()
  /** Who is being answered. */
  #answering = ''
  #wasConnected = false
  #wasLive = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param line `conversation.line()` of an agent, or what `follow()` gives a resident */
  constructor(line: Line, timing: Partial<CallTiming> = {}) {
    this.#line = line
    this.#timing = { ...defaults, ...timing }
    this.#place = new Place(line)
    this.#outgoing = new Outgoing((signal) => line.act('signal', signal))
  }

  /** Calls at each change. @returns the function that ends it */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /**
   * The call, each time that something of it changed; changes that a slow reader missed come as one. Ends after the conversation did, or with the
   * signal. It does not come to the call: {@link join} does.
   */
  async *changes({ signal }: { signal?: AbortSignal } = {}): AsyncGenerator<this, void> {
    const watch = (changed: () => void) => this.watch(changed)
    const isOver = () => this.state === 'ended'
    for await (const _ of eachChange({ watch, isOver, signal })) yield this
  }

  /**
   * Comes to the call, with what there is: without a camera, or without anything to send at all, the other side is still seen and heard.
   *
   * @param tracks are this call's from now on, and stopped when it ends
   */
  join(tracks: Partial<Tracks> = {}): void {
    this.#tracks = { audio: tracks.audio, video: tracks.video }
    this.#hangUpLine ??= this.#line.listen({
      onEvent: (name, data) => name === 'signal' && this.#hear(data as Heard),
      onStanding: (standing) => this.#stand(standing),
      onFailure: () => this.#end(),
    })
    addEventListener('online', this.#online)
    this.#become('waiting')
    if (this.#line.standing.isLive) this.#stand(this.#line.standing)
  }

  /** Sends this track from now on; undefined: nothing, and the device is let go. */
  async set(kind: Kind, track: MediaStreamTrack | undefined): Promise<void> {
    const before = this.#tracks[kind]
    this.#tracks[kind] = track
    if (before !== track) before?.stop()
    await this.#peer?.setTrack(kind, track)
    this.#tellMedia()
  }

  /** Whether the microphone, which stays open, is heard. */
  mute(isMuted: boolean): void {
    if (this.#tracks.audio) this.#tracks.audio.enabled = !isMuted
    this.#tellMedia()
  }

  /** Leaves the call, lets camera and microphone go, and tells the other side. The conversation goes on; so may the call. */
  leave(): void {
    if (this.#id) this.#outgoing.send({ kind: 'bye', from: this.#peer?.id ?? this.#id })
    this.#stop('idle')
  }

  #become(state: CallState): void {
    this.state = state
    for (const watcher of this.#watchers) watcher()
  }

  #stop(state: CallState): void {
    this.#hangUpLine?.()
    this.#hangUpLine = undefined
    removeEventListener('online', this.#online)
    for (const track of Object.values(this.#tracks)) track?.stop()
    this.#tracks = { audio: undefined, video: undefined }
    this.#forget()
    this.#place.forget()
    this.hasLeft = this.#wasLive = false
    this.#become(state)
  }

  #end(): void {
    this.#outgoing.stop()
    this.#stop('ended')
  }

  /** What there was with the other side is over. */
  #forget(): void {
    this.#drop()
    if (this.#id) this.#former.add(this.#id)
    this.#id = this.#answering = ''
    this.#isHeard = this.#wasConnected = false
  }

  #drop(): void {
    clearTimeout(this.#timer)
    this.#peer?.close()
    this.#peer = undefined
    this.incoming = nothing
  }

  #stand({ state, isLive }: Standing): void {
    if (state === 'ended') return this.#end()
    const isBack = isLive && !this.#wasLive
    this.#wasLive = isLive
    if (!isLive) return
    if (state === 'active') {
      // Whatever was said while there was no connection may be lost. What goes from browser to browser went on.
      if (!this.#id || (isBack && this.#peer?.state !== 'connected')) void this.#announce()
    } else if (this.#id) {
      // Given away: until somebody else takes it there is nobody.
      this.#forget()
      this.#become('waiting')
    }
  }

  /** Says that this window is here, under a new name. */
  async #announce(): Promise<void> {
    const wasConnected = this.#wasConnected
    this.#forget()
    this.#wasConnected = wasConnected
    const id = (this.#id = crypto.randomUUID())
    try {
      await this.#place.find()
    } catch (error) {
      if (id !== this.#id) return
      const { status = 0 } = error as Partial<RequestError>
      if (status === 404 || status === 410) return this.#end()
      this.#id = ''
      this.#timer = setTimeout(() => this.#stand(this.#line.standing), this.#timing.patience)
      return
    }
    if (id !== this.#id) return
    this.#outgoing.send({ kind: 'join', from: id })
    if (!wasConnected) return
    // Whoever does not answer is gone.
    this.#timer = setTimeout(() => this.#isLeft(), this.#timing.longPatience)
  }

  #isLeft(): void {
    this.#drop()
    this.#wasConnected = false
    this.hasLeft = true
    this.#become('waiting')
  }

  #hear(signal: Heard): void {
    const isOwn = signal.by === this.#line.side
    if (signal.kind === 'join')
      return isOwn ? this.#heardOwn(signal.from) : void this.#meet(signal.from)
    if (isOwn) return
    if (signal.kind === 'welcome') {
      if (signal.to === this.#id) this.#connect({ id: this.#id, other: signal.from })
      return
    }
    const peer = this.#peer
    if (!peer || signal.from !== peer.other) return
    if (signal.kind === 'bye') return this.#isLeft()
    if (signal.to !== peer.id) return
    if (signal.kind === 'media') {
      const { audio, video } = signal
      this.incoming = { ...this.incoming, audio, video }
      return this.#become(this.state)
    }
    const heard =
      signal.kind === 'description'
        ? peer.hearDescription(signal.description)
        : peer.hearCandidates(signal.candidates as RTCIceCandidateInit[])
    // Something of a negotiation that did not come to an end; if it is not mended by the next one, patience ends.
    heard.catch(() => peer === this.#peer && this.#restartSoon(this.#timing.patience))
  }

  #heardOwn(from: string): void {
    if (from === this.#id) this.#isHeard = true
    else if (this.#isHeard && !this.#former.has(from)) this.#stop('taken')
  }

  /** Somebody came. Before everybody heard of us, they will hear of us, and answer. */
  async #meet(other: string): Promise<void> {
    if (!this.#isHeard) return
    this.#answering = other
    // Servers that cannot be asked for now: those of before are better than none.
    await this.#place.find().catch(() => {})
    if (this.#answering !== other) return
    this.#answering = ''
    const id = crypto.randomUUID()
    this.#outgoing.send({ kind: 'welcome', from: id, to: other })
    this.#connect({ id, other, isFirst: true })
  }

  #connect({ id, other, isFirst = false }: { id: string; other: string; isFirst?: boolean }): void {
    this.#drop()
    this.hasLeft = false
    const peer: Peer = new Peer({
      ...{ id, other, isFirst, tracks: this.#tracks, configuration: this.#place.configuration },
      isPolite: this.#line.side === 'resident',
      send: (signal) => peer === this.#peer && this.#outgoing.send(signal),
      onChange: () => peer === this.#peer && this.#look(),
    })
    this.#peer = peer
    this.incoming = { ...nothing, stream: peer.incoming }
    this.#tellMedia()
    this.#become(this.#wasConnected ? 'reconnecting' : 'connecting')
    this.#restartSoon(this.#timing.longPatience)
  }

  #look(): void {
    const { state } = this.#peer!
    if (state === 'connected') {
      clearTimeout(this.#timer)
      this.#wasConnected = true
      this.#become('connected')
    } else if (state === 'disconnected' || state === 'failed') {
      if (this.state === 'connected') this.#become('reconnecting')
      this.#restartSoon(state === 'failed' ? 0 : this.#timing.patience)
    } else this.#become(this.state)
  }

  #restartSoon(wait: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#restart(), wait)
  }

  /** Another way between the two; and when that was in vain, from the beginning. */
  async #restart(): Promise<void> {
    const peer = this.#peer
    if (!peer || peer.state === 'connected') return
    this.#timer = setTimeout(() => {
      if (peer === this.#peer && peer.state !== 'connected' && this.#line.standing.isLive)
        void this.#announce()
    }, this.#timing.longPatience)
    try {
      await this.#place.find()
    } catch {
      return
    }
    if (peer === this.#peer) peer.restart(this.#place.configuration)
  }

  readonly #online = (): void => {
    if (this.#peer && this.#peer.state !== 'connected') this.#restartSoon(0)
  }

  #tellMedia(): void {
    const { audio, video } = this.#tracks
    this.#peer?.say({ kind: 'media', audio: !!audio?.enabled, video: !!video })
  }
}

type Heard = VideoSignal & { by: string }
