import {
  listDevices,
  openDevices,
  type DeviceChoice,
  type DeviceProblem,
  type Devices,
} from '../../../src/video/media.ts'
import type { Kind, Tracks } from '../../../src/video/peer.ts'

const kinds = ['audio', 'video'] as const

/** Camera and microphone before and during a call: what is open, what is chosen, and what is wrong. */
export class OwnDevices {
  choice: DeviceChoice = { audio: true, video: true }
  tracks: Tracks = { audio: undefined, video: undefined }
  problems: Partial<Record<Kind, DeviceProblem>> = {}
  list: Devices = { cameras: [], microphones: [] }
  /** For a picture of oneself: there is no sound in it. */
  readonly picture = new MediaStream()
  #count = 0
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Opens what is chosen, in place of what is open. @returns whether it was not overtaken */
  async open(choice: DeviceChoice): Promise<boolean> {
    const count = ++this.#count
    this.close()
    this.#count = count
    this.choice = choice
    const { audio, video, audioProblem, videoProblem } = await openDevices(choice)
    if (count !== this.#count) {
      for (const track of [audio, video]) track?.stop()
      return false
    }
    this.tracks = { audio, video }
    this.problems = {
      ...(audioProblem && { audio: audioProblem }),
      ...(videoProblem && { video: videoProblem }),
    }
    this.#show(video)
    this.list = await listDevices()
    this.#changed()
    return count === this.#count
  }

  /** Another one of this kind, or it comes on again. */
  async reopen(kind: Kind): Promise<MediaStreamTrack | undefined> {
    const count = this.#count
    const opened = await openDevices({
      ...this.choice,
      audio: kind === 'audio',
      video: kind === 'video',
    })
    const track = opened[kind]
    if (count !== this.#count) {
      track?.stop()
      return undefined
    }
    const problem = kind === 'audio' ? opened.audioProblem : opened.videoProblem
    const { [kind]: _before, ...others } = this.problems
    this.problems = { ...others, ...(problem && { [kind]: problem }) }
    this.tracks[kind] = track
    if (kind === 'video') this.#show(track)
    this.#changed()
    return track
  }

  off(kind: Kind): void {
    this.tracks[kind]?.stop()
    this.tracks[kind] = undefined
    if (kind === 'video') this.#show(undefined)
    this.#changed()
  }

  /** Lets everything go. */
  close(): void {
    this.#count++
    for (const kind of kinds) this.tracks[kind]?.stop()
    this.tracks = { audio: undefined, video: undefined }
    this.problems = {}
    this.#show(undefined)
  }

  #show(track: MediaStreamTrack | undefined): void {
    for (const old of this.picture.getTracks()) this.picture.removeTrack(old)
    if (track) this.picture.addTrack(track)
  }
}

/** Whether the browser would open both without a question. */
export async function isAllowed(): Promise<boolean> {
  try {
    const states = await Promise.all(
      ['camera', 'microphone'].map((name) =>
        navigator.permissions.query({ name: name as PermissionName }),
      ),
    )
    return states.every(({ state }) => state === 'granted')
  } catch {
    return false
  }
}
