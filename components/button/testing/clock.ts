/**
 * Time that a test moves: `Date.now()` and `setInterval()`. Timeouts stay real, so that requests still end, and no second passes while a
 * request is on its way: a server of this time answers at once.
 */
export class Clock {
  #now = Date.now()
  #ticks = new Map<number, () => void>()
  #underway = 0
  #real = {
    now: Date.now,
    set: globalThis.setInterval,
    clear: globalThis.clearInterval,
    fetch: globalThis.fetch,
  }

  constructor() {
    let id = 1
    Date.now = () => this.#now
    globalThis.fetch = (...request) => this.#fetch(...request)
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
      await this.#settled()
    }
  }

  async #fetch(...request: Parameters<typeof fetch>): Promise<Response> {
    this.#underway++
    try {
      const { status, headers, body } = await this.#real.fetch.apply(globalThis, request)
      // Read to its end here, so that nothing of it is still to come.
      const content = status === 204 ? null : await new Response(body).blob()
      return new Response(content, { status, headers })
    } finally {
      this.#underway--
    }
  }

  /** A server of a test may also never answer: that is not waited for. */
  async #settled(): Promise<void> {
    for (let patience = 50; patience > 0 && this.#underway > 0; patience--) await turn(2)
    await turn()
  }

  restore(): void {
    Date.now = this.#real.now
    globalThis.setInterval = this.#real.set
    globalThis.clearInterval = this.#real.clear
    globalThis.fetch = this.#real.fetch
  }
}

const turn = (milliseconds = 0): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
