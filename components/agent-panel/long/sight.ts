import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'
import type { Row } from '../view.ts'

/** Where a row stands: which of all it is, and how far from the beginning of the list, in pixels. */
export interface Spot {
  index: number
  start: number
}

/** Rows that are in the page before and after those in sight, so that Tab and a screen reader find the next one there. */
const beyond = 6

/** Which rows of a long list are in sight. */
export class Sight {
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>
  readonly #list: HTMLElement
  readonly #changed: () => void
  /** What a row takes that was not in the page yet, in pixels: as much as those that were. */
  #estimate: number
  #width: number
  #rows: Row[] = []
  #keyOf = (index: number): string => this.#rows[index]!.id

  constructor(list: HTMLElement, changed: () => void) {
    this.#list = list
    this.#changed = changed
    this.#estimate = meanOf(list)
    this.#width = list.clientWidth
    this.#virtualizer = new Virtualizer({
      ...this.#fixed,
      initialOffset: list.scrollTop,
      count: 0,
    })
    this.#virtualizer._willUpdate()
  }

  /** @param held rows that stay in the page wherever they are, by their place: with their neighbours, for whoever goes on from there */
  look(rows: Row[], held: number[], slack: number): { spots: Spot[]; size: number } {
    if (rows !== this.#rows) {
      this.#rows = rows
      // Another function, which says that the rows are others: all of them are placed anew.
      this.#keyOf = (index) => rows[index]!.id
      this.#forget()
    }
    this.#virtualizer.setOptions({
      ...this.#fixed,
      count: rows.length,
      paddingStart: slack,
      getItemKey: this.#keyOf,
      rangeExtractor: (range) => {
        const around = held.flatMap((index) => [index - 1, index, index + 1])
        const shown = new Set([...defaultRangeExtractor(range), ...around])
        return [...shown].filter((index) => index >= 0 && index < rows.length).sort((a, b) => a - b)
      },
    })
    return {
      spots: this.#virtualizer.getVirtualItems(),
      size: this.#virtualizer.getTotalSize(),
    }
  }

  /** Takes the measure of what is in the page now. */
  measure(): void {
    this.#virtualizer._willUpdate()
    const width = this.#virtualizer.scrollRect?.width ?? this.#width
    if (width !== this.#width) {
      this.#width = width
      this.#estimate = meanOf(this.#list)
      this.#virtualizer.measure()
    }
    this.#virtualizer.measureElement(null)
    for (const row of rowsOf(this.#list)) this.#virtualizer.measureElement(row)
  }

  /** The list was scrolled by us: the event that says so comes too late. */
  moved(): void {
    this.#virtualizer.scrollOffset = this.#list.scrollTop
  }

  stop(): void {
    this.#virtualizer._didMount()()
  }

  get #fixed() {
    return {
      getScrollElement: () => this.#list,
      estimateSize: () => this.#estimate,
      overscan: beyond,
      // Otherwise browsers call it an error of the page that the rows change while they are measured.
      useAnimationFrameWithResizeObserver: true,
      scrollToFn: elementScroll<HTMLElement>,
      observeElementRect: observeElementRect<HTMLElement>,
      observeElementOffset: observeElementOffset<HTMLElement>,
      onChange: this.#changed,
    }
  }

  /** The library keeps the measure of every row that ever was. */
  #forget(): void {
    const sizes = this.#virtualizer.itemSizeCache
    if (sizes.size < this.#rows.length + 100) return
    const known = new Set<unknown>(this.#rows.map(({ id }) => id))
    for (const id of sizes.keys()) if (!known.has(id)) sizes.delete(id)
  }
}

const rowsOf = (list: HTMLElement): HTMLElement[] => [...list.children] as HTMLElement[]

function meanOf(list: HTMLElement): number {
  const heights = rowsOf(list).map(({ offsetHeight }) => offsetHeight)
  return heights.reduce((sum, height) => sum + height, 0) / heights.length
}
