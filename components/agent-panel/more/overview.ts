import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Desk, Supervision } from '../../../src/agent/index.ts'
import type { OwnWords } from '../../localization/catalogues.ts'
import { duration } from '../../localization/duration.ts'
import { languageOf, plain } from '../../localization/language.ts'
import { wordsIn, type Words } from './words/index.ts'

/** Milliseconds between two looks. */
const interval = 10_000
const tag = 'id-contact-overview'

/** The desk in numbers, for a supervisor. It looks again by itself, and is read out only when somebody reads it. */
class Overview extends LitElement {
  static override styles = css`
    :host {
      display: block;
      margin-block-start: 1rem;
    }
    article {
      padding-block: 0.5rem;
      border-block-end: 1px solid currentColor;
    }
    dl {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1.5rem;
      margin: 0;
    }
    dd {
      margin: 0;
      font-variant-numeric: tabular-nums;
    }
    h3 {
      font-size: 1rem;
      margin: 0;
    }
    h2 {
      font-size: 1.25rem;
      margin: 0;
    }
  `

  desk: Desk | undefined
  texts: OwnWords<Words> | undefined
  #seen: Supervision | undefined
  #hasFailed = false
  #ending: AbortController | undefined
  #timer: ReturnType<typeof setInterval> | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    this.#ending = new AbortController()
    this.#timer = setInterval(() => void this.#look(), interval)
    void this.#look()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
    this.#ending?.abort()
  }

  protected override render(): TemplateResult {
    const language = languageOf(this)
    const words = wordsIn(language, this.texts)
    const seen = this.#seen
    return html`<section aria-labelledby="title">
      <h2 id="title">${words.overview}</h2>
      ${this.#hasFailed ? html`<p>${words.overviewFailed}</p>` : nothing}
      ${seen ? [agentsOf(words, seen), queuesOf(words, seen, language)] : nothing}
    </section>`
  }

  async #look(): Promise<void> {
    const { signal } = this.#ending!
    try {
      this.#seen = await this.desk?.supervision({ signal })
      this.#hasFailed = false
    } catch {
      if (signal.aborted) return
      this.#hasFailed = true
    }
    this.requestUpdate()
  }
}

const agentsOf = (words: Words, { agents }: Supervision): TemplateResult =>
  html`<p>
    ${words.agents}: ${agents.available} ${words.available}, ${agents.talking} ${words.talking},
    ${agents.away} ${words.away}.
  </p>`

/** No table: in a narrow side bar its columns would not fit. */
function queuesOf(words: Words, { queues }: Supervision, language: string): TemplateResult {
  if (queues.length === 0) return html`<p>${words.nobody}</p>`
  const time = (seconds: number | undefined): string =>
    seconds === undefined ? '–' : seconds < 60 ? words.short : duration(seconds * 1000, language)
  return html`${queues.map((queue) => {
    const figures = [
      [words.waiting, queue.waiting],
      [words.longest, time(queue.longestWait)],
      [words.median, time(queue.medianWait)],
      [words.talking, queue.active],
    ]
    return html`<article>
      <h3>${plain(queue.purposeName, language)}, ${words[queue.channel]}</h3>
      <dl>
        ${figures.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </article>`
  })}`
}

/** @param texts words of the municipality's own */
export function overview(desk: Desk, texts?: OwnWords<Words>): HTMLElement {
  if (!customElements.get(tag)) customElements.define(tag, Overview)
  const element = document.createElement(tag) as Overview
  element.desk = desk
  element.texts = texts
  return element
}
