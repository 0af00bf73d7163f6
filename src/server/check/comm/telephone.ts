/** A telephone platform beneath the plugin: it says which code was keyed in, and the page of the employee asks who that is. */
import { randomId } from '../../../protocol/digest.ts'
import { isMissing, objectIn, postJson, told, type Answer } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { codeFor } from './employee.ts'
import { bearing, goIn } from './handover.ts'
import { takenId } from './result.ts'
import { isTelephone, type CommScene } from './scene.ts'

/** The code that a resident with a good result keys in. @throws Skip when there is none */
async function codeOf(scene: CommScene): Promise<string> {
  need(scene.platform, 'not configured: [comm.platform]')
  const conversation = await scene.begin()
  if (isTelephone(conversation.clientUrl)) {
    await scene.deliver(conversation, await scene.result(conversation))
    return codeIn(conversation.clientUrl)
  }
  const inside = await goIn(scene)
  const code = await codeFor(scene, inside)
  need(code !== undefined, 'not offered: no code in the conversation')
  return code
}

/** What is keyed in after the pause of a `tel:` link. */
const codeIn = (url: string): string => /[,;]+([0-9]+)#?$/.exec(url)?.[1] ?? ''

const link = (
  { target, ask, platform }: CommScene,
  dtmf: string,
  sessionid: string,
): Promise<Answer> =>
  ask(
    `${target}/link_phone`,
    postJson({ dtmf, sessionid }, platform?.apiKey ? { 'x-api-key': platform.apiKey } : {}),
  )

const look = ({ target, ask, platform }: CommScene, sessionid: string): Promise<Answer> =>
  ask(`${target}/session_info/${sessionid}`, bearing(platform?.token ?? ''))

const linked = 'COMM-PHONE-01'

export const telephone: Requirement<CommScene>[] = [
  {
    id: linked,
    says: '`POST /link_phone` with a code that was given out, as `dtmf`, and a `sessionid` must be answered 200.',
    after: [takenId],
    async check(scene) {
      const answer = await link(scene, await codeOf(scene), randomId())
      expect(answer.status === 200, '200', told(answer))
    },
  },
  {
    id: 'COMM-PHONE-02',
    says: 'After that, `GET /session_info/{sessionid}` must answer `purpose` and `auth_result`, with the `status` and the `attributes` of the result.',
    after: [linked],
    async check(scene) {
      const sessionid = randomId()
      await link(scene, await codeOf(scene), sessionid)
      const answer = await look(scene, sessionid)
      const { purpose, auth_result } = objectIn(answer.text) ?? {}
      const isPurpose = answer.status === 200 && purpose === scene.settings.purpose
      expect(isPurpose, '200 with the purpose', told(answer))
      const { status, attributes } = (auth_result ?? {}) as Record<string, unknown>
      const isGood = typeof status === 'string' && status.startsWith('succes')
      expect(isGood, 'a status of success', typeof status)
      const given = Object.keys((attributes ?? {}) as object).sort()
      const wanted = [...scene.settings.login.attributes].sort()
      expect(given.join() === wanted.join(), 'the attributes of the result', 'others, or none')
    },
  },
  {
    id: 'COMM-PHONE-04',
    says: 'Of a caller who did not log in, `auth_result` must be `null`, or must have a `status` other than that of success and no `attributes`.',
    after: [linked],
    async check(scene) {
      need(scene.platform, 'not configured: [comm.platform]')
      const conversation = await scene.begin()
      need(isTelephone(conversation.clientUrl), 'not offered: no code before the log-in')
      const sessionid = randomId()
      await link(scene, codeIn(conversation.clientUrl), sessionid)
      const answer = await look(scene, sessionid)
      if (answer.status >= 400) return
      const { auth_result } = objectIn(answer.text) ?? {}
      const { status, attributes } = (auth_result ?? {}) as Record<string, unknown>
      const isNothing = isMissing(attributes) && !String(status ?? '').startsWith('succes')
      expect(isNothing, 'nothing of a log-in', told(answer))
    },
  },
  {
    id: 'COMM-PHONE-03',
    says: 'A code that was not given out must not open anything at `/session_info/{sessionid}`.',
    after: [linked],
    async check(scene) {
      const sessionid = randomId()
      const code = await codeOf(scene)
      await link(scene, '0'.repeat(code.length), sessionid)
      const answer = await look(scene, sessionid)
      expect(answer.status >= 400, 'nothing', told(answer))
    },
  },
]
