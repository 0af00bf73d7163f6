/** The running system and a browser, there for every test of a block and gone after them. */
import { after, before } from 'node:test'
import { launch, type Browser } from './browser.ts'
import { removeFolder, startSystem, type Demonstration, type SystemOptions } from './system.ts'

interface Running {
  system: Demonstration
  browser: Browser
}

/**
 * @param take Gets both before the first test.
 * @param options Asked when it starts: an earlier `before` may have made what they name.
 * @param flags More of them for the browser.
 */
export function withSystem(
  take: (running: Running) => void,
  options: () => SystemOptions = () => ({}),
  flags: string[] = [],
): void {
  // Each by itself: what has started is stopped, also when the other did not.
  let system: Demonstration | undefined
  let browser: Browser | undefined
  before(async () => {
    await Promise.all([
      startSystem(options()).then((started) => (system = started)),
      launch(flags).then((started) => (browser = started)),
    ])
    take({ system: system!, browser: browser! })
  })
  after(async () => {
    await Promise.all([browser?.close(), system?.stop()])
    if (system) removeFolder(system.dataDir)
  })
}
