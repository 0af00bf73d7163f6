import { noChange, nothing, type ChildPart, type TemplateResult } from 'lit'
import { directive, Directive, type DirectiveResult, type Part } from 'lit/directive.js'
import { insertPart, removePart, setChildPartValue } from 'lit/directive-helpers.js'

/**
 * Items in an order in which they never change places, each with what is in the page for it for as long as it is there. Lit's own `repeat` leaves a
 * comment in the page for each item that goes (https://github.com/lit/lit/issues/5298), and in a queue that is half a million a day.
 */
class Keyed extends Directive {
  #parts = new Map<string, ChildPart>()

  render(_items: ReadonlyMap<string, TemplateResult>): typeof nothing {
    return nothing
  }

  override update(container: Part, [items]: [ReadonlyMap<string, TemplateResult>]) {
    for (const [key, part] of this.#parts)
      if (!items.has(key)) {
        const end = part.endNode as ChildNode | null
        removePart(part)
        end?.remove()
        this.#parts.delete(key)
      }
    let next: ChildPart | undefined
    for (const [key, template] of [...items].reverse()) {
      next = insertPart(container as ChildPart, next, this.#parts.get(key))
      this.#parts.set(key, next)
      setChildPartValue(next, template)
    }
    return noChange
  }
}

/** @param items what is shown for each, by its key, in order */
export const keyed: (items: ReadonlyMap<string, TemplateResult>) => DirectiveResult =
  directive(Keyed)
