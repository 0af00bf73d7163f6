/** Watches how long a page is out of sight. A page that sleeps has no timers, so the clock is read again when it wakes. */
export class HiddenWatch {
  /** Minutes; 0: for ever. */
  minutes = 15
  readonly #tooLong: () => void
  #since: number | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(tooLong: () => void) {
    this.#tooLong = tooLong
  }

  /** From now on; also when it began before. */
  start(): void {
    this.stop()
    document.addEventListener('visibilitychange', this.#changed)
    this.#changed()
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#changed)
    clearTimeout(this.#timer)
    this.#since = undefined
  }

  readonly #changed = (): void => {
    clearTimeout(this.#timer)
    const limit = this.minutes * 60_000
    if (document.visibilityState === 'hidden') {
      this.#since ??= Date.now()
      if (limit > 0) this.#timer = setTimeout(this.#tooLong, limit)
      return
    }
    if (limit > 0 && this.#since !== undefined && Date.now() - this.#since >= limit) this.#tooLong()
    this.#since = undefined
  }
}
