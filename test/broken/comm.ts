/** Communication plugins with one mistake each. */
import type { Fault } from './fault.ts'
import { brokenDuring, failingLate } from './comm/during.ts'
import { brokenHandovers } from './comm/handover.ts'
import { brokenSessions } from './comm/session.ts'
import { brokenStarts } from './comm/start.ts'
import { brokenTelephones } from './comm/telephone.ts'
import { receiving } from './comm/traffic.ts'
import { brokenReceivers } from './receiver.ts'

export { brokenPublishedComms } from './comm/earlier.ts'

export const brokenComms: readonly Fault[] = [
  ...brokenDuring,
  ...brokenStarts,
  ...brokenReceivers('COMM', receiving),
  { breaks: 'COMM-BIND-10', is: 'lets a later result undo the first', around: failingLate },
  ...brokenHandovers,
  ...brokenSessions,
  ...brokenTelephones,
]
