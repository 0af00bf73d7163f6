import type { AgentConversation } from '../../src/agent/index.ts'
import { elsewhere } from './announcer.ts'
import type { Controller } from './controller.ts'
import type { Work } from './load-work.ts'
import type { View } from './view.ts'

/** Puts the values of a resident out of sight, in this tab and in the agent's others. */
export class Lock {
  /** Why they are, until the agent wants to see them again. */
  why: View['locked'] | undefined
  /** The agent's other tabs, while there is a connection. */
  tabs: InstanceType<Work['Tabs']> | undefined
  readonly #panel: Controller
  /** The values are on their way back. */
  #opening: object | undefined

  constructor(panel: Controller) {
    this.#panel = panel
  }

  /** From now on the tabs of this desk agree. */
  agree({ Tabs }: Work, desk: string): void {
    this.tabs ??= new Tabs(desk, {
      onTaken: () => {
        this.why = 'elsewhere'
        void this.#panel.place.open()
        this.put('elsewhere')
      },
      onNews: (news) => (news === 'lock' ? this.put('asked', true) : this.#panel.restart()),
    })
  }

  leave(): void {
    this.tabs?.close()
    this.tabs = undefined
  }

  /**
   * Puts the values of the resident out of sight, and out of this page. The conversation goes on. Whoever is about to come on screen, because
   * the connection is back for instance, comes without them.
   */
  put(why: View['locked'], isToldByOther = false): void {
    const panel = this.#panel
    if (why === 'asked' && !isToldByOther) this.tabs?.tell('lock')
    const conversation = panel.session?.conversation
    this.#opening = undefined
    if (panel.state === 'locked' && why !== 'elsewhere') return
    this.why = why
    if (!conversation) return
    panel.memory.forget()
    conversation.hide()
    panel.happen('lock')
    panel.announcer.say(`${panel.t('locked')} ${panel.t(`locked_${why}`)}`, elsewhere)
  }

  /** Here, also when another tab had it. */
  async open(): Promise<void> {
    const panel = this.#panel
    const conversation = panel.session?.conversation
    if (!conversation) return
    const opening = (this.#opening = {})
    await this.claim(conversation, true)
    await conversation.refresh()
    if (opening !== this.#opening) return conversation.hide()
    this.why = undefined
    panel.happen('unlock')
    // That they are hidden is no longer so.
    panel.announcer.say('')
    void panel.place.open(conversation, panel.texts)
    void panel.judge()
  }

  /** The agent takes somebody to see who it is, whatever was put away before. */
  lift(): void {
    const { session } = this.#panel
    if (!session?.conversation && !session?.isBusy) this.why = undefined
  }

  /** Whether it is on screen in this tab or in another. */
  async claim({ id }: AgentConversation, isAsked: boolean): Promise<void> {
    if (await this.tabs?.claim(id, isAsked)) {
      if (this.why === 'elsewhere' && !isAsked) this.why = undefined
    } else if (this.tabs) this.why = 'elsewhere'
  }

  /** There is nothing to put away any more. */
  release(): void {
    this.why = undefined
    this.tabs?.release()
  }
}
