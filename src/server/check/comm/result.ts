/** What becomes of a result: a good one counts, and any other does not. */
import { shapeOf, told, type Answer } from '../ask.ts'
import { failure, makeResult, wrongOutside, type Making } from '../made.ts'
import { expectRefused, refusals } from '../receiver/refusals.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { conversationIn, isWeb, type CommScene, type Conversation, type Landing } from './scene.ts'
import { startId } from './start.ts'

/** A result of an earlier log-in knows no conversation. @throws Skip where results must */
async function startWith(scene: CommScene, make: Making): Promise<Answer> {
  need(!scene.settings.core, 'needs results without a binding: leave out [comm.core]')
  return scene.start({
    auth_result: await make(scene.parties, await scene.claims(await scene.begin())),
  })
}

/** @throws Unmet */
async function expectIn(
  scene: CommScene,
  conversation: Conversation,
  landing?: Landing,
): Promise<void> {
  const { url, answer } = await scene.land(conversation, landing)
  const isIn = !answer || answer.status < 400
  expect(isIn, 'a page, or a way on', `${answer?.status} at ${shapeOf(url)}`)
}

export const takenId = 'COMM-RESULT-01'
const after = [takenId]
export const landed = 'COMM-LAND-01'

export const result: Requirement<CommScene>[] = [
  {
    id: takenId,
    says: 'A good result must be taken in the way that the plugin asked for: posted to `attr_url` as `application/jwt`, which is answered 200; without `attr_url` from the query of `client_url`, as `result`.',
    after: [startId],
    async check(scene) {
      const conversation = await scene.begin()
      const { isTaken, said } = await scene.deliver(conversation, await scene.result(conversation))
      const wanted = conversation.attrUrl ? '200' : 'a page, or a way on'
      const isGood = isTaken && (!conversation.attrUrl || said.startsWith('200 '))
      expect(isGood, wanted, said)
    },
  },
  {
    id: 'COMM-RESULT-02',
    says: 'A result with `status` `failed` must be answered 200 at `attr_url` all the same.',
    after,
    async check(scene) {
      const conversation = await scene.begin()
      need(conversation.attrUrl, 'not offered: no attr_url')
      const { said } = await scene.deliver(conversation, await scene.result(conversation, failure))
      expect(said.startsWith('200 '), '200', said)
    },
  },
  ...refusals('COMM', after),
  {
    id: landed,
    says: 'After a good result, the browser that gets to `client_url` must be let in.',
    after,
    async check(scene) {
      const conversation = await scene.begin()
      need(isWeb(conversation.clientUrl), 'not offered: client_url is a tel: link')
      const result = await scene.result(conversation)
      const isCarried = conversation.attrUrl === undefined
      if (!isCarried) await scene.deliver(conversation, result)
      await expectIn(scene, conversation, isCarried ? { result } : {})
    },
  },
]

const earlier = 'COMM-EARLIER-01'

export const earlierResult: Requirement<CommScene>[] = [
  {
    id: earlier,
    says: 'A start with a good `auth_result` must be answered in the same way, and the browser must be let in at `client_url`.',
    after: [landed],
    async check(scene) {
      await expectIn(scene, conversationIn(await startWith(scene, makeResult)))
    },
  },
  {
    id: 'COMM-EARLIER-02',
    says: 'An `auth_result` that must not count when it is posted must not count in a start.',
    after: [earlier],
    async check(scene) {
      const answer = await startWith(scene, wrongOutside.unknownSigner)
      if (answer.status >= 400) return
      const { answer: page } = await scene.land(conversationIn(answer))
      const isIn = !page || page.status < 400
      await expectRefused(scene, 'of nobody known', { isTaken: isIn, said: told(page ?? answer) })
    },
  },
]
