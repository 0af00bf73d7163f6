import type { AgentConversation, Identification } from '../../src/agent/index.ts'
import type { Messages } from '../localization/panel.nl.ts'
import { elsewhere, type Announcer } from './announcer.ts'

/** What is said of the question who the resident is: each change once. */
export class IdentificationNews {
  readonly #announcer: Announcer
  readonly #t: (key: keyof Messages) => string
  #before: Identification['state'] | undefined

  constructor(announcer: Announcer, t: (key: keyof Messages) => string) {
    this.#announcer = announcer
    this.#t = t
  }

  /** How it stands when the conversation comes on screen is not news. */
  begin(conversation: AgentConversation | undefined): void {
    this.#before = conversation?.identification?.state
  }

  tell({ identification, identity }: AgentConversation): void {
    const before = this.#before
    const state = identification?.state
    this.#before = state
    if (state === before) return
    const words = (): string => this.#t(`identification_${state ?? 'proven'}`)
    // Nobody waits for this one; the next is what counts.
    if (state === 'started') this.#announcer.mention(words, { mayWait: false, ...elsewhere })
    else if (state) this.#announcer.say(words(), elsewhere)
    else if (identity.status === 'proven') this.#announcer.say(words())
  }

  /** The agent asks, and the question is open already. */
  repeat(): void {
    const state = this.#before
    if (state === 'requested' || state === 'started')
      this.#announcer.say(this.#t(`identification_${state}`), elsewhere)
  }
}
