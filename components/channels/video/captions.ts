import { caption } from '../../../src/video/captions.ts'

/** How long a caption stays, in seconds. */
const stay = 6

/** A caption track of what the other side says. */
export class Captions {
  isOn = false
  #stop: (() => void) | undefined
  #stream: MediaStream | undefined
  #track: TextTrack | undefined
  #video: HTMLVideoElement | undefined
  #language = ''
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  toggle(video: HTMLVideoElement | undefined, stream: MediaStream | undefined, language: string) {
    if (this.isOn || !video) this.stop()
    else {
      this.isOn = true
      this.#language = language
      if (video !== this.#video) {
        this.#video = video
        this.#track = video.addTextTrack('captions', '', language)
      }
      this.#track!.mode = 'showing'
      this.follow(stream)
    }
    this.#changed()
  }

  /** What is heard comes from here now. */
  follow(stream: MediaStream | undefined): void {
    if (!this.isOn || stream === this.#stream) return
    this.#stop?.()
    this.#stop = undefined
    this.#stream = stream
    const [voice] = stream?.getAudioTracks() ?? []
    if (voice) this.#stop = caption(voice, this.#language, (text) => this.#say(text))
  }

  stop(): void {
    this.#stop?.()
    this.#stop = this.#stream = undefined
    this.isOn = false
    if (!this.#track) return
    this.#track.mode = 'hidden'
    // What was said stays nowhere.
    for (const cue of [...(this.#track.cues ?? [])]) this.#track.removeCue(cue)
  }

  #say(text: string): void {
    const now = this.#video!.currentTime
    const cue = new VTTCue(now, now + stay, '')
    // Set as text: in a cue, `<` begins markup.
    cue.text = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    for (const old of [...(this.#track!.cues ?? [])])
      if (old.endTime < now) this.#track!.removeCue(old)
    this.#track!.addCue(cue)
  }
}
