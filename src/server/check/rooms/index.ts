/** What a part must do that serves a platform with rooms of its own. */
import type { Requirement } from '../requirement.ts'
import { binding, end } from './binding.ts'
import { guest } from './guest.ts'
import { host } from './host.ts'
import { live } from './live.ts'
import { result } from './result.ts'
import type { RoomsScene } from './scene.ts'
import { session } from './session.ts'
import { start } from './start.ts'
import { whichResult } from './which-result.ts'

export const roomsRequirements: Requirement<RoomsScene>[] = [
  ...guest,
  ...start,
  ...result,
  ...host,
  ...whichResult,
  ...live,
  ...binding,
  ...end,
  ...session,
]
export { roomsScene } from './scene.ts'
