/** The messages of a chat, in order. */
import type { ChatMessage } from './chat-message.ts'
import type { Side } from './message-parts.ts'

export interface Entry extends Omit<ChatMessage, 'state'> {
  /** Its place in the conversation, once the server has it. */
  number?: number
}

/** Whatever the server has is in its order; what is not sent yet stands at the end. */
export class Entries {
  readonly all: Entry[] = []
  readonly #byId = new Map<string, Entry>()

  find(by: Side, id: string): Entry | undefined {
    return this.#byId.get(`${by} ${id}`)
  }

  add(entry: Entry): void {
    this.#byId.set(`${entry.by} ${entry.id}`, entry)
    this.#place(entry)
  }

  /** The server has it. */
  arrived(entry: Entry, { number, at, name }: Pick<Entry, 'number' | 'at' | 'name'>): void {
    this.all.splice(this.all.indexOf(entry), 1)
    Object.assign(entry, { number, at }, name && { name })
    this.#place(entry)
  }

  clear(): void {
    this.all.length = 0
    this.#byId.clear()
  }

  #place(entry: Entry): void {
    const { number } = entry
    const before =
      number === undefined
        ? -1
        : this.all.findIndex((one) => one.number === undefined || one.number > number)
    this.all.splice(before < 0 ? this.all.length : before, 0, entry)
  }
}
