/** An authentication plugin that keeps people logged in hears of its guests (`session_url` in its result). */
import { setTimeout } from 'node:timers/promises'
import { expectHeard, newSessionUrl } from '../receiver/kept-log-in.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { endedId, endGuest } from './binding.ts'
import { look, prove, seenId } from './host.ts'
import type { RoomsScene } from './scene.ts'

/** A guest whose log-in is kept. */
async function loggedIn(scene: RoomsScene) {
  const sessionUrl = newSessionUrl(scene)
  const visit = await prove(scene, await scene.begin(), { session_url: sessionUrl })
  return { visit, sessionUrl }
}

export const session: Requirement<RoomsScene>[] = [
  {
    id: 'ROOMS-SESSION-01',
    says: 'When a guest is erased, the part must post to `{session_url}?type=logout` of the result.',
    after: [endedId],
    async check(scene) {
      const { visit, sessionUrl } = await loggedIn(scene)
      await endGuest(scene, visit)
      await expectHeard(scene, sessionUrl, 'logout')
    },
  },
  {
    id: 'ROOMS-SESSION-02',
    says: 'When a host looks at the room, the part must post to `{session_url}?type=user_active` of the results of its guests.',
    after: [seenId],
    async check(scene) {
      const { activity } = scene.settings
      need(activity, 'not configured: activity')
      const { visit, sessionUrl } = await loggedIn(scene)
      // The log-in itself was a sign of life; a part may wait before it says so again.
      await setTimeout(activity * 1000)
      await look(scene, visit.guest.roomId)
      await expectHeard(scene, sessionUrl, 'user_active')
    },
  },
  {
    id: 'ROOMS-SESSION-03',
    says: 'The part must not tell hosts `session_url`.',
    after: [seenId],
    async check(scene) {
      const { visit, sessionUrl } = await loggedIn(scene)
      const text = await look(scene, visit.guest.roomId)
      expect(!text.includes(sessionUrl), 'no session_url', 'session_url')
    },
  },
]
