/** Which of several results counts, as a host sees it. */
import { expect, type Requirement } from '../requirement.ts'
import { holds, holdsNone, look, prove, seenId } from './host.ts'
import type { RoomsScene } from './scene.ts'

export const whichResult: Requirement<RoomsScene>[] = [
  {
    id: 'ROOMS-RESULT-11',
    says: 'Only the first result must count: a later one must change nothing.',
    after: [seenId],
    async check(scene) {
      const visit = await scene.begin()
      await scene.deliver(visit, await scene.result(visit))
      const other = Object.fromEntries(Object.keys(visit.values).map((tag) => [tag, 'later']))
      await prove(scene, visit, { attributes: other })
      const text = await look(scene, visit.guest.roomId)
      expect(holds(text, visit), 'the first result', 'a later one')
    },
  },
  {
    id: 'ROOMS-RESULT-12',
    says: 'While there is no result, a new start of the same guest must take the place of the one before: a result for that one must not count.',
    after: [seenId],
    async check(scene) {
      const earlier = await scene.begin()
      const visit = await scene.beginAs(earlier.guest)
      await scene.deliver(earlier, await scene.result(earlier))
      await prove(scene, visit)
      const text = await look(scene, visit.guest.roomId)
      expect(holdsNone(text, earlier), 'nothing of the earlier start', 'its result')
      expect(holds(text, visit), 'the result of the new start', 'none')
    },
  },
]
