/** Time that a test moves: `Date.now()` and `setInterval()`. Timeouts stay real, so that requests still end. */
export class Clock {
  #now = Date.now()
  #ticks = new Map<number, () => void>()
  #real = { now: Date.now, set: globalThis.setInterval, clear: globalThis.clearInterval }

  constructor() {
    let id = 1
    Date.now = () => this.#now
    globalThis.setInterval = ((tick: () => void) => {
      this.#ticks.set(++id, tick)
      return id
    }) as unknown as typeof setInterval
    globalThis.clearInterval = ((known: number) => {
      this.#ticks.delete(known)
    }) as typeof clearInterval
  }

  /** How many intervals run. */
  get running(): number {
    return this.#ticks.size
  }

  /** Moves on by seconds, one by one, and lets what follows from each settle. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.#now += 1000
      for (const tick of [...this.#ticks.values()]) tick()
      await new Promise((resolve) => setTimeout(resolve))
    }
  }

  restore(): void {
    Date.now = this.#real.now
    globalThis.setInterval = this.#real.set
    globalThis.clearInterval = this.#real.clear
  }
}
