import type { Chat, ChatMessage } from '../../../src/protocol/chat.ts'

/** How long what was read out stays in the page, in milliseconds. It is in the log as well. */
const stays = 5000

/** What the one live region of a chat says: each thing once, nothing of what was there when it began. */
export class Reader {
  text = ''
  readonly #changed: () => void
  readonly #known = new Set<string>()
  #hasBegun = false
  #clearing: ReturnType<typeof setTimeout> | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** @param wordsOf what is to be said of a message; nothing when it is empty */
  follow(chat: Chat, wordsOf: (message: ChatMessage) => string): void {
    const isHistory = !this.#hasBegun
    const news: string[] = []
    for (const message of chat.messages) {
      const name = `${message.by} ${message.id} ${message.refusal ?? ''}`
      if (this.#known.has(name)) continue
      this.#known.add(name)
      const words = wordsOf(message)
      if (words && !(isHistory && !message.refusal)) news.push(words)
    }
    this.#hasBegun ||= chat.hasHistory
    if (news.length > 0) this.#say(news.join('\n'))
  }

  stop(): void {
    clearTimeout(this.#clearing)
    this.#known.clear()
    this.#hasBegun = false
    this.text = ''
  }

  #say(text: string): void {
    clearTimeout(this.#clearing)
    this.text = this.text ? `${this.text}\n${text}` : text
    this.#clearing = setTimeout(() => {
      this.text = ''
      this.#changed()
    }, stays)
  }
}
