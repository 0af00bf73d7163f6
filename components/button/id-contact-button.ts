import { render } from 'lit/html.js'
import { directionOf, languageOf } from '../localization/language.ts'
import { loadMessages, type Messages } from '../localization/load.ts'
import { registerTokens } from '../theme/tokens.ts'
import { Contact } from './contact.ts'
import type { IdContactEventDetail } from './events.ts'
import type { Why } from './host.ts'
import { dialogLook, keeping, look, lookOf } from './look.ts'
import type { State } from './machine.ts'
import { surface } from './views/surface.ts'

export type { IdContactEventDetail }

/**
 * Words of a municipality's own, by language (`nl`, `en`, `de`, `fr`, `tr`, `ar`, `pl`, `uk` or `es`) and by the name of the text. A text that is
 * missing stays as it is; `{name}` and its kind are filled in as in ours.
 */
export type ButtonTexts = Record<string, Partial<Messages>>

/** A server that imports this has no elements. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement)

/** By hand: most visitors see nothing but the button, and templates would cost each of them more. */
function box(className: string, child: Node): HTMLElement {
  const element = document.createElement('div')
  element.className = className
  element.append(child)
  return element
}

/** Attributes that are properties too, as `id` and `lang` are. */
const names = ['core', 'purpose', 'channel', 'method', 'phone', 'texts', 'return-url']

/**
 * A resident makes contact with the municipality: chooses how, shows who they are, comes back, and gets a telephone number
 * with a code.
 *
 * What stands inside the element is what people see without scripts: a form that leads to the core's own pages.
 *
 * @tag id-contact-button
 *
 * @attr {string} core - The core's address.
 * @attr {string} purpose - Tag of the purpose.
 * @attr {string} channel - Narrows the choice to one channel (`phone`) or the tag of one communication method.
 * @attr {string} method - Narrows the choice to the tag of one authentication method.
 * @attr {string} phone - Your telephone number, for help: shown when the core gives none, or could not be reached.
 * @attr {string} return-url - Where the browser comes back after the log-in. Default: this page.
 * @attr {string} texts - Words of your own, as JSON (`ButtonTexts`).
 * @attr {boolean} inline - Asks its questions in the page instead of in a dialog.
 * @attr {string} lang - The language of the texts. Default: that of the page around it.
 *
 * @slot - Shown until the element works. Put a form here that leads to the core's page with the same questions.
 * @slot label - The words on the button that opens.
 * @slot again - The words on it while a conversation runs.
 * @slot help - Where to get help, in your own words. Default: the telephone number that the core gives, or that of `phone`.
 *
 * @csspart opener - The button in the page.
 * @csspart dialog - The dialog, or with `inline` the section.
 * @csspart base - Everything, with language and direction of the texts.
 * @csspart primary - The button of the next step.
 * @csspart secondary - Other buttons.
 * @csspart consent - What is shared, with whom and why.
 * @csspart code - The code.
 * @csspart help - The line at the bottom of every state.
 *
 * @cssprop --id-contact-color-primary - Background of the main buttons.
 * @cssprop --id-contact-color-on-primary - Text on the main buttons.
 * @cssprop --id-contact-color-accent - Links, other buttons, chosen options.
 * @cssprop --id-contact-color-text - Text.
 * @cssprop --id-contact-color-surface - Background of the dialog.
 * @cssprop --id-contact-color-error - Errors.
 * @cssprop --id-contact-border-radius - Corners.
 *
 * @fires {CustomEvent<IdContactEventDetail>} id-contact-start - The resident is about to leave for the log-in. Cancelable.
 * @fires {CustomEvent<IdContactEventDetail>} id-contact-return - The resident is back; with a `reason` when there is no conversation.
 * @fires {CustomEvent<IdContactEventDetail>} id-contact-end - The conversation has ended and is erased.
 * @fires {CustomEvent<IdContactEventDetail>} id-contact-error - A server could not be reached or gave an answer that cannot be used; `code` says which.
 */
export class IdContactButton extends Base {
  static observedAttributes = [...names, 'inline', 'lang']

  /** The core's address. */
  declare core: string
  /** Tag of the purpose. */
  declare purpose: string
  /** Narrows the choice to one channel (`phone`) or the tag of one communication method. */
  declare channel: string
  /** Narrows the choice to the tag of one authentication method. */
  declare method: string
  /** Your telephone number, for help: shown when the core gives none, or could not be reached. */
  declare phone: string
  /** Words of your own, as JSON of `ButtonTexts`. Default: those of the element. Read when the element learns its language. */
  declare texts: string
  /** Where the browser comes back after the log-in. Default: this page. */
  declare returnUrl: string

  #root = this.attachShadow({ mode: 'open' })
  #slot = document.createElement('slot')
  #opener = document.createElement('button')
  #base = box('base', this.#opener)
  #contact = new Contact(this)
  /** The core or the purpose is another than before. */
  #isNew = false
  #isPending = false
  #language = ''
  /** It has its style sheets, and the button instead of what stands in it. */
  #isDressed = false
  #wasOpen = false
  #shown: State = 'closed'
  #shownMissing = 0

  /** Opens the dialog, or the questions in the page. */
  open(): void {
    this.#contact.open()
  }

  /** Closes it. A running conversation goes on; the button leads back to it. */
  close(): void {
    this.#contact.close()
  }

  /** Asks its questions in the page instead of in a dialog. */
  get inline(): boolean {
    return this.hasAttribute('inline')
  }

  set inline(value: boolean) {
    this.toggleAttribute('inline', value)
  }

