/** What one tab tells the others: that it was locked, or that the agent signed out. */
export type TabNews = 'lock' | 'sign_out'

/** How long a tab waits for its turn, in milliseconds. Whoever tries in vain takes up to a second: timers of a page that nobody sees are slow. */
const patience = 2000
/** How long the turn lasts of a tab that could do something: tabs need not hear of the same thing in the same moment. */
const turn = 4000

interface Host {
  /** Another tab has the conversation now. */
  onTaken(): void
  onNews(news: TabNews): void
}

/**
 * Panels of one agent in several tabs agree: each conversation is on screen in one of them. Whoever holds its lock (Web Locks) has it; a tab that
 * takes over steals the lock, and one that is closed or crashes lets go of it. Between tabs go the names of desks and conversations, and nothing else.
 * Without https, and in some frames of other sites, there are no locks: each tab then shows the conversation.
 */
export class Tabs {
  readonly #desk: string
  readonly #host: Host
  readonly #channel = new BroadcastChannel('id-contact-agent')
  #held = ''
  #isClosed = false
  #release = (): void => {}

  constructor(desk: string, host: Host) {
    this.#desk = desk
    this.#host = host
    this.#channel.onmessage = ({ data }) => {
      if (data?.desk === desk) host.onNews(data.news)
    }
  }

  /** Whether this tab has the conversation now. What the agent does here takes it away from another tab. */
  claim(id: string, isAsked: boolean): Promise<boolean> {
    if (this.#held === id || !navigator.locks) return Promise.resolve(true)
    this.release()
    return new Promise((resolve) => {
      const mode = isAsked ? { steal: true } : { ifAvailable: true }
      navigator.locks
        .request(`id-contact-agent ${this.#desk} ${id}`, mode, (lock) => {
          resolve(!!lock)
          if (!lock || this.#isClosed) return
          this.#held = id
          return new Promise<void>((release) => (this.#release = release))
        })
        .catch(() => {
          // Stolen, or not allowed in this page at all.
          resolve(true)
          if (this.#held !== id) return
          this.#held = ''
          this.#host.onTaken()
        })
    })
  }

  /** Does something in one of the tabs alone: the first in which it can be done. @param work whether it could */
  inOne(work: () => Promise<boolean>): Promise<unknown> {
    if (!navigator.locks) return work()
    return new Promise<unknown>((over) => {
      const signal = AbortSignal.timeout(patience)
      navigator.locks
        .request(`id-contact-agent ${this.#desk}`, { signal }, async () => {
          const isDone = !this.#isClosed && (await work())
          over(undefined)
          if (isDone) await new Promise((free) => setTimeout(free, turn))
        })
        // Another one had the turn; or this page may have no locks at all.
        .catch(({ name }: Error) => over(name === 'TimeoutError' || work()))
    })
  }

  release(): void {
    this.#held = ''
    this.#release()
  }

  tell(news: TabNews): void {
    this.#channel.postMessage({ desk: this.#desk, news })
  }

  close(): void {
    this.#isClosed = true
    this.release()
    this.#channel.close()
  }
}
