import type { CitizenConversation } from '../../src/client/index.ts'
import { duration } from '../localization/duration.ts'
import type { Contact } from './contact.ts'
import { leftOf, settle, show } from './standing.ts'

/** How often a running conversation is looked at while the page is visible, in milliseconds. */
const pollInterval = 4000
/** How long before the code stops working the resident is asked (the first) and told, in milliseconds. */
const warnings = [120_000, 60_000, 20_000]

/** The clock of a conversation: asks how it stands, and counts down. */
export class Watch {
  #contact: Contact
  #timer: ReturnType<typeof setInterval> | undefined
  /** When a server is asked again, in milliseconds since 1970. */
  #due = 0
  #lastLeft = Infinity

  constructor(contact: Contact) {
    this.#contact = contact
  }

  set(isOn: boolean): void {
    if (isOn) this.#timer ??= setInterval(() => this.#tick(), 1000)
    else {
      clearInterval(this.#timer)
      this.#timer = undefined
      this.#lastLeft = Infinity
    }
  }

  #tick(): void {
    const contact = this.#contact
    const { conversation, state } = contact
    if (!conversation) return
    if (Date.now() >= this.#due && !document.hidden) {
      this.#due = Infinity
      void this.#poll(conversation)
    }
    if (state !== 'closed' && conversation.state === 'waiting') this.#count()
  }

  async #poll(conversation: CitizenConversation): Promise<void> {
    const contact = this.#contact
    const before = conversation.state
    try {
      await conversation.refresh()
      if (conversation !== contact.conversation) return
      const isPickedUp = conversation.state !== before && conversation.state === 'active'
      const { state } = contact
      if (state === 'warning' && (isPickedUp || !conversation.phone)) show(contact)
      settle(contact, false)
      // A new state is told by its heading, which gets the focus.
      if (isPickedUp && contact.state === state) contact.say(() => contact.t('active'))
    } catch {
      // The code stays on the screen: it may be being keyed in. Only when it is too old as well, it is over.
      if (leftOf(contact) <= 0 && contact.state !== 'closed') contact.to('expired')
    } finally {
      this.#due = Date.now() + pollInterval
    }
  }

  /** Counts down in text, asks once, and says only three times how long it still lasts. */
  #count(): void {
    const contact = this.#contact
    const { state } = contact
    const left = leftOf(contact)
    const before = this.#lastLeft
    this.#lastLeft = left
    if (left > warnings[0]!) {
      if (state === 'warning') show(contact)
    } else if (left > 0) {
      if (state === 'phone') contact.to('warning')
      if (warnings.some((limit) => before > limit && left <= limit))
        contact.say(() => contact.t('warningText', { left: duration(left, contact.language) }))
    }
    contact.changed()
  }
}
