/** A conversation without a log-in: with the result of an earlier one, or for a purpose that needs none. */
import { isMissing, shapeOf, told } from '../ask.ts'
import { isSame } from '../browser.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { opaque } from './full.ts'
import {
  clientUrlOf,
  messageIn,
  type Answers,
  type Choice,
  type CoreScene,
  type Played,
} from './scene.ts'
import { startId } from './start.ts'

interface Talked {
  choice: Choice
  played: Played
  result: string
  clientUrl: string
  /** What the communication plugin was told. */
  asked: Record<string, unknown>
}

async function talk(
  scene: CoreScene,
  { late = false, answers = {} as Answers } = {},
): Promise<Talked> {
  const choice = scene.choose({
    comm: (method) => method.disable_attributes_at_start === late,
    auth: () => true,
    reason: late ? 'a communication method with disable_attributes_at_start' : undefined,
  })
  const played = scene.play(choice, answers)
  const result = opaque()
  const body = { purpose: choice.purpose.tag, comm_method: choice.comm.tag, auth_result: result }
  const clientUrl = clientUrlOf(await scene.start(body))
  const asked = messageIn(played.communication(), 'start_communication')
  return { choice, played, result, clientUrl, asked }
}

const withResult = 'CORE-TALK-01'
const late = 'CORE-TALK-04'

export const talkWithResult: Requirement<CoreScene>[] = [
  {
    id: withResult,
    says: 'With `auth_result`, the core must ask the communication plugin with `purpose` and that `auth_result`.',
    after: [startId],
    async check(scene) {
      const { asked, choice, result } = await talk(scene)
      const isGood = asked.purpose === choice.purpose.tag && asked.auth_result === result
      expect(isGood, 'purpose and auth_result as given', 'others')
    },
  },
  {
    id: 'CORE-TALK-02',
    says: 'With `auth_result`, the core must not ask an authentication plugin.',
    after: [withResult],
    async check(scene) {
      const { played } = await talk(scene)
      expect(played.authentication().length === 0, 'no start_authentication', 'one')
    },
  },
  {
    id: 'CORE-TALK-03',
    says: 'With `auth_result`, the answer must lead to the `client_url` of the communication plugin.',
    after: [withResult],
    async check(scene) {
      const { clientUrl, played } = await talk(scene)
      expect(isSame(clientUrl, played.clientUrl), 'the client_url', shapeOf(clientUrl))
    },
  },
  {
    id: late,
    says: 'A communication method with `disable_attributes_at_start` must be asked with `purpose` alone.',
    after: [startId],
    async check(scene) {
      const { asked } = await talk(scene, { late: true })
      expect(isMissing(asked.auth_result), 'no auth_result', 'one')
    },
  },
  {
    id: 'CORE-TALK-05',
    says: 'When such a plugin answers an `attr_url`, the core must post `auth_result` there, as `application/jwt`.',
    after: [late],
    async check(scene) {
      const { played, result } = await talk(scene, { late: true })
      const [posted] = played.results()
      const isGood = posted?.type === 'application/jwt' && posted.body === result
      const came = posted ? posted.type || 'no content type' : 'nothing'
      expect(isGood, 'the result as application/jwt', came)
    },
  },
  {
    id: 'CORE-TALK-06',
    says: 'When such a plugin answers no `attr_url`, the core must add `result` to the query of `client_url`, and keep what stands there.',
    after: [late],
    async check(scene) {
      const { clientUrl, result } = await talk(scene, { late: true, answers: { attrUrl: false } })
      const { searchParams } = new URL(clientUrl)
      const isGood = searchParams.get('result') === result && searchParams.get('kept') === '1'
      expect(isGood, 'result beside the query of client_url', shapeOf(clientUrl))
    },
  },
]

export const talkOpenly: Requirement<CoreScene>[] = [
  {
    id: 'CORE-OPEN-01',
    says: 'Without `auth_method` and `auth_result`, for a purpose that needs no log-in, the core must ask the communication plugin alone, with `purpose`.',
    after: [startId],
    async check(scene) {
      const choice = scene.choose({
        purpose: ({ allow_unauthenticated }) => allow_unauthenticated,
        auth: () => true,
        reason: 'a purpose with allow_unauthenticated',
      })
      const played = scene.play(choice)
      const body = { purpose: choice.purpose.tag, comm_method: choice.comm.tag }
      const url = clientUrlOf(await scene.start(body))
      const { purpose } = messageIn(played.communication(), 'start_communication')
      expect(purpose === choice.purpose.tag, 'the purpose', 'another')
      expect(played.authentication().length === 0, 'no start_authentication', 'one')
      expect(isSame(url, played.clientUrl), 'the client_url', shapeOf(url))
    },
  },
  {
    id: 'CORE-OPEN-02',
    says: 'Such a start for a purpose that needs a log-in must be answered 400.',
    after: [startId],
    async check(scene) {
      const closed = scene.settings.purposes.filter((purpose) => !purpose.allow_unauthenticated)
      need(closed.length > 0, 'not configured: a purpose without allow_unauthenticated')
      const choice = scene.choose({
        purpose: (purpose) => closed.includes(purpose),
        auth: () => true,
      })
      scene.play(choice)
      const body = { purpose: choice.purpose.tag, comm_method: choice.comm.tag }
      const answer = await scene.start(body)
      expect(answer.status === 400, '400', told(answer))
    },
  },
]
