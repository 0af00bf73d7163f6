/** What becomes of a result: a good one counts, and any other does not. */
import { shapeOf, told, type Answer } from '../ask.ts'
import { failure, makeResult, wrongOutside, type Claims, type Making, type Wrong } from '../made.ts'
import { expect, need, Skip, Unmet, type Requirement } from '../requirement.ts'
import {
  conversationIn,
  isWeb,
  type CommScene,
  type Conversation,
  type Landing,
  type Taking,
} from './scene.ts'
import { startId } from './start.ts'

/** @throws Unmet when it is taken; Skip when it cannot be seen whether it is */
async function expectRefused(scene: CommScene, how: string, taking: Taking): Promise<void> {
  if (!taking.isTaken) return
  if (!(await saysRefusals(scene)))
    throw new Skip('cannot be seen from outside: the plugin answers the same whatever is posted')
  throw new Unmet(`a refusal of a result ${how}`, taking.said)
}

/** Published plugins may answer 200 whatever comes. One that knows bindings says what it refuses. */
async function saysRefusals({ begin, deliver, parties }: CommScene): Promise<boolean> {
  const conversation = await begin()
  if (conversation.binding !== undefined) return true
  const { isTaken } = await deliver(conversation, await wrongOutside.none(parties, {}))
  return !isTaken
}

const outside = (name: Wrong, how: string) => async (scene: CommScene) => {
  const conversation = await scene.begin()
  const token = await wrongOutside[name](scene.parties, await scene.claims(conversation))
  await expectRefused(scene, how, await scene.deliver(conversation, token))
}

const saying = (changes: Claims, how: string) => async (scene: CommScene) => {
  const conversation = await scene.begin()
  const token = await scene.result(conversation, changes)
  await expectRefused(scene, how, await scene.deliver(conversation, token))
}

/** A result of an earlier log-in knows no conversation. @throws Skip where results must */
async function startWith(scene: CommScene, make: Making): Promise<Answer> {
  need(!scene.settings.core, 'needs results without a binding: leave out [comm.core]')
  return scene.start({
    auth_result: await make(scene.parties, await scene.claims(await scene.begin())),
  })
}

/** @throws Unmet */
export async function expectIn(
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
  {
    id: 'COMM-RESULT-03',
    says: 'Text that is no result must not count.',
    after,
    check: outside('none', 'that is none'),
  },
  {
    id: 'COMM-RESULT-04',
    says: 'A result that was signed with a key of nobody known must not count.',
    after,
    check: outside('unknownSigner', 'of nobody known'),
  },
  {
    id: 'COMM-RESULT-05',
    says: 'A result that is not signed must not count.',
    after,
    check: outside('unsigned', 'that is not signed'),
  },
  {
    id: 'COMM-RESULT-06',
    says: 'A result that is signed with another algorithm than that of the key must not count.',
    after,
    check: outside('confused', 'with another algorithm'),
  },
  {
    id: 'COMM-RESULT-07',
    says: 'A result that is not encrypted must not count.',
    after,
    check: outside('open', 'that is not encrypted'),
  },
  {
    id: 'COMM-RESULT-08',
    says: 'A result that is encrypted with another algorithm than that of the key must not count.',
    after,
    check: outside('otherEnvelope', 'in another envelope'),
  },
  {
    id: 'COMM-RESULT-09',
    says: 'A result that arrives after `exp` must not count.',
    after,
    async check(scene) {
      const conversation = await scene.begin()
      const { iat, exp, nbf } = await scene.claims(conversation, -3600)
      const token = await scene.result(conversation, {
        iat,
        exp,
        ...(nbf !== undefined && { nbf }),
      })
      await expectRefused(scene, 'of an hour ago', await scene.deliver(conversation, token))
    },
  },
  {
    id: 'COMM-RESULT-10',
    says: 'A result with a `status` that there is not must not count.',
    after,
    check: saying({ status: 'no_such_status' }, 'with another status'),
  },
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
