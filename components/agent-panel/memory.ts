import type { Attribute } from '../../src/agent/index.ts'
import type { Filter } from './filter.ts'
import type { View } from './view.ts'

/** What the agent did on this screen. Nothing of it outlives the conversation that it belongs to. */
export class Memory {
  /** What stands in the field for the code, and what is wrong with it. */
  code = ''
  codeError = ''
  errorCode = ''
  readonly revealed = new Set<Attribute>()
  copied: Attribute | undefined
  ending: View['ending'] = 'no'

  /** It stays: it is about the queue, and about nobody in it. */
  filter: Filter = { purpose: '', channel: '' }

  forget(): void {
    this.code = this.codeError = this.errorCode = ''
    this.revealed.clear()
    this.copied = undefined
    this.ending = 'no'
  }
}
