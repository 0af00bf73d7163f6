import type { Preferences } from './preferences.ts'
import type { Tabs } from './tabs.ts'
import { playTone } from './tone.ts'

/** Least time between two sounds, in milliseconds. */
const pause = 5000

/** What a notification says, and in which language. Never who it is. */
export interface Notice {
  title: string
  body: string
  lang: string
}

/** Tells an agent who looks elsewhere that somebody waits: once, until they have looked. */
export class Alerts {
  /** The browser lets nothing be heard here yet. */
  isMute = false
  #lastSound = -Infinity
  #notification: Notification | undefined

  /** Whether the browser lets us notify; asking is only allowed when the agent has just done something. */
  get mayNotify(): boolean {
    return 'Notification' in window && Notification.permission === 'granted'
  }

  async askToNotify(): Promise<boolean> {
    try {
      return (await Notification.requestPermission()) === 'granted'
    } catch {
      return false
    }
  }

  /** @returns whether it was heard */
  async sound(): Promise<boolean> {
    this.isMute = !(await playTone())
    return !this.isMute
  }

  /** Somebody starts to wait. @param tabs those that hear of it too */
  async ring({ sound, notify }: Preferences, notice: Notice, tabs: Tabs): Promise<void> {
    if (notify) this.#notify(notice)
    const now = performance.now()
    if (!sound || now - this.#lastSound < pause) return
    this.#lastSound = now
    await tabs.inOne(() => this.sound())
  }

  /** Nobody waits any more, or the agent has looked. */
  readonly silence = (): void => {
    this.#notification?.close()
    this.#notification = undefined
    removeEventListener('focus', this.silence)
  }

  #notify({ title, ...about }: Notice): void {
    const isLooking = document.visibilityState === 'visible' && document.hasFocus()
    if (isLooking || this.#notification || !this.mayNotify) return
    try {
      // Of several windows one tells it.
      this.#notification = new Notification(title, { ...about, tag: 'id-contact', silent: true })
    } catch {
      // Some browsers have the permission and no notifications.
      return
    }
    this.#notification.onclick = () => {
      window.focus()
      this.silence()
    }
    addEventListener('focus', this.silence)
  }
}
