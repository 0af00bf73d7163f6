import type { VideoSignal } from '../protocol/messages-video.ts'

export type Kind = 'audio' | 'video'

export type Tracks = Record<Kind, MediaStreamTrack | undefined>

type Without<T> = T extends unknown ? Omit<T, 'from' | 'to'> : never
/** What a peer sends: who it is from and for, it adds itself. */
type Said = Without<Extract<VideoSignal, { kind: 'description' | 'candidates' | 'media' }>>

export interface PeerOptions {
  /** Its own name, and that of the connection at the other side. */
  id: string
  other: string
  /** Gives way when both sides offer at once (W3C WebRTC 1.0, section 10.7). */
  isPolite: boolean
  /** Makes the first offer. */
  isFirst: boolean
  configuration: RTCConfiguration
  tracks: Tracks
  send(signal: VideoSignal): void
  /** Its state, or what comes in, is otherwise. */
  onChange(): void
}

/** Candidates are gathered for so long, in milliseconds, before they are sent together. */
const gathering = 50

/**
 * One connection between two browsers, by the pattern of perfect negotiation. There is always one line for sound and one for pictures, made by the
 * side that offers first; what goes over them, or nothing, changes without another negotiation.
 */
export class Peer {
  readonly id: string
  readonly other: string
  /** What the other side sends. Its tracks are there from the start, and silent or dark until something comes. */
  readonly incoming = new MediaStream()

  readonly #options: PeerOptions
  readonly #connection: RTCPeerConnection
  readonly #tracks: Tracks
  #isMakingOffer = false
  #isIgnoringOffer = false
  #isSettingAnswer = false
  #candidates: RTCIceCandidate[] = []
  #flushing: ReturnType<typeof setTimeout> | undefined

  constructor(options: PeerOptions) {
    const { id, other, configuration, isFirst, tracks } = options
    this.id = id
    this.other = other
    this.#options = options
    this.#tracks = { ...tracks }
    const connection = new RTCPeerConnection(configuration)
    this.#connection = connection
    connection.onnegotiationneeded = () => void this.#offer()
    connection.onicecandidate = ({ candidate }) => candidate && this.#gather(candidate)
    connection.onconnectionstatechange = () => options.onChange()
    connection.ontrack = ({ track }) => {
      this.incoming.addTrack(track)
      track.onmute = track.onunmute = () => options.onChange()
      options.onChange()
    }
    if (!isFirst) return
    for (const kind of ['audio', 'video'] as const)
      connection.addTransceiver(tracks[kind] ?? kind, { direction: 'sendrecv' })
  }

  get state(): RTCPeerConnectionState {
    return this.#connection.connectionState
  }

  /** Sends this from now on, or nothing. */
  async setTrack(kind: Kind, track: MediaStreamTrack | undefined): Promise<void> {
    this.#tracks[kind] = track
    await this.#transceiver(kind)?.sender.replaceTrack(track ?? null)
  }

  say(signal: Said): void {
    const { id, other, send } = this.#options
    send({ ...signal, from: id, to: other } as VideoSignal)
  }

  /** Looks for another way between the two, with these servers. */
  restart(configuration: RTCConfiguration): void {
    if (this.#connection.signalingState === 'closed') return
    this.#connection.setConfiguration(configuration)
    this.#connection.restartIce()
  }

  close(): void {
    clearTimeout(this.#flushing)
    const connection = this.#connection
    connection.onnegotiationneeded = connection.onicecandidate = connection.ontrack = null
    connection.onconnectionstatechange = null
    for (const track of this.incoming.getTracks()) track.onmute = track.onunmute = null
    connection.close()
  }

  async hearDescription(description: RTCSessionDescriptionInit): Promise<void> {
    const connection = this.#connection
    const isReady =
      !this.#isMakingOffer && (connection.signalingState === 'stable' || this.#isSettingAnswer)
    const isCollision = description.type === 'offer' && !isReady
    this.#isIgnoringOffer = !this.#options.isPolite && isCollision
    if (this.#isIgnoringOffer) return
    this.#isSettingAnswer = description.type === 'answer'
    try {
      await connection.setRemoteDescription(description)
    } finally {
      this.#isSettingAnswer = false
    }
    if (description.type !== 'offer') return
    await this.#fill()
    await connection.setLocalDescription()
    this.#describe()
  }

  async hearCandidates(candidates: RTCIceCandidateInit[]): Promise<void> {
    for (const candidate of candidates)
      try {
        await this.#connection.addIceCandidate(candidate)
      } catch (error) {
        if (!this.#isIgnoringOffer) throw error
      }
  }

  async #offer(): Promise<void> {
    try {
      this.#isMakingOffer = true
      await this.#connection.setLocalDescription()
      this.#describe()
    } catch {
      // Closed meanwhile, or something else came first: that negotiates in its turn.
    } finally {
      this.#isMakingOffer = false
    }
  }

  #describe(): void {
    const { type, sdp } = this.#connection.localDescription!
    this.say({ kind: 'description', description: { type, sdp } })
  }

  /** The lines that the other side made are used both ways. */
  async #fill(): Promise<void> {
    for (const transceiver of this.#connection.getTransceivers()) {
      const { sender, receiver } = transceiver
      if (transceiver.direction !== 'sendrecv') transceiver.direction = 'sendrecv'
      const track = this.#tracks[receiver.track.kind as Kind] ?? null
      if (sender.track !== track) await sender.replaceTrack(track)
    }
  }

  #transceiver(kind: Kind): RTCRtpTransceiver | undefined {
    return this.#connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kind)
  }

  #gather(candidate: RTCIceCandidate): void {
    this.#candidates.push(candidate)
    this.#flushing ??= setTimeout(() => {
      this.#flushing = undefined
      const candidates = this.#candidates.splice(0).map((one) => one.toJSON())
      this.say({ kind: 'candidates', candidates: candidates as never })
    }, gathering)
  }
}
