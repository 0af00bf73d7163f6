import { Shelf } from '../../src/client/storage.ts'
import { coreUrl } from '../../src/client/core-url.ts'
import type { Choice } from './view.ts'

/** The step that stands open in this tab, so that a reload or the back button finds it again. Forgotten when it is closed. */
export interface OpenStep {
  core: string
  purpose: string
  /** Which of the two questions was being answered. */
  step: 'channel' | 'method'
  choice: Choice
  /** The name of the chosen authentication method, for the words on the way back. */
  methodName: string
}

export const openSteps = () => new Shelf<OpenStep>('steps')

/** Whether this page is here again rather than anew: only then does a dialog open by itself. */
export const isSamePageAgain = (): boolean =>
  /reload|back/.test(
    (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)
      ?.type ?? '',
  )

/** Whether the address holds the answer of a way back, which `resume()` takes out. */
export const hasAnswer = (): boolean => /[?&]id_contact_(code|error)=/.test(location.search)

/** Whether this tab may have something to take up: only then is the part that does it loaded. */
export const mayResume = (core: string, purpose: string): boolean =>
  hasAnswer() ||
  (['attempts', 'conversations'] as const).some(
    (kind) => new Shelf(kind).all(coreUrl(core), purpose)[0],
  )
