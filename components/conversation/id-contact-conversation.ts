import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { follow } from '../../src/client/channels/follow.ts'
import type { Line, Standing } from '../../src/protocol/line.ts'
import { surfaceOf, type SurfaceTexts } from '../channels/surfaces.ts'
import type { OwnWords } from '../localization/catalogues.ts'
import { directionOf, languageOf } from '../localization/language.ts'
import { wordsIn } from '../localization/load-page.ts'
import type { Words } from '../localization/page.nl.ts'
import { controls } from '../theme/controls.ts'
import { registerTokens, themed, themeStyles } from '../theme/theme.ts'
import { outdate } from './outdate.ts'
import { placeOf, saidOf, type Said } from './said.ts'
import { styles } from './styles.ts'
import { logOutView, questionView, stopButtonView, stopQuestionView } from './ways-on.ts'

/** Words of a municipality's own, for the page and for what the channel shows: by language, and by the name of the text. What is missing stays ours. */
export interface ConversationTexts extends SurfaceTexts {
  conversation?: OwnWords<Words>
}

/** Least time between two places in the queue that are said, in milliseconds (WCAG 4.1.3 without a flood). */
const pause = 30_000
/** Pause before a surface that did not come is asked for again, in milliseconds. */
const again = 3000

/**
 * A resident's conversation, on the page of the communication plugin: how it stands, the place in the queue as it changes, whatever the
 * channel shows once an employee is there, and the ways to stop. What stands in it is for browsers without scripts.
 *
 * @tag id-contact-conversation
 *
 * @attr {string} lang - The language of the texts. Default: that of the page around it.
 *
 * @slot call-back - The way to leave a telephone number, shown while somebody waits.
 * @slot help - Where somebody gets help and when, in the same place in every state. What has a `data-until` (date and time of RFC 3339) is
 * hidden from then on.
 *
 * @csspart primary - The button of the next step.
 * @csspart secondary - Other buttons.
 *
 * @cssprop --id-contact-color-primary - Background of the main buttons.
 * @cssprop --id-contact-color-on-primary - Text on the main buttons.
 * @cssprop --id-contact-color-accent - Other buttons, and links.
 * @cssprop --id-contact-color-text - Text.
 * @cssprop --id-contact-color-surface - Background.
 * @cssprop --id-contact-color-error - Errors.
 * @cssprop --id-contact-border-radius - Corners.
 */
export class IdContactConversation extends LitElement {
  static override styles = [themeStyles, controls, styles]

  static override properties = {
    address: {},
    channel: {},
    again: {},
    texts: { type: Object },
    lang: {},
  }

  /** The conversation's address at the communication plugin, on this very origin: the browser's cookie counts. */
  declare address: string
  /** `chat` or `video`. */
  declare channel: string
  /** Where the questions stand that this began with: the way on when there is no conversation here any more, or none for this browser. */
  declare again: string
  /** Words of the municipality's own; as an attribute JSON. */
  declare texts: ConversationTexts | null | undefined

  #line: Line | undefined
  #hangUp: (() => void) | undefined
  #standing: Standing = { state: 'waiting', isLive: false }
  /** Since it was connected once. */
  #isKnown = false
  #isRefused = false
  #hasMet = false
  #isAsking = false
  #surface: HTMLElement | undefined
  #focusNext = ''
  #status = ''
  #lastSaid = -Infinity
  #saying: ReturnType<typeof setTimeout> | undefined
  #outdated: (() => void) | undefined

