/** Every requirement that there is, by the role that has to meet it. Each has its sentence in `docs/protocol.md`. */
import { authRequirements } from './auth/index.ts'
import { commRequirements } from './comm/index.ts'
import { coreRequirements } from './core/index.ts'
import { roomsRequirements } from './rooms/index.ts'

export const requirements = [
  ...coreRequirements,
  ...authRequirements,
  ...commRequirements,
  ...roomsRequirements,
]
