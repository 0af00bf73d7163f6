import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { Chat, longestMessage, type ChatMessage } from '../../../src/protocol/chat.ts'
import type { Line } from '../../../src/protocol/line.ts'
import { visible } from '../../../src/protocol/value.ts'
import type { Words } from '../../localization/chat.nl.ts'
import { counted, fill, languageOf, plain, timeOfDay } from '../../localization/language.ts'
import { wordsIn } from '../../localization/load-chat.ts'
import { controls } from '../../theme/controls.ts'
import { Reader } from './reader.ts'
import type { SurfaceTexts } from '../surfaces.ts'
import { styles } from './styles.ts'

/** From so many characters before the limit on, it is said how many are left. */
const near = 200
/** How far from the end of the log somebody still reads along, in pixels. */
const closeBy = 40

type Notice = 'files' | 'nothing' | 'tooLong' | ''

/**
 * A chat, for the resident and for the agent: what was said, and a field to say something.
 *
 * The log is where everything can be read again, and says nothing by itself (`aria-live=off`): what the other side writes is read out by one
 * region beside it, once. So neither what was there before nor what this side writes itself is read out, and a state that changes is
 * not either. The focus stays where it is, whatever comes.
 */
export class ChatSurface extends LitElement {
  static override styles = [controls, styles]
  static override properties = { line: { attribute: false }, texts: { attribute: false } }

  declare line: Line | undefined
  /** Words of the municipality's own. */
  declare texts: SurfaceTexts['chat'] | undefined

  #chat: Chat | undefined
  #unwatch: (() => void) | undefined
  #draft = ''
  #notice: Notice = ''
  /** Whether the reader is at the end, and goes on being there. */
  #isAtEnd = true
  readonly #reader = new Reader(() => this.requestUpdate())

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('visibilitychange', this.#look)
    if (this.hasUpdated) this.#begin()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('visibilitychange', this.#look)
    this.#end()
    // At once: the page may be left.
    if (this.hasUpdated) this.performUpdate()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { language, words, isComing } = wordsIn(languageOf(this), this.texts, () =>
      this.requestUpdate(),
    )
    if (isComing) return nothing
    const { messages = [], standing } = this.#chat ?? {}
    const isLost = standing?.state === 'active' && !standing.isLive
    return html`<div
        class="log"
        role="log"
        aria-live="off"
        aria-label=${words.log}
        tabindex="0"
        @scroll=${this.#scrolled}
      >
        ${messages.length ? nothing : html`<p>${words.empty}</p>`}
        <ol>
          ${messages.map((message) => this.#message(message, words, language))}
        </ol>
      </div>
      <p class="spoken" aria-live="polite">${this.#reader.text}</p>
      <p class="typing">${this.#typing(words)}</p>
      ${isLost ? html`<p class="notice lost">${words.reconnecting}</p>` : nothing}
      ${standing?.state === 'ended' ? html`<p>${words.ended}</p>` : this.#form(words, language)}`
  }