  constructor() {
    super()
    this.address = this.channel = this.again = ''
    this.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.#isAsking) this.#keep()
    })
  }

  override connectedCallback(): void {
    super.connectedCallback()
    registerTokens()
    addEventListener('pagehide', this.#leave)
    addEventListener('pageshow', this.#comeBack)
    if (this.hasUpdated) this.#begin()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('pagehide', this.#leave)
    removeEventListener('pageshow', this.#comeBack)
    this.#leave()
  }

  protected override render(): TemplateResult {
    const { language, words, isComing } = this.#catalogue
    if (isComing) return html`<slot></slot><slot name="help"></slot>`
    const { title, text } = this.#said(words, language)
    const { state, identified, identification, canLogOut } = this.#standing
    const isRunning = !this.#isRefused && state !== 'ended'
    const isActive = this.#isKnown && state === 'active'
    // Whoever waits for another employee once more finds everything again that was said.
    this.#hasMet ||= isActive
    if (this.#surface) this.#surface.hidden = !isActive
    // Whatever else is said stands below it as well.
    const isElsewhere = ![words.lost, words.back].includes(this.#status)
    const content = html`<div class="page">
      <h1 id="title" tabindex="-1">${title}</h1>
      <p role="status" class=${isElsewhere ? 'spoken' : ''}>${this.#status}</p>
      ${text.map((line) => html`<p>${line}</p>`)}
      ${this.#isKnown && state === 'waiting' ? html`<slot name="call-back"></slot>` : nothing}
      ${isActive && identified ? html`<p>${words.identified}</p>` : nothing}
      ${isRunning ? questionView(words, this.address, identification) : nothing}
      ${isRunning && this.#hasMet ? this.#surface : nothing}
      ${canLogOut && isRunning ? logOutView(words, this.address) : nothing}
      ${isRunning ? this.#stopView(words) : nothing}
      ${
        isRunning || !this.again
          ? nothing
          : html`<p><a class="primary" part="primary" href=${this.again}>${words.again}</a></p>`
      }
      <slot name="help"></slot>
    </div>`
    return themed(content, language, directionOf(language))
  }

  get #catalogue() {
    return wordsIn(languageOf(this), this.texts?.conversation, () => {
      this.requestUpdate()
      if (!this.#line) this.#begin()
    })
  }

  #said(words: Words, language: string): Said {
    if (this.#isRefused) return { title: words.refused, text: [words.refusedText] }
    const isKnown = this.#isKnown
    return saidOf(this.#standing, { words, language, isKnown, status: this.#status })
  }

  #stopView(words: Words): TemplateResult {
    return this.#isAsking
      ? stopQuestionView(words, this.address, () => this.#keep())
      : stopButtonView(words, () => this.#ask())
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('address')) this.#begin()
    const wanted =
      this.#focusNext && this.renderRoot.querySelector<HTMLElement>(`#${this.#focusNext}`)
    if (wanted) wanted.focus()
    this.#focusNext = ''
  }

  #ask(): void {
    this.#isAsking = true
    this.#show('stop-question')
  }

  #keep(): void {
    this.#isAsking = false
    this.#show('stop')
  }

  #show(focus = ''): void {
    this.#focusNext = focus
    this.requestUpdate()
  }

  #begin(): void {
    this.#forget()
    this.#outdated = outdate(this)
    // What is said meanwhile could not be said in the right language.
    if (!this.address || !this.isConnected || this.#catalogue.isComing) return
    this.#line = follow(new URL(this.address, document.baseURI))
    this.#hangUp = this.#line.listen({
      onStanding: (standing) => this.#stand(standing),
      onFailure: () => this.#refuse(),
    })
    void this.#load()
  }

  #stand(standing: Standing): void {
    const before = this.#standing
    const wasKnown = this.#isKnown
    this.#standing = standing
    this.#isKnown ||= standing.isLive
    const { words } = this.#catalogue
    if (standing.state === 'ended') this.#end()
    else if (!standing.isLive) this.#say(words.lost)
    else if (standing.state !== before.state || !wasKnown) this.#turn(words)
    else if (!before.isLive) this.#say(words.back)
    else if (standing.identification === 'requested' && !before.identification)
      this.#say(words.asked)
    else if (standing.position !== before.position) this.#mention()
    this.requestUpdate()
  }

  /** Somebody came. The title of the window tells those who look at another one; it names nobody. */
  #turn(words: Words): void {
    const { state, moved } = this.#standing
    if (state !== 'active') return this.#say(moved ? words[moved] : '')
    entitle(words.active)
    this.#say(this.#said(words, '').title)
  }

  #say(text: string): void {
    clearTimeout(this.#saying)
    this.#lastSaid = performance.now()
    this.#status = text
    this.requestUpdate()
  }

  /** The place in the queue: at once when it was quiet, else when the pause is over, and then only the last one. */
  #mention(): void {
    clearTimeout(this.#saying)
    const wait = Math.max(0, this.#lastSaid + pause - performance.now())
    this.#saying = setTimeout(() => {
      const { words, language } = this.#catalogue
      this.#say(placeOf(this.#standing, words, language))
    }, wait)
  }

  async #load(): Promise<void> {
    const line = this.#line
    try {
      const loaded = await surfaceOf(this.channel)
      if (!line || line !== this.#line) return
      this.#surface = loaded?.surface({ line, texts: this.texts ?? undefined })
      this.requestUpdate()
    } catch {
      setTimeout(() => line === this.#line && void this.#load(), again)
    }
  }

  #refuse(): void {
    this.#isRefused = true
    this.#surface = undefined
    this.#show('title')
  }

  /** Nothing of it stays: what the surface held goes with it. */
  #end(): void {
    this.#say('')
    this.#isAsking = false
    this.#surface = undefined
    entitle(this.#catalogue.words.ended)
    this.#show('title')
  }

  #forget(): void {
    this.#hangUp?.()
    this.#line = this.#hangUp = this.#surface = undefined
    clearTimeout(this.#saying)
    this.#outdated?.()
  }

  /** At once: nothing of what was said may stay in a page that is left. */
  readonly #leave = (): void => {
    this.#forget()
    if (!this.hasUpdated) return
    this.requestUpdate()
    this.performUpdate()
  }

  readonly #comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#begin()
  }
}

/** Whose page it is stays behind it. */
function entitle(title: string): void {
  document.title = document.title.replace(/^.*(?= – )|^.*$/s, () => title)
}

declare global {
  interface HTMLElementTagNameMap {
    'id-contact-conversation': IdContactConversation
  }
}
