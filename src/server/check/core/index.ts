/** What a core must do. */
import { need, type Requirement } from '../requirement.ts'
import { binding } from './binding.ts'
import { during } from './during.ts'
import { full } from './full.ts'
import { options } from './options.ts'
import type { CoreScene } from './scene.ts'
import { shim } from './shim.ts'
import { start } from './start.ts'
import { talkOpenly, talkWithResult } from './talk.ts'
import { telephone } from './telephone.ts'

/** What happens at the start of a process is not to be seen over HTTP. The operator's file says it. */
const configuration: Requirement<CoreScene> = {
  id: 'CORE-CONFIG-01',
  says: 'A purpose that names a method which is not there must be an error when the core starts.',
  check: () => need(false, 'cannot be seen from outside'),
}

export const coreRequirements: Requirement<CoreScene>[] = [
  ...options,
  ...start,
  ...full,
  ...talkWithResult,
  ...talkOpenly,
  ...during,
  ...shim,
  ...telephone,
  configuration,
  ...binding,
]
export { coreScene } from './scene.ts'
