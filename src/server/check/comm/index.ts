/** What a communication plugin must do. */
import type { Requirement } from '../requirement.ts'
import { binding } from './binding.ts'
import { callBack } from './call-back.ts'
import { during } from './during.ts'
import { duringResult } from './during-result.ts'
import { handover } from './handover.ts'
import { earlierResult, result } from './result.ts'
import type { CommScene } from './scene.ts'
import { logOut, session } from './session.ts'
import { start } from './start.ts'
import { telephone } from './telephone.ts'

export const commRequirements: Requirement<CommScene>[] = [
  ...start,
  ...result,
  ...earlierResult,
  ...binding,
  ...handover,
  ...callBack,
  ...session,
  ...logOut,
  ...telephone,
  ...during,
  ...duringResult,
]
export { commScene } from './scene.ts'
