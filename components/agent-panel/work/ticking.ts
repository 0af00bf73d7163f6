import { AsyncDirective, directive, type DirectiveResult } from 'lit/async-directive.js'

/** Texts that stand in a page now and change with the time. One clock for all of them, that runs while there are any. */
const ticking = new Set<Ticking>()
let clock: ReturnType<typeof setInterval> | undefined

function add(one: Ticking): void {
  ticking.add(one)
  clock ??= setInterval(() => {
    for (const each of ticking) each.tick()
  }, 1000)
}

function remove(one: Ticking): void {
  ticking.delete(one)
  if (ticking.size > 0) return
  clearInterval(clock)
  clock = undefined
}

/** A text that is made anew each second. It changes alone: nothing around it is rendered. */
class Ticking extends AsyncDirective {
  #text: () => string = () => ''
  #shown = ''

  override render(text: () => string): string {
    this.#text = text
    if (this.isConnected) add(this)
    return (this.#shown = text())
  }

  tick(): void {
    const text = this.#text()
    if (text !== this.#shown) this.setValue((this.#shown = text))
  }

  protected override disconnected(): void {
    remove(this)
  }

  protected override reconnected(): void {
    add(this)
    this.tick()
  }
}

export const ticks: (text: () => string) => DirectiveResult = directive(Ticking)
