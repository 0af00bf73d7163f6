/** What a resident is to see in each state of the gallery: the tables of `docs/states.md`. */
import { readFileSync } from 'node:fs'

/** What stands in a cell: the heading; sentences that are there; what can be done, in this order. */
interface Words {
  heading: string
  sentences: string[]
  actions: string[]
}

export interface Line {
  element: 'button' | 'conversation'
  /** Its name in the gallery. */
  state: string
  nl: Words
  en: Words
  /** Who closes the dialog with Escape finds it again as it was. */
  isKept: boolean
  /** Nothing of the attempt may be left in the browser. */
  isErased: boolean
}

const [, button, conversation] = readFileSync('docs/states.md', 'utf8').split(/^## .*$/m)

export const table: Line[] = [
  ...linesOf('button', button!),
  ...linesOf('conversation', conversation!),
]

function linesOf(element: Line['element'], text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => {
      const [, state, nl, en, rules = ''] = line.split('|').map((cell) => cell.trim())
      return {
        element,
        state: state!,
        nl: wordsOf(nl!),
        en: wordsOf(en!),
        isKept: rules.includes('kept'),
        isErased: rules.includes('erased'),
      }
    })
}

function wordsOf(cell: string): Words {
  const lines = cell.split('<br>')
  const isAction = (line: string) => line.startsWith('`')
  return {
    heading: lines[0]!.replaceAll('*', ''),
    sentences: lines.slice(1).filter((line) => !isAction(line)),
    actions: lines.filter(isAction).flatMap((line) => line.match(/(?<=`)[^`]+(?=`( |$))/g)!),
  }
}

/** Runs in the page: what is to be read in the element. */
export function seenIn(host: Element) {
  const root = host.shadowRoot!
  const shown = (selector: string): HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility())
  const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()
  const scope = shown('dialog, section[part=dialog], .page')[0]
  const help = root.querySelector('[part~=help]')
  const all = [...(scope?.querySelectorAll('*') ?? [])]
  const last = help && all.slice(all.indexOf(help)).every((one) => help.contains(one))
  return {
    headings: shown('h1, h2#title').map(({ textContent }) => flat(textContent)),
    text: flat(scope?.textContent ?? ''),
    primary: shown('.primary:not(#opener)').length,
    focus: root.activeElement?.id ?? '',
    endsWithHelp: !!last,
    checked: shown('input:checked').map(({ id }) => id),
  }
}

/** Runs in the page: what can be done, besides closing and the telephone number for help. */
export function actionsOf(host: Element): string[] {
  const root = host.shadowRoot!
  return [...root.querySelectorAll<HTMLElement>('button, a[href], summary, input[type=radio]')]
    .filter((one) => one.checkVisibility() && !one.closest('.plain, footer') && one.id !== 'opener')
    .map((one) => {
      const label = one.closest('label')?.querySelector('b') ?? one
      const mark = one.matches(':checked') ? '● ' : one.matches('input') ? '○ ' : ''
      return mark + label.textContent!.replace(/\s+/g, ' ').trim()
    })
}
