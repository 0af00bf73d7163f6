/** What somebody shares, with whom and why: shown before they go to log in. */
import { html } from 'hono/html'
import type { Markup } from './page.ts'
import type { PageWords } from './own-words.ts'

export interface Consent {
  /** Labels; several lines where it is not the same for every method. None: that nothing is shared is said. */
  what: readonly string[]
  /** Who gets it. Left out where that is the one somebody already talks to. */
  whom?: string
  why: string
}

export function consent(t: PageWords, { what, whom, why }: Consent): Markup {
  const lines = what.filter(Boolean)
  return html`<dl class="box">
      <dt>${t.shares}</dt>
      ${(lines.length > 0 ? lines : [t.sharesNothing]).map((line) => html`<dd>${line}</dd>`)}
      ${
        whom === undefined
          ? ''
          : html`<dt>${t.shareWith}</dt>
              <dd>${whom}</dd>`
      }
      <dt>${t.shareWhy}</dt>
      <dd>${why}</dd>
    </dl>
    <p>${t.shareErase}</p>`
}
