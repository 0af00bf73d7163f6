/** An authentication plugin that keeps people logged in hears of the conversation (`session_url` in its result). */
import { setTimeout } from 'node:timers/promises'
import { told } from '../ask.ts'
import { expectHeard, newSessionUrl } from '../receiver/kept-log-in.ts'
import { expect, need, Skip, type Requirement } from '../requirement.ts'
import { bearing, end, endedId, goIn, inId } from './handover.ts'
import type { CommScene } from './scene.ts'

/** A conversation whose log-in is kept. */
async function loggedIn(scene: CommScene) {
  scene.stage.clear()
  const sessionUrl = newSessionUrl(scene)
  return { ...(await goIn(scene, { session_url: sessionUrl })), sessionUrl }
}

const heardId = 'COMM-SESSION-01'

export const session: Requirement<CommScene>[] = [
  {
    id: heardId,
    says: 'When the conversation is over, the plugin must post to `{session_url}?type=logout` of the result.',
    after: [endedId],
    async check(scene) {
      const inside = await loggedIn(scene)
      await end(scene, inside)
      await expectHeard(scene, inside.sessionUrl, 'logout')
    },
  },
  {
    id: 'COMM-SESSION-02',
    says: 'When the resident does something, the plugin must post to `{session_url}?type=user_active` of the result.',
    after: [inId],
    async check(scene) {
      const { activity } = scene.settings
      need(activity, 'not configured: activity')
      const { conversation, token, sessionUrl } = await loggedIn(scene)
      // The log-in itself was a sign of life; a plugin may wait before it says so again.
      await setTimeout(activity * 1000)
      await scene.ask(conversation.clientUrl, bearing(token))
      await expectHeard(scene, sessionUrl, 'user_active')
    },
  },
  {
    id: 'COMM-SESSION-03',
    says: 'The plugin must not tell the browser `session_url`.',
    after: [inId],
    async check(scene) {
      const { conversation, token, sessionUrl } = await loggedIn(scene)
      const { text } = await scene.ask(conversation.clientUrl, bearing(token))
      expect(!text.includes(sessionUrl), 'no session_url', 'session_url')
    },
  },
]

export const logOut: Requirement<CommScene>[] = [
  {
    id: 'COMM-HAND-15',
    says: '`POST {client_url}/logout` with the token must log out at `session_url`, and the conversation must go on.',
    after: [heardId],
    async check(scene) {
      const { conversation, token, sessionUrl } = await loggedIn(scene)
      const { clientUrl } = conversation
      const answer = await scene.ask(`${clientUrl}/logout`, bearing(token, 'POST'))
      if (answer.status === 404) throw new Skip('not offered: no /logout')
      await expectHeard(scene, sessionUrl, 'logout')
      const view = await scene.ask(clientUrl, bearing(token))
      expect(view.status === 200, 'the conversation', told(view))
    },
  },
]
