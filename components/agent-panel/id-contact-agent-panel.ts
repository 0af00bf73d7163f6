import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { directionOf, languageOf } from '../localization/language.ts'
import { loadPanelMessages } from '../localization/load-panel.ts'
import { controls } from '../theme/controls.ts'
import { registerTokens, themed, themeStyles } from '../theme/theme.ts'
import { Controller } from './controller.ts'
import { aboutOf, type AgentPanelEventDetail, type AgentPanelEventMap } from './events.ts'
import type { Attribute, TrustedMethod } from '../../src/agent/index.ts'
import { HiddenWatch } from './hidden-watch.ts'
import { styles } from './styles/index.ts'
import type { AgentPanelTexts } from './texts.ts'
import { noticeView } from './views/notice.ts'

export type { AgentPanelSlot } from './events.ts'
export type { AgentPanelTexts } from './texts.ts'

/**
 * An agent's place at the desk: who waits, who the agent talks to, and how sure it is who that is.
 *
 * Values of a resident are text and stand in the page only while they are needed: they are gone when the conversation ends,
 * when the connection is lost, when the page is left and when the element is taken out of the page.
 *
 * @tag id-contact-agent-panel
 *
 * @attr {string} lang - The language of the texts. Default: that of the page around it.
 *
 * @slot actions - Buttons of your own for the conversation. Shown beside those of the panel, and only while one is on screen.
 * @slot toolbar - What belongs to your tool rather than to a conversation. Shown beside the agent's name.
 *
 * @csspart panel - Everything.
 * @csspart queue - Who waits, and the ways to take somebody.
 * @csspart row - One that waits.
 * @csspart code - The field for a caller's code.
 * @csspart conversation - Who the agent talks to.
 * @csspart proven - How it was proven who that is.
 * @csspart unproven - The warning that it was not.
 * @csspart unchecked - The warning that the panel could not check the signature.
 * @csspart locked - Instead of the details: why they are put away.
 * @csspart identification - What becomes of the question who it is.
 * @csspart details - What is known of the resident.
 * @csspart group - The heading over what belongs together.
 * @csspart value - One value.
 * @csspart primary - The button of the next step.
 * @csspart secondary - Other buttons.
 *
 * @cssprop --id-contact-color-primary - Background of the main buttons.
 * @cssprop --id-contact-color-on-primary - Text on the main buttons.
 * @cssprop --id-contact-color-accent - Other buttons, and what is proven.
 * @cssprop --id-contact-color-text - Text.
 * @cssprop --id-contact-color-surface - Background.
 * @cssprop --id-contact-color-error - Errors.
 * @cssprop --id-contact-border-radius - Corners.
 *
 * @fires {CustomEvent<AgentPanelEventDetail>} id-contact-accept - The agent took somebody.
 * @fires {CustomEvent<AgentPanelEndDetail>} id-contact-end - The conversation has ended, and its values are erased.
 * @fires {CustomEvent<AgentPanelErrorDetail>} id-contact-error - Something did not work; `code` is stable.
 */
export class IdContactAgentPanel extends LitElement {
  static override styles = [themeStyles, controls, styles]

  static override properties = {
    desk: {},
    callId: { attribute: 'call-id' },
    lockAfter: { attribute: 'lock-after', type: Number },
    shortcuts: {},
    trustedMethods: { attribute: false },
    getToken: { attribute: false },
    texts: { type: Object },
    lang: {},
  }

  /** The desk's address. */
  declare desk: string
  /**
   * The call that the agent has answered on a telephone platform: whoever is in it comes on screen. Empty when there is none. What the platform
   * calls the call, or what its header `X-Id-Contact-Call` says.
   */
  declare callId: string
  /**
   * Minutes that the page may be out of sight before the values of a resident are put away, until the agent asks for them again. 0: for ever.
   * Default 15.
   */
  declare lockAfter: number
  /**
   * Where keyboard shortcuts work: `page` (default), `panel` (while the focus is in it) or `off`. Each agent can turn them off too.
   */
  declare shortcuts: 'page' | 'panel' | 'off'
  /**
   * The authentication plugins whose signatures count, with their public keys, as the page knows them from elsewhere than the desk. Default: those that
   * the desk names.
   */
  declare trustedMethods: readonly TrustedMethod[] | undefined
  /**
   * Gives the agent tool's token for the desk; called for each request. Without it the agent signs in at the desk, and the
   * browser's cookie counts.
   */
  declare getToken: (() => string | Promise<string>) | undefined

  /** Words of the municipality's own, for the panel and for what a channel shows in it. As an attribute JSON. Read when the element learns its language. */
  declare texts: AgentPanelTexts | null | undefined

  /** With the element's own events. */
  declare addEventListener: Listen & HTMLElement['addEventListener']

