/** Beyond the published protocol: the browser that the core hands over, and no other, gets in. */
import { randomId } from '../../../protocol/digest.ts'
import { withQuery } from '../../../protocol/url.ts'
import { objectIn, postJson, shapeOf, told, type Answer } from '../ask.ts'
import type { Claims } from '../made.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import type { Bound as BoundAttempt } from '../receiver/receiver.ts'
import {
  forAnotherPart,
  ofAnotherCore,
  signedByAnother,
  tooOld,
  withAnother,
  type Wrong,
} from '../receiver/wrong-handovers.ts'
import { boundId } from './binding.ts'
import { landed } from './result.ts'
import type { CommScene, Conversation } from './scene.ts'

type Bound = BoundAttempt<Conversation>

/** The result is here; the browser is not. When results come with the browser, it is brought along. */
async function arrived(
  scene: CommScene,
  changes?: Claims,
): Promise<{ conversation: Bound; result?: string }> {
  const conversation = await scene.beginBound()
  const result = await scene.result(conversation, changes)
  if (conversation.attrUrl === undefined) return { conversation, result }
  await scene.deliver(conversation, result)
  return { conversation }
}

/** `POST {client_url}`. */
const redeem = (
  { ask }: CommScene,
  { clientUrl }: Bound,
  handover: string,
  result?: string,
  key?: string,
) => ask(clientUrl, postJson({ handover, ...(result && { result }), ...(key && { key }) }))

const expectRefused = (answer: Answer, how: string): void =>
  expect(answer.status >= 400 && answer.status < 500, `a refusal ${how}`, told(answer))

const refusing =
  (how: string, ...wrong: Wrong<CommScene>[]) =>
  async (scene: CommScene): Promise<void> => {
    for (const changes of wrong) {
      const { conversation, result } = await arrived(scene)
      const handover = await scene.handover(conversation, await changes(scene))
      expectRefused(await redeem(scene, conversation, handover, result), how)
    }
  }

export interface Inside {
  conversation: Bound
  /** Opens the conversation. */
  token: string
}

/** In, after a good result. */
export async function goIn(scene: CommScene, changes?: Claims): Promise<Inside> {
  const { conversation, result } = await arrived(scene, changes)
  const answer = await redeem(scene, conversation, await scene.handover(conversation), result)
  const { token, conversation: view } = objectIn(answer.text) ?? {}
  const isGood = answer.status === 201 && typeof token === 'string' && typeof view === 'object'
  expect(isGood, '201 with token and conversation', told(answer))
  return { conversation, token }
}

export const bearing = (token: string, method = 'GET') => ({
  method,
  headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
})

/** The resident ends it. */
export async function end(scene: CommScene, { conversation, token }: Inside): Promise<void> {
  const answer = await scene.ask(conversation.clientUrl, bearing(token, 'DELETE'))
  expect(answer.status >= 200 && answer.status < 300, '2xx for DELETE', told(answer))
}

/** The core says that nobody will come. */
async function withdraw({ ask }: CommScene, { attrUrl }: Bound): Promise<void> {
  need(attrUrl, 'not offered: no attr_url')
  await ask(attrUrl, { method: 'DELETE' })
}

export const inId = 'COMM-HAND-01'
export const endedId = 'COMM-HAND-11'
const browserIn = 'COMM-HAND-09'
const view = 'COMM-HAND-10'
const after = [inId]

