/** Beyond the published protocol: a result that counts for one conversation alone. Looked at where a plugin offers it. */
import { randomId } from '../../../protocol/digest.ts'
import { failure, makeResult, type Claims } from '../made.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { landed, takenId } from './result.ts'
import type { CommScene, Conversation, Taking } from './scene.ts'

export type Bound = Conversation & { binding: string; audience: string }

/** @throws Skip when the plugin speaks the published protocol alone, or the checker plays a published core */
export async function beginBound(scene: CommScene): Promise<Bound> {
  need(scene.coreKeys, 'not configured: [comm.core]')
  const conversation = await scene.begin()
  const { binding } = conversation
  need(binding !== undefined, 'not offered: start_communication answers no binding')
  return { ...conversation, binding, audience: conversation.audience ?? '' }
}

const expectRefused = (how: string, { isTaken, said }: Taking): void =>
  expect(!isTaken, `a refusal of a result ${how}`, said)

const refusing = (how: string, ...wrong: ((conversation: Bound) => Claims)[]) =>
  async function check(scene: CommScene): Promise<void> {
    for (const changes of wrong) {
      const conversation = await beginBound(scene)
      const token = await scene.result(conversation, changes(conversation))
      expectRefused(how, await scene.deliver(conversation, token))
    }
  }

export const boundId = 'COMM-BIND-01'
const after = [boundId, takenId]
/** 128 bits or more, in base64url. */
const random = /^[A-Za-z0-9_-]{22,}$/
const elsewhere = 'https://elsewhere.invalid'
const minutes = (count: number): number => count * 60

export const binding: Requirement<CommScene>[] = [
  {
    id: boundId,
    says: 'A start that names `auth_method` and `comm_method` must be answered with a `binding` of at least 128 random bits, another one each time, and with `audience`.',
    after: [takenId],
    async check(scene) {
      const [one, other] = [await beginBound(scene), await beginBound(scene)]
      expect(random.test(one.binding), 'binding of 128 bits', 'a shorter one')
      expect(one.binding !== other.binding, 'another binding', 'the same')
      expect(one.audience !== '', 'audience', 'none')
    },
  },
  {
    id: 'COMM-BIND-02',
    says: 'A result with the `binding` of another conversation, or with none, must be refused.',
    after,
    check: refusing(
      'of another conversation',
      () => ({ binding: randomId() }),
      () => ({ binding: undefined }),
    ),
  },
  {
    id: 'COMM-BIND-03',
    says: 'A result for another plugin (`aud`) must be refused.',
    after,
    check: refusing('for another plugin', () => ({ aud: elsewhere })),
  },
  {
    id: 'COMM-BIND-04',
    says: 'A result that names another authentication plugin (`iss`) than the one that was chosen must be refused.',
    after,
    check: refusing('from another plugin', () => ({ iss: elsewhere })),
  },
  {
    id: 'COMM-BIND-05',
    says: 'A result for another `purpose` or `auth_method` than was chosen must be refused.',
    after,
    check: refusing(
      'for another choice',
      () => ({ purpose: 'no_such_tag' }),
      () => ({ auth_method: 'no_such_tag' }),
    ),
  },
  {
    id: 'COMM-BIND-06',
    says: 'A result that another authentication plugin signed than the one that was chosen must be refused, even when it is known.',
    after,
    async check(scene) {
      const { otherKeys, parties } = scene
      need(otherKeys, 'not configured: [comm.other_login]')
      const conversation = await beginBound(scene)
      const claims = await scene.claims(conversation)
      const token = await makeResult({ ...parties, signingKeys: otherKeys }, claims)
      expectRefused('of a plugin that was not chosen', await scene.deliver(conversation, token))
    },
  },
  {
    id: 'COMM-BIND-07',
    says: 'A result without `jti`, or with one that was there before, must be refused.',
    after,
    async check(scene) {
      await refusing('without a name', () => ({ jti: undefined }))(scene)
      const jti = randomId()
      const first = await beginBound(scene)
      await scene.deliver(first, await scene.result(first, { jti }))
      await refusing('with a name that was there before', () => ({ jti }))(scene)
    },
  },
  {
    id: 'COMM-BIND-08',
    says: 'A token of another kind (`sub`) must be refused.',
    after,
    check: refusing('of another kind', () => ({ sub: 'no-such-attributes' })),
  },
  {
    id: 'COMM-BIND-09',
    says: 'A result must be refused when it counts from a later time (`iat`, `nbf`), or for longer than ten minutes.',
    after,
    async check(scene) {
      const now = Math.floor(Date.now() / 1000)
      const later = now + minutes(60)
      await refusing(
        'of a later time',
        () => ({ iat: later, nbf: later, exp: later + minutes(5) }),
        () => ({ nbf: now + minutes(4) }),
      )(scene)
      await refusing('for an hour', () => ({ exp: later }))(scene)
    },
  },
  {
    id: 'COMM-BIND-10',
    says: 'Only the first result must count: a later one must change nothing, whatever it says.',
    after: [...after, landed, 'COMM-RESULT-02'],
    async check(scene) {
      const { result, deliver, land } = scene
      for (const [first, second] of [
        [{}, failure],
        [failure, {}],
      ] as const) {
        const conversation = await beginBound(scene)
        need(conversation.attrUrl, 'not offered: no attr_url')
        await deliver(conversation, await result(conversation, first))
        await deliver(conversation, await result(conversation, second))
        const { answer } = await land(conversation)
        const isIn = !answer || answer.status < 400
        const isFirstGood = first !== failure
        const words = (isGood: boolean): string => (isGood ? 'a way in' : 'no way in')
        expect(isIn === isFirstGood, words(isFirstGood), words(isIn))
      }
    },
  },
]
