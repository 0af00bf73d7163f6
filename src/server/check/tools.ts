import type { Dialect } from '../../protocol/dialect.ts'
import type { Ask } from './ask.ts'
import type { Stage } from './stage.ts'

/** What every scene is made with. */
export interface Tools {
  /** Address of the peer, without a slash at its end. */
  target: string
  dialect: Dialect
  ask: Ask
  stage: Stage
  /** Milliseconds that something is waited for. */
  timeout: number
  /** Where words for people go. */
  write: (text: string) => void
}
