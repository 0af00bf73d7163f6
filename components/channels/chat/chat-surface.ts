import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { Chat, longestMessage, type ChatMessage } from '../../../src/protocol/chat.ts'
import type { Line } from '../../../src/protocol/line.ts'
import { visible } from '../../../src/protocol/value.ts'
import { fill, languageOf, plain, timeOfDay } from '../../localization/language.ts'
import { styles } from './styles.ts'
import { wordsIn, type Words } from './words.ts'

/** From so many characters before the limit on, it is said how many are left. */
const near = 200

type Notice = 'files' | 'nothing' | 'tooLong' | ''

/**
 * A chat, for the resident and for the agent: what was said, and a field to say something.
 *
 * What the other side says is read out by the log (`role=log`, polite), once: what was there before, and what this side says itself, are put into
 * a part of it that is not live. The focus stays where it is, whatever comes.
 */
export class ChatSurface extends LitElement {
  static override styles = styles
  static override properties = { line: { attribute: false } }

  declare line: Line | undefined

  #chat: Chat | undefined
  #unwatch: (() => void) | undefined
  #draft = ''
  #notice: Notice = ''
  /** Whether the reader is at the end, and goes on being there. */
  #isAtEnd = true

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('visibilitychange', this.#look)
    if (this.hasUpdated) this.#begin()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('visibilitychange', this.#look)
    this.#end()
  }

  protected override render(): TemplateResult {
    const { language, words } = wordsIn(languageOf(this))
    const messages = this.#chat?.messages ?? []
    const { state, isLive } = this.#chat?.standing ?? { state: 'waiting', isLive: false }
    return html`<div
        class="log"
        role="log"
        aria-label=${words.log}
        tabindex="0"
        @scroll=${this.#scrolled}
      >
        ${messages.length ? nothing : html`<p class="empty">${words.empty}</p>`}
        <ol>
          ${messages.map((message) => this.#message(message, words, language))}
        </ol>
      </div>
      <p class="typing" aria-hidden="true">${this.#typing(words)}</p>
      ${state === 'active' && !isLive ? html`<p class="notice">${words.reconnecting}</p>` : nothing}
      ${state === 'ended' ? html`<p class="notice">${words.ended}</p>` : this.#form(words)}`
  }

  #message(message: ChatMessage, words: Words, language: string): TemplateResult {
    const { by, isOwn, text, at, state, refusal } = message
    const time = fill(words.at, { time: timeOfDay(at, language) })
    const name = this.#nameOf(message, words, language)
    const became = refusal ? words[`refused_${refusal}`] : words[state as 'sent']
    return html`<li class="${isOwn ? 'own' : 'other'} ${by}">
      <p class="who"><bdi>${name}</bdi> <time datetime=${at.toISOString()}>${time}</time></p>
      <p class="text"><bdi>${lines(text)}</bdi></p>
      ${isOwn ? html`<p class="became ${state}">${became}</p>` : nothing}
    </li>`
  }

  #nameOf({ by, isOwn, name }: ChatMessage, words: Words, language: string): string {
    const known = plain(name, language)
    if (isOwn && this.line!.side === 'resident') return words.you
    return known || words[by]
  }

  #typing(words: Words): string {
    if (!this.#chat?.isOtherTyping) return ''
    return fill(words.typing, { name: words[this.line!.side === 'agent' ? 'resident' : 'agent'] })
  }

  #form(words: Words): TemplateResult {
    const over = this.#draft.length - longestMessage
    const isOver = over > 0
    const notice = this.#notice && fill(words[this.#notice], { count: String(over) })
    const left = !isOver && over > -near ? fill(words.left, { count: String(-over) }) : ''
    return html`<form @submit=${this.#submit} @drop=${this.#refuseFiles} @dragover=${allow}>
      <label for="text">${words.field}</label>
      <textarea
        id="text"
        rows="3"
        dir="auto"
        .value=${this.#draft}
        aria-describedby="hint notice"
        aria-invalid=${this.#notice ? 'true' : nothing}
        @input=${this.#input}
        @keydown=${this.#key}
        @paste=${this.#refuseFiles}
      ></textarea>
      <p id="notice" role="alert" class="notice">${notice}</p>
      <p id="hint" class="hint">${left || words.hint}</p>
      <button part="primary" class="primary">${words.send}</button>
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
    this.#unwatch = chat.watch(() => this.requestUpdate())
  }

  #end(): void {
    this.#unwatch?.()
    this.#chat?.close()
    this.#chat = this.#unwatch = undefined
  }

  readonly #look = (): void => {
    if (!document.hidden) this.#chat?.read()
  }

  readonly #scrolled = (event: Event): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.target as HTMLElement
    this.#isAtEnd = scrollTop + clientHeight > scrollHeight - 40
  }

  readonly #input = (event: Event): void => {
    this.#draft = (event.target as HTMLTextAreaElement).value
    this.#notice = this.#draft.trim().length > longestMessage ? 'tooLong' : ''
    if (this.#draft) this.#chat?.typing()
    this.requestUpdate()
  }

  /** While somebody composes a character (IME), Enter chooses it. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    this.#submit(event)
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    const length = this.#draft.trim().length
    this.#notice = !length ? 'nothing' : length > longestMessage ? 'tooLong' : ''
    if (!this.#notice) {
      this.#chat?.send(this.#draft)
      this.#draft = ''
      this.#isAtEnd = true
    }
    this.requestUpdate()
    this.renderRoot.querySelector('textarea')?.focus()
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

/** Line by line, so that each can be made harmless and still stands on its own. */
const lines = (text: string): unknown[] =>
  text.split('\n').map((line, index) => [index ? html`<br />` : nothing, visible(line)])

declare global {
  interface HTMLElementTagNameMap {
    'id-contact-chat': ChatSurface
  }
}
