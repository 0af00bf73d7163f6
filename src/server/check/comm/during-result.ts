/** What becomes of a log-in during a conversation: it counts when the browser is back, and whatever becomes of it the conversation goes on. */
import { randomId } from '../../../protocol/digest.ts'
import { objectIn, postJson, told } from '../ask.ts'
import { failure } from '../made.ts'
import { boundRefusals } from '../receiver/bound-refusals.ts'
import { refusals } from '../receiver/refusals.ts'
import { wrongForAttempt } from '../receiver/wrong-handovers.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import {
  again,
  asked,
  begin,
  comeBack,
  deliver,
  identificationOf,
  leave,
  provenOf,
  receiverOf,
  talking,
  valuedResult,
  type Asked,
  type Attempt,
} from './attempt.ts'
import { expectRefusal, leftId } from './during.ts'
import type { Inside } from './handover.ts'
import type { CommScene } from './scene.ts'

interface Arrived {
  attempt: Attempt
  /** What the result says, and no other. */
  value: string
  /** When the browser has to bring it. */
  result: string | undefined
}

/** The result is here, or with the browser; the browser is not back. */
async function arrived(scene: CommScene, both?: Asked): Promise<Arrived> {
  const attempt = both ? await again(scene, both) : await begin(scene)
  const { value, result } = await valuedResult(scene, attempt)
  if (!attempt.attrUrl) return { attempt, value, result }
  const { said } = await deliver(scene, attempt, result)
  expect(said.startsWith('200 '), '200 for the result', said)
  return { attempt, value, result: undefined }
}

const withResult = ({ result }: Arrived): { result?: string } => (result ? { result } : {})

/** @throws Unmet when the employee sees that value, or when the conversation is over */
async function expectUnproven(both: Asked, value: string, how: string): Promise<void> {
  const isProven = (await provenOf(both)).includes(value)
  expect(!isProven, `nothing proven ${how}`, 'what the result says')
}

async function expectState(scene: CommScene, both: Asked, wanted: string): Promise<void> {
  const state = await identificationOf(scene, both)
  expect(state === wanted, `identification ${wanted}`, String(state))
}

/** The attempt counts, so this one can be tried. */
async function expectSuccess(scene: CommScene, arrival: Arrived): Promise<void> {
  const answer = await comeBack(scene, arrival.attempt, withResult(arrival))
  const { token, conversation } = objectIn(answer.text) ?? {}
  const isGood = answer.status === 201 && typeof token === 'string' && conversation
  expect(isGood, '201 with token and conversation', told(answer))
  const isProven = (await provenOf(arrival.attempt)).includes(arrival.value)
  expect(isProven, 'what the result says, at the desk', 'something else')
  const state = await identificationOf(scene, arrival.attempt)
  expect(state === undefined, 'no identification any more', String(state))
}

/** `POST {client_url}/decline`. */
const decline = (
  { ask }: CommScene,
  { conversation: { clientUrl }, token }: Pick<Inside, 'conversation' | 'token'>,
  query = '',
) => ask(`${clientUrl}/decline${query}`, postJson({}, { authorization: `Bearer ${token}` }))

async function declined(scene: CommScene, both: Asked, query?: string): Promise<void> {
  const answer = await decline(scene, both.inside, query)
  const { identification } = objectIn(answer.text) ?? {}
  expect(answer.status === 200 && identification, '200 with identification', told(answer))
}

const countsId = 'COMM-DURING-08'
const declinedId = 'COMM-DURING-15'
const after = [countsId]
const stranger = 'x'.repeat(43)

