/** The panel in an agent tool's page: as an element, in a frame of another origin, and without our interface. With the code of the vendor's guide. */
import { after, before, describe } from 'node:test'
import { badInputJourneys } from './bad-input.ts'
import { elementJourneys } from './element.ts'
import { frameJourneys } from './frame.ts'
import { hostileValueJourneys } from './hostile-values.ts'
import { ownInterfaceJourneys } from './own-interface.ts'
import { setTheStage, type Stage } from './stage.ts'
import { tabJourneys } from './tabs.ts'
import { strangerJourneys } from './strangers.ts'
import { tokenJourneys } from './tokens.ts'

describe('an agent tool', { timeout: 600_000 }, () => {
  let stage: Stage | undefined
  before(async () => {
    stage = await setTheStage()
  })
  after(() => stage?.stop())

  const journeys = {
    'its page': elementJourneys,
    'its frame': frameJourneys,
    'its own interface': ownInterfaceJourneys,
    'another page': strangerJourneys,
    'its tabs': tabJourneys,
    'its residents': hostileValueJourneys,
    'its bad days': badInputJourneys,
    // Last: somebody keeps waiting there.
    'its tokens': tokenJourneys,
  }
  for (const [name, walk] of Object.entries(journeys)) describe(name, () => walk(() => stage!))
})
