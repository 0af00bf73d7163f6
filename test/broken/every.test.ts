/** Nothing is looked at in vain: for each requirement there is a part that fails there (`test/conformance/broken.journey.ts` sees it fail). */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { requirements } from '../../src/server/check/requirements.ts'
import { brokenAuths } from './auth.ts'
import { brokenComms, brokenPublishedComms } from './comm.ts'
import { brokenCores } from './core.ts'
import { brokenRooms } from './rooms.ts'

it('each requirement has a part that is broken there', () => {
  const broken = [brokenCores, brokenAuths, brokenComms, brokenPublishedComms, brokenRooms].flat()
  const ids = requirements.map(({ id }) => id)
  const unbroken = ids.filter((id) => !broken.some(({ breaks }) => breaks === id))
  assert.deepEqual(unbroken, [])
})
