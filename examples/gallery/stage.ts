/** In the page of one state: sets what is around the element, lets it start, and does what a visitor does. */
import type { Step } from './states/state.ts'

/** What the server tells the page. */
export interface Scene {
  tag: string
  bundle: string
  attributes: Record<string, string>
  storage: Record<string, unknown>
  query: string
  isOffline: boolean
  slotted: Record<string, string | string[]>
  held: string
  steps: Step[]
  until: string
}

const scene = JSON.parse(document.getElementById('scene')!.textContent!) as Scene

sessionStorage.clear()
for (const [key, value] of Object.entries(scene.storage))
  sessionStorage.setItem(key, JSON.stringify(value))
if (scene.query) history.replaceState(null, '', `${location.href}&${scene.query}`)
if (scene.isOffline) Object.defineProperty(navigator, 'onLine', { get: () => false })

if (scene.held) void navigator.locks.request(scene.held, () => new Promise(() => {}))

const element = document.createElement(scene.tag)
for (const [name, value] of Object.entries(scene.attributes)) element.setAttribute(name, value)
for (const [slot, given] of Object.entries(scene.slotted))
  element.append(typeof given === 'string' ? buttonFor(slot, given) : footFor(slot, given))
document.getElementById('stage')!.append(element)
await import(scene.bundle)

for (const step of scene.steps)
  if ('click' in step) (await appearance(step.click)).click()
  else if ('type' in step) type(await appearance(step.type), step.text)
  else if ('paste' in step) paste(await appearance(step.paste))
  else await appearance(step.see)
await appearance(scene.until)
document.documentElement.dataset.ready = ''

function buttonFor(slot: string, text: string): HTMLElement {
  const button = Object.assign(document.createElement('button'), { type: 'button', slot })
  button.append(text)
  return button
}

/** As our servers write it: a line for each text, the last a telephone number. */
function footFor(slot: string, lines: string[]): HTMLElement {
  const foot = Object.assign(document.createElement('footer'), { slot })
  for (const line of lines) {
    const paragraph = document.createElement('p')
    const [, before = line, number] = /^(.*?)([\d ]+)$/.exec(line) ?? []
    paragraph.append(before)
    if (number) {
      const href = `tel:${number.replace(/ /g, '')}`
      const link = Object.assign(document.createElement('a'), { href })
      link.append(number)
      paragraph.append(link)
    }
    foot.append(paragraph)
  }
  return foot
}

async function appearance(selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = within(element, selector)
    if (found && found.getClientRects().length > 0) return found
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

/** In the element's shadow root, or in those of the elements in it. */
function within(host: Element, selector: string): HTMLElement | undefined {
  const root = host.shadowRoot
  if (!root) return undefined
  const found = root.querySelector<HTMLElement>(selector)
  if (found) return found
  for (const inner of root.querySelectorAll('*')) {
    const deeper = within(inner, selector)
    if (deeper) return deeper
  }
  return undefined
}

function type(field: HTMLElement, text: string): void {
  ;(field as HTMLTextAreaElement).value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

function paste(field: HTMLElement): void {
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File(['%PDF'], 'document.pdf'))
  const options = { clipboardData, bubbles: true, cancelable: true }
  field.dispatchEvent(new ClipboardEvent('paste', options))
}
