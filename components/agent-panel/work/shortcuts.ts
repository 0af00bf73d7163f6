/**
 * Keyboard shortcuts (WCAG 2.1.4): always with two modifiers, and each presses a button that is on screen, so that it can do nothing that the button could
 * not. Letters that Chrome, Edge or Firefox have a use for with Alt and Shift (A, B, I, T) are left to them.
 */
const letters = {
  next: 'N',
  code: 'C',
  reveal: 'S',
  identify: 'V',
  end: 'H',
  lock: 'L',
  settings: 'K',
} as const

export type Shortcut = keyof typeof letters

/** As `aria-keyshortcuts` has it. */
export const combinationOf = (shortcut: Shortcut): string => `Alt+Shift+${letters[shortcut]}`

/** The combination that was pressed; empty when it is none of ours. */
export function combinationIn(event: KeyboardEvent): string {
  const { altKey, shiftKey, ctrlKey, metaKey, repeat, isComposing, key, code } = event
  const isOther = ctrlKey || metaKey || repeat || isComposing || event.getModifierState('AltGraph')
  if (!altKey || !shiftKey || isOther) return ''
  const isLetter = /^[a-z]$/i.test(key)
  // Option on a Mac types a sign: in a text it is somebody who writes. Elsewhere the key counts.
  if (!isLetter && isWriting(event)) return ''
  const letter = isLetter ? key.toUpperCase() : /^Key([A-Z])$/.exec(code)?.[1]
  return Object.values<string>(letters).includes(letter ?? '') ? `Alt+Shift+${letter}` : ''
}

function isWriting(event: Event): boolean {
  const [target] = event.composedPath()
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]')
}

/** Whether the page asks something first, in a dialog that the panel is not in. */
export function isBehindDialog(panel: Element, event: Event): boolean {
  const around = new Set<Node>()
  for (let node: Node | null = panel; node; node = node.parentNode ?? hostOf(node)) around.add(node)
  const open = [...event.composedPath(), ...document.querySelectorAll('dialog:modal')]
  return open.some((one) => one instanceof HTMLDialogElement && !around.has(one))
}

const hostOf = (node: Node): Node | null => (node instanceof ShadowRoot ? node.host : null)

/** Presses what has this combination. A field gets the focus. @returns whether there was something */
export function press(combination: string, root: ParentNode): boolean {
  const found = root.querySelectorAll<HTMLElement>(`[aria-keyshortcuts="${combination}"]`)
  for (const one of found)
    if (one instanceof HTMLInputElement) one.select()
    else one.click()
  return found.length > 0
}
