import { html, nothing, type TemplateResult } from 'lit'
import { AsyncDirective, directive, type DirectiveResult } from 'lit/async-directive.js'
import { ref } from 'lit/directives/ref.js'
import { loadLong, type Sight } from '../load-long.ts'
import { longestFirst, type Row, type View } from '../view.ts'
import { Hand } from './hand.ts'
import { keyed } from './keyed.ts'
import { rowView, type Place } from './row.ts'

/** Longest list of which all rows are in the page. */
const longest = 60

/**
 * Those who wait, row by row. Of a long list only the rows in sight are in the page, and those that the agent is at. Nothing moves by itself: what the
 * agent is about to press stays where it is while rows around it come and go, and stays there when it leaves itself.
 */
class Rows extends AsyncDirective {
  #view!: View
  /** As the desk has them. */
  #waiting: Row[] = []
  /** And with those that have left under the agent's hand. */
  #rows: Row[] = []
  readonly #gone = new Set<string>()
  #empty: unknown = nothing
  #sight: Sight | undefined
  #isLoading = false
  /** The other rows could not be left out, so they are all there. */
  #isWhole = false
  /** Where the focus goes once that row is there. */
  #wanted = ''
  #isSettling = false
  /** Other rows are in sight, or they take more or less than was thought. */
  #isStale = false
  readonly #hand = new Hand(() => this.#refresh())
  readonly #setList = (list: Element | undefined): void => {
    this.#hand.list = list as HTMLElement | undefined
    if (!list) this.#forget()
  }

  override render(view: View, rows: Row[], empty: unknown): TemplateResult {
    const isOther = !!this.#view && view.filter !== this.#view.filter
    if (isOther) {
      this.#hand.reset()
      this.#sight?.moved()
    } else if (rows !== this.#waiting) this.#hand.remember(rows)
    this.#waiting = rows
    this.#empty = empty
    this.#keep(view, isOther)
    this.#view = view
    this.#settleSoon()
    return this.#template()
  }

  protected override disconnected(): void {
    this.#forget()
  }

  #forget(): void {
    this.#sight?.stop()
    this.#sight = undefined
  }

  /** Rows that are the agent's to press stay, with the words that they are gone. */
  #keep(view: View, isOther: boolean): void {
    const before = this.#rows
    const missing = isOther || view.conversation || view.isTaking ? [] : this.#hand.ids
    const kept = missing.length
      ? before.filter(
          ({ id }) => missing.includes(id) && !this.#waiting.some((row) => row.id === id),
        )
      : []
    for (const { id, isTaken } of kept) if (!isTaken) this.#gone.add(id)
    for (const id of this.#gone) if (!kept.some((row) => row.id === id)) this.#gone.delete(id)
    const shown = kept.map((row) => ({ ...row, isTaken: true }))
    this.#rows = shown.length ? [...this.#waiting, ...shown].sort(longestFirst) : this.#waiting
  }

  #template(): TemplateResult {
    const rows = this.#rows
    if (!rows.length) return html`${this.#empty}`
    const { places, size } = this.#places()
    const { slack } = this.#hand
    const style = size === undefined ? `padding-block-start: ${slack}px` : `--_size: ${size}px`
    return html`<ul
      class=${size === undefined ? nothing : 'long'}
      aria-labelledby="queue-title"
      .style=${style}
      ${ref(this.#setList)}
      @scroll=${this.#hand.scroll}
      @pointerover=${this.#hand.point}
      @pointerleave=${this.#hand.leave}
      @focusout=${this.#hand.leaveFocus}
      @keydown=${this.#onKey}
    >
      ${keyed(
        new Map(
          places.map((place) => {
            const row = rows[place.index]!
            return [row.id, rowView(this.#view, row, place)]
          }),
        ),
      )}
    </ul>`
  }

  #places(): { places: Place[]; size?: number } {
    const rows = this.#rows
    const isGone = (index: number): boolean => this.#gone.has(rows[index]!.id)
    if (!this.#sight) {
      const isCut = rows.length > longest && !this.#isWhole
      const shown = isCut ? rows.slice(0, longest) : rows
      const of = isCut ? rows.length : undefined
      return { places: shown.map((_, index) => ({ index, of, isGone: isGone(index) })) }
    }
    const held = [...this.#hand.ids, this.#hand.anchor, this.#wanted].filter(Boolean)
    const indexes = held.map((id) => rows.findIndex((row) => row.id === id)).filter((at) => at >= 0)
    const { spots, size } = this.#sight.look(rows, indexes, this.#hand.slack)
    return {
      places: spots.map(({ index, start }) => ({
        index,
        start,
        of: rows.length,
        isGone: isGone(index),
      })),
      size,
    }
  }

  readonly #refresh = (): void => {
    if (!this.isConnected) return
    this.#hand.remember(this.#waiting)
    this.#keep(this.#view, false)
    this.#show()
  }

  #show(): void {
    this.setValue(this.#template())
    this.#settleSoon()
  }

  /** Once the rows are in the page, and before it is painted. */
  #settleSoon(): void {
    if (this.#isSettling) return
    this.#isSettling = true
    queueMicrotask(() => {
      this.#isSettling = false
      if (this.isConnected && this.#hand.list) this.#settle(this.#hand.list)
    })
  }

  #settle(list: HTMLElement): void {
    if (this.#rows.length > longest && !this.#sight && !this.#isWhole) void this.#load()
    this.#sight?.measure()
    if (this.#isStale) {
      this.#isStale = false
      this.#show()
    }
    if (this.#hand.restore()) this.#show()
    const wanted = this.#wanted && list.querySelector<HTMLElement>(rowOf(this.#wanted))
    if (wanted) {
      this.#wanted = ''
      wanted.querySelector('button')?.focus()
    }
    // Without buttons in it there would be no way into it by the keyboard.
    const isBare = this.#view.conversation && list.scrollHeight > list.clientHeight
    list.toggleAttribute('tabindex', !!isBare)
    if (isBare) list.tabIndex = 0
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return
    this.#isLoading = true
    try {
      const { Sight } = await loadLong()
      const { list } = this.#hand
      if (list) this.#sight = new Sight(list, this.#onSight)
    } catch {
      // Slow is better than out of reach.
      this.#isWhole = true
    }
    this.#isLoading = false
    if (this.isConnected) this.#show()
  }

  readonly #onSight = (): void => {
    this.#isStale = true
    this.#settleSoon()
  }

  /** Up and down from one to the next, also to those that are not in the page yet. Tab does the same, and takes a long time at it. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const at = this.#rows.findIndex(({ id }) => id === this.#hand.focused)
    const to = at < 0 ? undefined : step(event, at, this.#rows.length)
    if (to === undefined) return
    event.preventDefault()
    this.#wanted = this.#rows[Math.min(Math.max(to, 0), this.#rows.length - 1)]!.id
    this.#show()
  }
}

const rowOf = (id: string): string => `[data-id="${CSS.escape(id)}"]`

function step({ key, altKey, ctrlKey, metaKey }: KeyboardEvent, at: number, count: number) {
  if (altKey || ctrlKey || metaKey) return undefined
  const steps: Record<string, number> = {
    ...{ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10 },
    ...{ Home: 0, End: count - 1 },
  }
  return steps[key]
}

export const rowList: (view: View, rows: Row[], empty: unknown) => DirectiveResult = directive(Rows)
