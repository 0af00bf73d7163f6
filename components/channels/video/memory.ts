import type { Line } from '../../../src/protocol/line.ts'
import type { DeviceChoice } from '../../../src/video/media.ts'

interface Remembered {
  room: string
  choice: DeviceChoice
}

/**
 * With what somebody is in a call, as long as this tab is open: whoever goes to log in and comes back, or loads the page again, is in it again as they were.
 * It says nothing of anybody, and counts for that one call.
 */
export const memoryOf = (side: Line['side']) => new Memory(`id-contact-video-${side}`)

class Memory {
  readonly #key: string

  constructor(key: string) {
    this.#key = key
  }

  read(room: string): DeviceChoice | undefined {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as Remembered | null
      return kept?.room === room ? kept.choice : undefined
    } catch {
      return undefined
    }
  }

  write(room: string, choice: DeviceChoice): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ room, choice }))
    } catch {
      // Storage may be full or forbidden: then somebody is asked again.
    }
  }

  forget(): void {
    try {
      sessionStorage.removeItem(this.#key)
    } catch {
      // Forbidden: nothing is in it.
    }
  }
}
