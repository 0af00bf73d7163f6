import type { Controller } from './controller.ts'
import { elsewhere } from './announcer.ts'
import { aboutOf } from './events.ts'
import { isLostConnection } from './session.ts'

/** Who is in the call that the agent has answered on their telephone. */
export class Caller {
  isUnknown = false
  readonly #panel: Controller
  #call = ''
  /** It is still to be opened. */
  #isDue = false

  constructor(panel: Controller) {
    this.#panel = panel
  }

  /** Empty: there is no call any more. It is opened as soon as there is a connection. */
  answer(call: string): void {
    this.#call = call
    this.#isDue = true
    this.isUnknown = false
    void this.open()
  }

  /** The focus stays where it is: whoever answers a call is at work elsewhere. */
  async open(): Promise<void> {
    const panel = this.#panel
    const { session } = panel
    const call = this.#call
    const isConnected = !['connecting', 'signed_out', 'failure', 'lost'].includes(panel.state)
    if (!this.#isDue || !call || !session || !isConnected) return
    this.#isDue = false
    panel.lock.lift()
    try {
      const conversation = await session.open(call)
      if (conversation) panel.host.dispatch('id-contact-accept', aboutOf(conversation))
      else if (call === this.#call) this.#tellUnknown()
    } catch (error) {
      if (session !== panel.session) return
      this.#isDue = isLostConnection(error)
      panel.actions.refused(error)
    }
    panel.host.changed()
  }

  #tellUnknown(): void {
    const { t, announcer } = this.#panel
    this.isUnknown = true
    this.#panel.happen('settle')
    announcer.say(`${t('not_proven')} ${t('not_provenText')}`, elsewhere)
  }
}
