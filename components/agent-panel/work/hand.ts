/** Where the agent is in the list, with the pointer or the focus, and what it takes to keep that in its place on screen. */
export class Hand {
  list: HTMLElement | undefined
  /** Row that is to stay in its place with the next change. */
  anchor = ''
  /** Room before the first row that keeps the rest from moving up, in pixels. It is there while the agent is at a row. */
  slack = 0

  #top = 0
  #pointed = ''
  /** Whether the list is scrolled. To ask the list would make the browser lay it out at each change. */
  #isScrolled = false
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get focused(): string {
    const { activeElement } = (this.list?.getRootNode() ?? document) as ShadowRoot
    return idOf(this.list?.contains(activeElement) ? activeElement : undefined)
  }

  /** The rows that the agent is at. */
  get ids(): string[] {
    return [this.#pointed, this.focused].filter(Boolean)
  }

  /** Before a change: which row stays where it is. Where the agent is at none, the first in sight that is going to be there. */
  remember(next: readonly { id: string }[]): void {
    const { list, ids } = this
    if (!ids.length) this.slack = 0
    this.anchor = ''
    if (!list || (!ids.length && !this.#isScrolled)) return
    const box = list.getBoundingClientRect()
    const isInSight = (row: Element | undefined): boolean => {
      const { top, bottom } = row?.getBoundingClientRect() ?? box
      return !!row && bottom > box.top + 1 && top < box.bottom - 1
    }
    const atHand = ids.find((id) => isInSight(this.#rowOf(id)))
    if (!atHand) this.slack = 0
    const isStaying = (row: Element): boolean =>
      isInSight(row) && next.some(({ id }) => id === idOf(row))
    const first = this.#isScrolled ? [...list.children].find(isStaying) : undefined
    this.anchor = atHand ?? idOf(first)
    this.#top = this.#topOf(this.anchor) ?? 0
  }

  /** Other rows altogether: from the first on. */
  reset(): void {
    this.anchor = this.#pointed = ''
    this.slack = 0
    if (this.list) this.list.scrollTop = 0
  }

  /**
   * After a change: what was to stay is where it was.
   *
   * @returns whether the room before the first row is another, so that all of them are to be shown anew
   */
  restore(): boolean {
    const { list, anchor } = this
    const top = list && anchor ? this.#topOf(anchor) : undefined
    if (!list || top === undefined) return false
    const moved = Math.round(top - this.#top)
    if (!moved) {
      this.anchor = ''
      return false
    }
    const missing = moved + list.scrollTop
    if (missing >= 0 || !this.ids.includes(anchor)) {
      list.scrollTop += moved
      this.anchor = ''
      return false
    }
    this.slack -= missing
    list.scrollTop = 0
    return true
  }

  readonly scroll = (): void => {
    this.#isScrolled = !!this.list && this.list.scrollTop > 0
  }

  readonly point = (event: PointerEvent): void => {
    // A finger is nowhere once it has pressed.
    if (event.pointerType === 'touch') return
    this.#pointed = idOf((event.target as Element).closest('li'))
  }

  readonly leave = (): void => {
    this.#pointed = ''
    this.#changed()
  }

  /** The next one has the focus only a moment later. */
  readonly leaveFocus = (): void => void setTimeout(this.#changed)

  #rowOf(id: string): Element | undefined {
    return [...(this.list?.children ?? [])].find((row) => idOf(row) === id)
  }

  #topOf(id: string): number | undefined {
    const row = this.#rowOf(id)
    return row && row.getBoundingClientRect().top - this.list!.getBoundingClientRect().top
  }
}

const idOf = (element: Element | null | undefined): string =>
  element?.closest<HTMLElement>('li')?.dataset.id ?? ''
