/** A plugin that keeps people logged in hears of the conversation at `session_url`. */
import { told, shapeOf, type Answer } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { postedId } from './deliver.ts'
import type { AuthScene } from './scene.ts'
import { claimsIn } from './opened.ts'
import { withQuery } from '../../../protocol/url.ts'

async function sessionUrlOf(scene: AuthScene): Promise<string> {
  const { posted } = await scene.posted()
  const { session_url } = await claimsIn(scene, posted[0]!.body)
  need(session_url !== undefined && session_url !== null, 'not offered: no session_url')
  return String(session_url)
}

async function update(scene: AuthScene, type: string): Promise<Answer> {
  const url = await sessionUrlOf(scene)
  return scene.ask(withQuery(url, { type }), { method: 'POST' })
}

async function heard(scene: AuthScene, type: string): Promise<void> {
  const answer = await update(scene, type)
  expect(answer.status === 200, '200', told(answer))
}

const address = 'AUTH-SESSION-01'
const after = [address]

export const session: Requirement<AuthScene>[] = [
  {
    id: address,
    says: '`session_url` must be a web address, where it is in a result.',
    after: [postedId, 'AUTH-TOKEN-02'],
    async check(scene) {
      const url = await sessionUrlOf(scene)
      expect(/^https?:/.test(url) && URL.canParse(url), 'a web address', shapeOf(url))
    },
  },
  {
    id: 'AUTH-SESSION-02',
    says: '`POST {session_url}?type=user_active` must be answered 200.',
    after,
    check: (scene) => heard(scene, 'user_active'),
  },
  {
    id: 'AUTH-SESSION-03',
    says: '`POST {session_url}?type=logout` must be answered 200.',
    after,
    check: (scene) => heard(scene, 'logout'),
  },
  {
    id: 'AUTH-SESSION-04',
    says: 'The answer at `session_url` must be 200 whatever became of the log-in: also after `logout`.',
    after: ['AUTH-SESSION-02', 'AUTH-SESSION-03'],
    async check(scene) {
      await heard(scene, 'logout')
      await heard(scene, 'logout')
      await heard(scene, 'user_active')
    },
  },
]