export const duringResult: Requirement<CommScene>[] = [
  {
    id: countsId,
    says: 'A good result must count when the browser is back with a `handover` of this attempt (`binding_hash`), which is answered 201 with a `token` and the `conversation`; and not before.',
    after: [leftId],
    async check(scene) {
      const arrival = await arrived(scene)
      await expectUnproven(arrival.attempt, arrival.value, 'before the browser is back')
      await expectSuccess(scene, arrival)
    },
  },
  {
    id: 'COMM-DURING-09',
    says: 'A result that must be refused at the start (COMM-RESULT-03 to 10, COMM-BIND-02 to 09) must be refused during a conversation.',
    after,
    async check(scene) {
      const receiver = receiverOf(scene, await talking(scene))
      const { otherKeys } = scene
      for (const { id, check } of [...refusals('COMM', []), ...boundRefusals('COMM', [])])
        if (otherKeys || id !== 'COMM-BIND-06') await check(receiver)
    },
  },
  {
    id: 'COMM-DURING-10',
    says: 'A handover that somebody else signed, of another core, for another part, conversation, attempt or choice, or that is too old, must be refused, and must not make the result count.',
    after,
    async check(scene) {
      const both = await talking(scene)
      for (const wrong of wrongForAttempt) {
        const arrival = await arrived(scene, both)
        const changes = { ...withResult(arrival), ...(await wrong(scene)) }
        expectRefusal(await comeBack(scene, arrival.attempt, changes), 'of another handover')
        await expectUnproven(arrival.attempt, arrival.value, 'after another handover')
      }
    },
  },
  {
    id: 'COMM-DURING-11',
    says: 'A browser with another `receipt` than the one that the result holds the hash of must be refused, and the result must not count for anybody after it.',
    after,
    async check(scene) {
      const arrival = await arrived(scene)
      const { attempt, value } = arrival
      const other = { ...withResult(arrival), receipt: randomId() }
      expectRefusal(await comeBack(scene, attempt, other), 'of a browser that did not log in')
      await expectUnproven(attempt, value, 'after a browser that did not log in')
      expectRefusal(await comeBack(scene, attempt, withResult(arrival)), 'after such a browser')
      await expectUnproven(attempt, value, 'after such a browser')
    },
  },
  {
    id: 'COMM-DURING-12',
    says: 'Only the first result of an attempt must count: a later one must change nothing, whatever it says.',
    after,
    async check(scene) {
      const arrival = await arrived(scene)
      const { attempt } = arrival
      need(attempt.attrUrl, 'not offered: no attr_url')
      const later = await valuedResult(scene, attempt)
      await deliver(scene, attempt, later.result)
      await deliver(scene, attempt, await scene.result(attempt, failure))
      await expectSuccess(scene, arrival)
    },
  },
  {
    id: 'COMM-DURING-13',
    says: 'A new `/authenticate` must take the place of the one before: a result for that one must not count.',
    after,
    async check(scene) {
      const earlier = await begin(scene)
      const old = await valuedResult(scene, earlier)
      const attempt = await leave(scene, earlier)
      await deliver(scene, earlier, old.result)
      await comeBack(scene, attempt)
      await expectUnproven(attempt, old.value, 'of the attempt before')
    },
  },
  {
    id: 'COMM-DURING-14',
    says: 'After a result with `status` `failed`, and after `DELETE {attr_url}`, `identification` must be `failed`, the conversation must go on, and the resident must be able to try again.',
    after,
    async check(scene) {
      const attempt = await begin(scene)
      await deliver(scene, attempt, await scene.result(attempt, failure))
      await expectState(scene, attempt, 'failed')
      const again = await leave(scene, attempt)
      if (again.attrUrl) {
        await scene.ask(again.attrUrl, { method: 'DELETE' })
        await expectState(scene, again, 'failed')
      }
      await leave(scene, again)
    },
  },
  {
    id: declinedId,
    says: '`POST {client_url}/decline` with the token must answer the conversation with `identification` `cancelled`; the conversation must go on, and a result that comes after it must not count.',
    after,
    async check(scene) {
      const both = await asked(scene)
      await declined(scene, both)
      await expectState(scene, both, 'cancelled')
      const { attempt, value } = await arrived(scene)
      await declined(scene, attempt)
      await expectState(scene, attempt, 'cancelled')
      await comeBack(scene, attempt)
      await expectUnproven(attempt, value, 'after it was declined')
    },
  },
  {
    id: 'COMM-DURING-16',
    says: '`/decline` must be refused (4xx) while no agent asks, and without the token of the conversation.',
    after: [declinedId],
    async check(scene) {
      const both = await talking(scene)
      expectRefusal(await decline(scene, both.inside), 'while nobody asks')
      await both.taken.askWho()
      const { conversation } = both.inside
      expectRefusal(await decline(scene, { conversation, token: stranger }), 'of another token')
      await expectState(scene, both, 'requested')
    },
  },
  {
    id: 'COMM-DURING-17',
    says: '`/decline?reason=…` of a browser that is back without a result must end the attempt: `identification` must be `cancelled` for `cancelled`, else `failed`.',
    after: [declinedId],
    async check(scene) {
      for (const [reason, state] of [
        ['cancelled', 'cancelled'],
        ['unavailable', 'failed'],
      ] as const) {
        const attempt = await begin(scene)
        await declined(scene, attempt, `?reason=${reason}`)
        await expectState(scene, attempt, state)
      }
    },
  },
]
