/** What a core must do. */
import { unseen, type Requirement } from '../requirement.ts'
import { beyondOpen } from './beyond-open.ts'
import { binding } from './binding.ts'
import { during } from './during.ts'
import { full } from './full.ts'
import { options } from './options.ts'
import type { CoreScene } from './scene.ts'
import { shim } from './shim.ts'
import { start } from './start.ts'
import { talkOpenly, talkWithResult } from './talk.ts'
import { telephone } from './telephone.ts'

const configuration = unseen(
  'CORE-CONFIG-01',
  'A purpose that names a method which is not there must be an error when the core starts.',
  'it happens when a process starts',
)

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
  ...beyondOpen,
]
export { coreScene } from './scene.ts'
