/** What a core must do. */
import type { Requirement } from '../requirement.ts'
import { beyondOpen } from './beyond-open.ts'
import { binding } from './binding.ts'
import { during } from './during.ts'
import { full } from './full.ts'
import { options } from './options.ts'
import type { CoreScene } from './scene.ts'
import { shim } from './shim.ts'
import { start } from './start.ts'
import { startup } from './startup.ts'
import { talkOpenly, talkWithResult } from './talk.ts'
import { telephone } from './telephone.ts'

export const coreRequirements: Requirement<CoreScene>[] = [
  ...options,
  ...start,
  ...full,
  ...talkWithResult,
  ...talkOpenly,
  ...during,
  ...shim,
  ...telephone,
  ...startup,
  ...binding,
  ...beyondOpen,
]
export { coreScene } from './scene.ts'