  #message(message: ChatMessage, words: Words, language: string): TemplateResult {
    const { isOwn, text, at, state, refusal } = message
    const time = fill(words.at, { time: timeOfDay(at, language) })
    const became = refusal ? words[`refused_${refusal}`] : words[state as 'sent']
    return html`<li class=${isOwn ? 'own' : 'other'}>
      <p class="who">
        <bdi>${this.#nameOf(message)}</bdi> <time datetime=${at.toISOString()}>${time}</time>
      </p>
      <p class="text" dir="auto">${lines(text)}</p>
      ${isOwn ? html`<p class="became ${state}">${became}</p>` : nothing}
    </li>`
  }

  #nameOf({ by, isOwn, name }: ChatMessage): string {
    const { language, words } = wordsIn(languageOf(this), this.texts)
    if (isOwn && by === 'resident') return words.you
    return plain(name, language) || words[by]
  }

  #typing(words: Words): string {
    if (!this.#chat?.isOtherTyping) return ''
    return fill(words.typing, { name: words[this.#chat.side === 'agent' ? 'resident' : 'agent'] })
  }

  #form(words: Words, language: string): TemplateResult {
    const over = this.#draft.trim().length - longestMessage
    const notice =
      this.#notice === 'tooLong'
        ? counted(words.tooLong, over, language)
        : this.#notice && words[this.#notice]
    const isNear = over <= 0 && over > -near
    return html`<form @submit=${this.#submit} @drop=${this.#refuseFiles} @dragover=${allow}>
      <label for="text">${words.field}</label>
      <textarea
        id="text"
        rows="3"
        dir="auto"
        aria-describedby="notice hint"
        aria-invalid=${this.#notice ? 'true' : nothing}
        @input=${this.#input}
        @keydown=${this.#key}
        @paste=${this.#refuseFiles}
      ></textarea>
      <p id="notice" class="notice" role="alert">${notice}</p>
      <p id="hint" class="hint">${isNear ? counted(words.left, -over, language) : words.hint}</p>
      <button class="primary">${words.send}</button>
    </form>`
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('line')) this.#begin()
  }

  protected override updated(): void {
    const log = this.renderRoot.querySelector('.log')
    if (log && this.#isAtEnd) log.scrollTop = log.scrollHeight
    this.#look()
  }

  #begin(): void {
    this.#end()
    if (!this.line || !this.isConnected) return
    const chat = new Chat(this.line)
    this.#chat = chat
    this.#unwatch = chat.watch(() => {
      if (chat.standing.state === 'ended') this.#forget()
      else this.#reader.follow(chat, (message) => this.#spoken(message))
      this.requestUpdate()
    })
  }

  #end(): void {
    this.#unwatch?.()
    this.#forget()
    this.#chat = this.#unwatch = undefined
  }

  #forget(): void {
    this.#chat?.close()
    this.#reader.stop()
    // What was said was on the screen as well.
    if (this.hasUpdated) this.requestUpdate()
  }

  #spoken(message: ChatMessage): string {
    const { words } = wordsIn(languageOf(this), this.texts)
    const { text, isOwn, refusal } = message
    if (isOwn) return refusal ? words[`refused_${refusal}`] : ''
    return `${this.#nameOf(message)}: ${visible(text)}`
  }

  /** What is on a screen that somebody looks at was read. */
  readonly #look = (): void => {
    if (!document.hidden && this.#isAtEnd) this.#chat?.read()
  }

  readonly #scrolled = (event: Event): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.target as HTMLElement
    this.#isAtEnd = scrollTop + clientHeight > scrollHeight - closeBy
    this.#look()
  }

  readonly #input = (event: Event): void => {
    this.#draft = (event.target as HTMLTextAreaElement).value
    this.#notice = this.#draft.trim().length > longestMessage ? 'tooLong' : ''
    if (this.#draft) this.#chat?.typing()
    this.requestUpdate()
  }

  /** While somebody composes a character (an input method), Enter chooses it. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#submit(event)
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    const field = this.renderRoot.querySelector('textarea')!
    const { length } = this.#draft.trim()
    this.#notice = !length ? 'nothing' : length > longestMessage ? 'tooLong' : ''
    if (!this.#notice) {
      this.#chat?.send(this.#draft)
      this.#draft = field.value = ''
      this.#isAtEnd = true
    }
    this.requestUpdate()
    field.focus()
  }

  readonly #refuseFiles = (event: ClipboardEvent | DragEvent): void => {
    const data = 'clipboardData' in event ? event.clipboardData : event.dataTransfer
    if (!data?.files.length) return
    event.preventDefault()
    this.#notice = 'files'
    this.requestUpdate()
  }
}

/** Without this a browser shows a file that is dropped, in the place of the conversation. */
const allow = (event: DragEvent): void => event.preventDefault()

/** Line by line, so that each is made harmless and still stands on its own, whatever the one before it does. */
const lines = (text: string): TemplateResult[] =>
  text.split('\n').map((line) => html`<bdi>${visible(line)}</bdi>`)

declare global {
  interface HTMLElementTagNameMap {
    'id-contact-chat': ChatSurface
  }
}
