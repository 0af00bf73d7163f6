/** How long a text stays, in milliseconds. */
const stay = 10_000
/** Least time between two things that nobody asked for, in milliseconds. */
const pause = 30_000

/** The words stand elsewhere on screen too. */
export const elsewhere = { isElsewhere: true }

/** What the polite live region says. It hears of everything and keeps most of it to itself. */
export class Announcer {
  text = ''
  /** The words stand elsewhere on screen too. */
  isElsewhere = false
  readonly #changed: () => void
  #lastMention = -Infinity
  #clearing: ReturnType<typeof setTimeout> | undefined
  #mentioning: ReturnType<typeof setTimeout> | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** An answer to what the agent does: at once. */
  say(text: string, { isElsewhere = false } = {}): void {
    clearTimeout(this.#clearing)
    this.isElsewhere = isElsewhere
    // The same words again are no change, and no change is not read out.
    this.text = text === this.text ? `${text}\u00a0` : text
    this.#changed()
    if (text) this.#clearing = setTimeout(() => this.say(''), stay)
  }

  /**
   * Something that happens by itself: at once when it was quiet, else once the pause is over, and then only the last one.
   *
   * @param text the words as they are right when they are said; `undefined` when there is nothing to say any more
   * @param options `mayWait: false` when it is not worth saying later
   */
  mention(text: () => string | undefined, { mayWait = true, isElsewhere = false } = {}): void {
    const wait = this.#lastMention + pause - performance.now()
    if (wait > 0 && !mayWait) return
    clearTimeout(this.#mentioning)
    if (wait > 0) {
      this.#mentioning = setTimeout(() => this.mention(text, { isElsewhere }), wait)
      return
    }
    const words = text()
    if (!words) return
    this.#lastMention = performance.now()
    this.say(words, { isElsewhere })
  }

  stop(): void {
    clearTimeout(this.#clearing)
    clearTimeout(this.#mentioning)
    this.#lastMention = -Infinity
    this.text = ''
  }
}
