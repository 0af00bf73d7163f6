/** What an authentication plugin must do. */
import type { Requirement } from '../requirement.ts'
import { binding } from './binding.ts'
import { deliver, fail } from './deliver.ts'
import type { AuthScene } from './scene.ts'
import { session } from './session.ts'
import { start } from './start.ts'
import { token } from './token.ts'

export const authRequirements: Requirement<AuthScene>[] = [
  ...start,
  ...deliver,
  ...token,
  ...fail,
  ...session,
  ...binding,
]
export { authScene } from './scene.ts'
