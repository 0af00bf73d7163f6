/** Beyond the published protocol: a result that counts for one conversation alone. Looked at where a plugin offers it. */
import { failure } from '../made.ts'
import { boundRefusals, expectBindings } from '../receiver/bound-refusals.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { landed, takenId } from './result.ts'
import type { CommScene } from './scene.ts'

export const boundId = 'COMM-BIND-01'
const after = [boundId, takenId]

export const binding: Requirement<CommScene>[] = [
  {
    id: boundId,
    says: 'A start that names `auth_method` and `comm_method` must be answered with a `binding` of at least 128 random bits, another one each time, and with `audience`.',
    after: [takenId],
    async check({ beginBound }) {
      expectBindings(await beginBound(), await beginBound())
    },
  },
  ...boundRefusals('COMM', after),
  {
    id: 'COMM-BIND-10',
    says: 'Only the first result must count: a later one must change nothing, whatever it says.',
    after: [...after, landed, 'COMM-RESULT-02'],
    async check({ beginBound, result, deliver, land }) {
      for (const [first, second] of [
        [{}, failure],
        [failure, {}],
      ] as const) {
        const conversation = await beginBound()
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