  connectedCallback(): void {
    // What a framework set before there was a class hides what takes it now.
    for (const [name, value] of Object.entries(this))
      if (name in IdContactButton.prototype) {
        delete (this as Record<string, unknown>)[name]
        this[name as 'core'] = value as string
      }
    if (!this.#isDressed) {
      const help = document.createElement('slot')
      help.name = 'help'
      this.#root.replaceChildren(this.#slot, help)
    }
    addEventListener('online', this.#retry)
    addEventListener('pageshow', this.#comeBack)
    this.#isNew = true
    this.requestUpdate()
  }

  disconnectedCallback(): void {
    removeEventListener('online', this.#retry)
    removeEventListener('pageshow', this.#comeBack)
    this.#contact.leave()
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before !== now && /core|purpose/.test(name)) this.#isNew = true
    this.requestUpdate()
  }

  /** @internal */
  tell(event: 'start' | 'return' | 'end' | 'error', why?: Why): boolean {
    const detail: IdContactEventDetail = { purpose: this.purpose, ...this.#contact.choice, ...why }
    const cancelable = event === 'start'
    return this.dispatchEvent(
      new CustomEvent(`id-contact-${event}`, { detail, bubbles: true, composed: true, cancelable }),
    )
  }

  /** Shows what has changed, once for all changes of this moment. @internal */
  requestUpdate(): void {
    if (this.#isPending) return
    this.#isPending = true
    const update = (): void => {
      this.#isPending = false
      if (this.isConnected) this.#update()
    }
    // What comes to stand there for the first time comes in a task of its own: two short ones instead of one that is long on a slow phone.
    // A question that stands there follows each answer at once.
    if (/closed|ing$/.test(this.#shown)) setTimeout(update)
    else queueMicrotask(update)
  }

  #retry = (): void => {
    if (this.#contact.state === 'offline') this.#contact.retry()
  }

  #comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#contact.wayBack?.comeBack(this.#contact)
  }

  // The event of an earlier closing may come when the dialog is open again, or is about to be.
  #onClose = ({ target }: Event): void => {
    if (!(target as HTMLDialogElement).open && this.#shown !== 'closed') this.close()
  }

  #update(): void {
    // A framework may set one after the other; without both, an answer in the address is not for this element.
    if (this.#isNew && this.core && this.purpose) {
      this.#isNew = false
      this.#contact.begin()
    }
    this.#load()
    const { wayBack, words, state } = this.#contact
    if (!words) return
    if (!this.#isDressed) this.#dress()
    this.#showOpener()
    this.#wasOpen ||= state !== 'closed'
    // Until somebody asks for it there is nothing to show, and nothing to spend a visitor's time on.
    if (!this.#wasOpen) return
    const sheets = this.#root.adoptedStyleSheets
    for (const sheet of [dialogLook(), wayBack?.phoneLook()])
      if (sheet && !sheets.includes(sheet)) sheets.push(sheet)
    const focused = this.#root.activeElement
    render(surface(this.#contact, this.inline, this.#onClose), this.#base)
    this.#follow()
    // What had the focus has done its work and is gone.
    if (focused && !focused.isConnected) this.#root.getElementById('title')?.focus()
  }

  /** What stands in the element gives way to the button, and leaves its room. */
  #dress(): void {
    this.#isDressed = true
    const room = this.firstElementChild && this.getBoundingClientRect().height
    registerTokens()
    const sheets = [look()]
    if (room) sheets.push(lookOf(keeping(room))())
    this.#root.adoptedStyleSheets = sheets
    const opener = this.#opener
    opener.append(this.#slot)
    opener.type = 'button'
    opener.className = 'primary'
    opener.id = opener.part.value = 'opener'
    opener.onclick = () => this.open()
    this.#base.part.value = 'base'
    this.#root.replaceChildren(box('theme', box('', this.#base)))
  }

  #showOpener(): void {
    const { state, t, language, conversation } = this.#contact
    const isAsked = conversation?.identification?.state === 'requested'
    const words = t(isAsked ? 'asked' : conversation ? 'reopen' : 'open')
    this.#base.lang = language
    this.#base.dir = directionOf(language)
    this.#opener.hidden = this.inline && state !== 'closed'
    this.#opener.ariaHasPopup = this.inline ? null : 'dialog'
    // What an employee asks is told in our words.
    this.#slot.name = isAsked ? 'asked' : conversation ? 'again' : 'label'
    if (this.#slot.textContent !== words) this.#slot.textContent = words
  }

  #load(): void {
    const wanted = languageOf(this)
    if (wanted === this.#language) return
    this.#language = wanted
    loadMessages(wanted, this.texts).then(
      (words) => {
        if (wanted !== this.#language) return
        this.#contact.words = words
        this.requestUpdate()
      },
      // Without words, what stands inside the element goes on doing the work.
      () => {},
    )
  }

  /** The dialog and the focus follow the state. */
  #follow(): void {
    const { state, missing } = this.#contact
    const isNew = state !== this.#shown
    const isError = missing > this.#shownMissing
    this.#shown = state
    this.#shownMissing = missing
    const dialog = this.#root.querySelector('dialog')
    if (state === 'closed') dialog?.close()
    else if (dialog && !dialog.open) dialog.showModal()
    const id = isError ? 'error' : isNew && (state === 'closed' ? 'opener' : 'title')
    if (id) this.#root.getElementById(id)?.focus()
  }
}

for (const name of names)
  Object.defineProperty(IdContactButton.prototype, name.replace('-u', 'U'), {
    configurable: true,
    get(this: Element) {
      return this.getAttribute(name) ?? ''
    },
    set(this: Element, value: string) {
      this.setAttribute(name, value)
    },
  })

declare global {
  interface HTMLElementTagNameMap {
    'id-contact-button': IdContactButton
  }
}
