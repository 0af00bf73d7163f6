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
  steps: Step[]
  until: string
}

const scene = JSON.parse(document.getElementById('scene')!.textContent!) as Scene

sessionStorage.clear()
for (const [key, value] of Object.entries(scene.storage))
  sessionStorage.setItem(key, JSON.stringify(value))
if (scene.query) history.replaceState(null, '', `${location.href}&${scene.query}`)
if (scene.isOffline) Object.defineProperty(navigator, 'onLine', { get: () => false })

const element = document.createElement(scene.tag)
for (const [name, value] of Object.entries(scene.attributes)) element.setAttribute(name, value)
document.getElementById('stage')!.append(element)
await import(scene.bundle)

for (const step of scene.steps)
  if ('click' in step) (await appearance(step.click)).click()
  else await appearance(step.see)
await appearance(scene.until)
document.documentElement.dataset.ready = ''

async function appearance(selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = element.shadowRoot?.querySelector<HTMLElement>(selector)
    if (found && found.getClientRects().length > 0) return found
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}