  #words = ''
  #hasWords = false
  #focusNext = ''
  #hadFocus = false
  readonly #hidden = new HiddenWatch(() => this.#controller.lock.put('hidden'))
  readonly #controller = new Controller({
    changed: () => this.requestUpdate(),
    focus: (id) => (this.#focusNext = id),
    dispatch: (type, detail) =>
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })),
  })

  constructor() {
    super()
    this.desk = ''
    this.lockAfter = 15
    this.shortcuts = 'page'
    this.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && /sking|rring/.test(this.#controller.state))
        this.#controller.actions.keep()
    })
    // Until then there was nothing that could be in sight for too long.
    this.addEventListener('id-contact-accept', () => this.#hidden.start())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    registerTokens()
    this.#hidden.start()
    document.addEventListener('keydown', this.#onKey)
    addEventListener('pagehide', this.#erase)
    addEventListener('pageshow', this.#comeBack)
    if (this.hasUpdated) this.#start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#hidden.stop()
    document.removeEventListener('keydown', this.#onKey)
    removeEventListener('pagehide', this.#erase)
    removeEventListener('pageshow', this.#comeBack)
    this.#erase()
  }

  /** What is on screen, for actions of your own. Undefined: no conversation, or one that is locked. Never a value of a person. */
  get conversation(): AgentPanelEventDetail | undefined {
    const shown = this.#controller.shown
    return shown && aboutOf(shown)
  }

  /**
   * What is proven of the resident and on screen, as soon as the panel has checked the signature: nothing while that is not proven, put away or being
   * erased. Nothing is copied: each `value` is empty once it is gone from the screen.
   */
  provenAttributes(): Promise<readonly Attribute[]> {
    return this.#controller.proven()
  }

  /** Puts the values of the resident away, until the agent asks for them again: for an agent tool that is locked. The conversation goes on. */
  lock(): void {
    this.#controller.lock.put('asked')
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.#hasFocus()
    this.#hidden.minutes = this.lockAfter
    this.#controller.shortcuts = this.shortcuts
    this.#controller.trust.pinned = this.trustedMethods
    this.#controller.texts = this.texts ?? undefined
    const wanted = languageOf(this)
    if (wanted === this.#words) return
    this.#words = wanted
    void loadPanelMessages(wanted, this.texts?.panel).then((catalogue) => {
      if (wanted !== this.#words) return
      this.#controller.catalogue = catalogue
      this.#hasWords = true
      this.requestUpdate()
    })
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#hasWords || !this.desk) return nothing
    const { announcer, work } = this.#controller
    const isSeen = announcer.text && !announcer.isElsewhere
    const view = this.#controller.view()
    const isNotice = !work || ['connecting', 'signed_out', 'failure', 'lost'].includes(view.state)
    const { t, language } = view
    const content = html`<section class="panel" part="panel" aria-label=${t('panel')}>
      ${isNotice ? nothing : work.headerView(view)}
      <div class=${isNotice ? nothing : 'said'}>
        <p class=${isSeen ? 'status' : 'spoken'} role="status">${announcer.text}</p>
      </div>
      ${isNotice ? noticeView(view) : work.deskView(view)}
    </section>`
    return themed(content, language, directionOf(language))
  }

  protected override updated(changed: PropertyValues): void {
    // Another function of the same kind is simply called next time: frameworks make a new one at each rendering.
    const isOtherKind = changed.has('getToken') && !changed.get('getToken') !== !this.getToken
    if (changed.has('desk') || isOtherKind) this.#start()
    if (changed.has('callId')) this.#controller.answer(this.callId ?? '')
    this.#moveFocus()
  }

  /** The focus goes along with what the agent does, and is never taken otherwise; but it must not fall out of the panel either. */
  #moveFocus(): void {
    const find = (id: string): HTMLElement | null => this.renderRoot.querySelector(`#${id}`)
    const wanted = this.#focusNext && find(this.#focusNext)
    if (wanted) {
      wanted.focus()
      this.#focusNext = ''
    } else if (this.#hadFocus && !this.#hasFocus()) {
      const isTalking = /conv|asking|transfer|locked|ended/.test(this.#controller.state)
      const heading = find(isTalking ? 'conversation-title' : 'queue-title') ?? find('title')
      heading?.focus()
    }
  }

  /** Inside, or in what a page has put into a slot that is there. */
  #hasFocus(): boolean {
    if (this.shadowRoot?.activeElement) return true
    const { activeElement } = this.getRootNode() as Document | ShadowRoot
    return [...this.children].some((own) => own.assignedSlot && own.contains(activeElement))
  }

  #start(): void {
    if (!this.isConnected) return
    const { desk, getToken } = this
    this.#controller.start(desk, getToken && (() => this.getToken!()))
  }

  readonly #onKey = (event: KeyboardEvent): void => this.#controller.settings?.onKey(event, this)

  /** Nothing of a resident may stay in a page that is left: not in its history, not in an element that is out of sight. */
  readonly #erase = (): void => {
    this.#controller.stop()
    if (!this.hasUpdated) return
    this.requestUpdate()
    this.performUpdate()
  }

  readonly #comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#start()
  }
}

interface Listen {
  <K extends keyof AgentPanelEventMap>(
    type: K,
    listener: (this: IdContactAgentPanel, event: AgentPanelEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void
}

declare global {
  interface HTMLElementTagNameMap {
    'id-contact-agent-panel': IdContactAgentPanel
  }
}