export const handover: Requirement<CommScene>[] = [
  {
    id: inId,
    says: '`POST {client_url}` with a good `handover`, after a good result, must answer 201 with a `token` and the `conversation`.',
    after: [boundId, landed],
    async check(scene) {
      await goIn(scene)
    },
  },
  {
    id: 'COMM-HAND-02',
    says: 'A browser without a handover must not be let in.',
    after,
    async check(scene) {
      const { conversation, result } = await arrived(scene)
      const bare = await scene.browser().visit(withQuery(conversation.clientUrl, { result }))
      expectRefused(bare, 'without a handover')
      expectRefused(await redeem(scene, conversation, 'no.hand.over', result), 'of no handover')
    },
  },
  {
    id: 'COMM-HAND-03',
    says: 'A handover that somebody else signed than the core that it names, or of a core that is not known, must be refused.',
    after,
    check: refusing('of somebody else’s handover', signedByAnother, ofAnotherCore),
  },
  {
    id: 'COMM-HAND-04',
    says: 'A handover for another plugin (`aud`) or another conversation (`sub`) must be refused.',
    after,
    check: refusing('of a handover for something else', forAnotherPart, async (scene) => ({
      sub: (await scene.begin()).clientUrl,
    })),
  },
  {
    id: 'COMM-HAND-05',
    says: 'A handover with another `purpose` or method than was started with must be refused.',
    after,
    check: refusing(
      'of another choice',
      withAnother('purpose'),
      withAnother('auth_method'),
      withAnother('comm_method'),
    ),
  },
  {
    id: 'COMM-HAND-06',
    says: 'A handover that is too old must be refused.',
    after,
    check: refusing('of an old handover', tooOld),
  },
  {
    id: 'COMM-HAND-07',
    says: 'Only the first who comes must be let in: a later handover of the same conversation must be refused.',
    after,
    async check(scene) {
      const { conversation } = await goIn(scene)
      const again = await redeem(scene, conversation, await scene.handover(conversation))
      expectRefused(again, 'of a second browser')
    },
  },
  {
    id: 'COMM-HAND-08',
    says: 'A browser with another `receipt` than the one that the result holds the hash of must be refused, and nobody must be let in after it.',
    after,
    async check(scene) {
      const { conversation, result } = await arrived(scene)
      const stranger = await scene.handover(conversation, { receipt: randomId() })
      const refusal = await redeem(scene, conversation, stranger, result)
      expectRefused(refusal, 'of a browser that did not log in')
      const own = await redeem(scene, conversation, await scene.handover(conversation), result)
      expectRefused(own, 'after such a browser')
    },
  },
  {
    id: browserIn,
    says: 'A browser that comes to `client_url` with `handover` in the query must be let in at an address with neither handover nor result in it, and a browser that has only that address must not.',
    after,
    async check(scene) {
      const { conversation, result } = await arrived(scene)
      const query = { handover: await scene.handover(conversation), result }
      const browser = scene.browser()
      const target = withQuery(conversation.clientUrl, query)
      const { url, answer } = await browser.follow(target, () => false)
      expect(answer && answer.status < 400, 'a page', `${answer?.status} at ${shapeOf(url)}`)
      const { searchParams } = new URL(url)
      const isClean = !searchParams.has('handover') && !searchParams.has('result')
      expect(isClean, 'neither handover nor result in the address', shapeOf(url))
      expectRefused(await scene.browser().visit(url), 'of another browser')
    },
  },
  {
    id: view,
    says: '`GET {client_url}` with the token as bearer token must answer the conversation, with its `state`.',
    after,
    async check(scene) {
      const { conversation, token } = await goIn(scene)
      const answer = await scene.ask(conversation.clientUrl, bearing(token))
      const { state } = objectIn(answer.text) ?? {}
      const isGood = answer.status === 200 && typeof state === 'string'
      expect(isGood, '200 with state', told(answer))
      const other = await scene.ask(conversation.clientUrl, bearing(randomId(32)))
      expectRefused(other, 'of another token')
    },
  },
  {
    id: endedId,
    says: '`DELETE {client_url}` with the token must end the conversation: after that it must not be there for anybody.',
    after: [view],
    async check(scene) {
      const inside = await goIn(scene)
      await end(scene, inside)
      const { conversation, token } = inside
      const answer = await scene.ask(conversation.clientUrl, bearing(token))
      expectRefused(answer, 'after the end')
    },
  },
  {
    id: 'COMM-HAND-12',
    says: 'Before the result, a browser must be refused in such a way that it can come again.',
    after,
    async check(scene) {
      const conversation = await scene.beginBound()
      need(conversation.attrUrl, 'not offered: no attr_url')
      const early = await redeem(scene, conversation, await scene.handover(conversation))
      expectRefused(early, 'before the result')
      await scene.deliver(conversation, await scene.result(conversation))
      const again = await redeem(scene, conversation, await scene.handover(conversation))
      expect(again.status === 201, '201 after the result', told(again))
    },
  },
  {
    id: 'COMM-HAND-13',
    says: 'After `DELETE {attr_url}`, while nobody is in yet, nobody must be let in.',
    after,
    async check(scene) {
      const { conversation } = await arrived(scene)
      await withdraw(scene, conversation)
      const late = await redeem(scene, conversation, await scene.handover(conversation))
      expectRefused(late, 'after it was given up')
    },
  },
  {
    id: 'COMM-HAND-14',
    says: '`DELETE {attr_url}` must change nothing once somebody is in.',
    after: [view],
    async check(scene) {
      const { conversation, token } = await goIn(scene)
      await withdraw(scene, conversation)
      const answer = await scene.ask(conversation.clientUrl, bearing(token))
      expect(answer.status === 200, 'the conversation', told(answer))
    },
  },
  {
    id: 'COMM-HAND-16',
    says: 'A browser that sent a `key` of its own with its `handover` must be answered with the same `token` when it asks again with that key, and a browser with another key must be refused.',
    after,
    async check(scene) {
      const { conversation, result } = await arrived(scene)
      const key = randomId(32)
      const asked = async (own: string): Promise<Answer> =>
        redeem(scene, conversation, await scene.handover(conversation), result, own)
      const tokenOf = ({ text }: Answer): unknown => objectIn(text)?.token
      const first = await asked(key)
      expect(first.status === 201, '201', told(first))
      const again = await asked(key)
      expect(again.status === 201, '201 for the same key', told(again))
      expect(tokenOf(again) === tokenOf(first), 'the same token', 'another token')
      expectRefused(await asked(randomId(32)), 'of another key')
    },
  },
]
