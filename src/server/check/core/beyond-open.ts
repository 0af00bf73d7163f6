/** Beyond the published protocol: a start without a log-in, and when a channel is open. */
import { randomId } from '../../../protocol/digest.ts'
import { objectIn, shapeOf, told, type Answer } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { way } from './binding.ts'
import {
  allowed,
  bodyOf,
  clientUrlOf,
  messageIn,
  type Answers,
  type CoreScene,
  type Played,
} from './scene.ts'

/** Somebody asks to be called back by a channel that is closed. */
async function startToBeCalled(
  { settings, ask, target, play, start }: CoreScene,
  answers: Answers,
): Promise<{ played: Played; answer: Answer }> {
  const purpose = settings.purposes.find(({ closed }) => closed)
  need(purpose, 'not configured: a purpose that is closed')
  const options = await ask(`${target}/session_options/${purpose.tag}`)
  const { comm_methods = [] } = (objectIn(options.text) ?? {}) as {
    comm_methods?: { tag: string; call_back?: unknown }[]
  }
  const offered = comm_methods.find(({ call_back }) => call_back)
  need(offered, 'not offered: no call_back in the options of a purpose that is closed')
  const [auth] = allowed(settings.auth_methods, purpose.allowed_auth)
  const [comm] = allowed(settings.comm_methods, purpose.allowed_comm)
  const choice = { purpose, auth: auth!, comm: comm! }
  const played = play(choice, answers)
  return { played, answer: await start({ ...bodyOf(choice), comm_method: offered.tag }) }
}

export const beyondOpen: Requirement<CoreScene>[] = [
  {
    id: 'CORE-BIND-12',
    says: 'A start without a log-in that has the members of CORE-BIND-07 must get the browser to `return_url` with code and state at once.',
    after: ['CORE-OPEN-01', 'CORE-BIND-07'],
    async check(scene) {
      const choice = scene.choose({
        purpose: ({ allow_unauthenticated }) => allow_unauthenticated,
        auth: () => true,
      })
      const { extra, state, returnUrl } = await way(scene)
      const given = { binding: randomId(), audience: scene.stage.address }
      scene.play(choice, { extra: given })
      const body = { purpose: choice.purpose.tag, comm_method: choice.comm.tag, ...extra }
      const start = clientUrlOf(await scene.start(body))
      const { url } = await scene.browser().follow(start, (place) => place.startsWith(returnUrl))
      expect(url.startsWith(returnUrl), 'return_url', shapeOf(url))
      const { searchParams } = new URL(url)
      const isState = searchParams.get('id_contact_state') === state
      expect(isState && searchParams.has('id_contact_code'), 'code and state', shapeOf(url))
    },
  },
  {
    id: 'CORE-BIND-13',
    says: 'Where a purpose needs no log-in, `id_contact` in the options must hold `unauthenticated`, and nowhere else.',
    after: ['CORE-BIND-01', 'CORE-OPEN-01'],
    async check({ settings, ask, target }) {
      for (const { tag, allow_unauthenticated: isOpen } of settings.purposes) {
        const answer = await ask(`${target}/session_options/${tag}`)
        const { id_contact } = objectIn(answer.text) ?? {}
        need(id_contact, 'not offered: session_options has no id_contact')
        const { unauthenticated = false } = id_contact as { unauthenticated?: unknown }
        expect(unauthenticated === isOpen, `unauthenticated: ${isOpen}`, told(answer))
      }
    },
  },
  {
    id: 'CORE-BIND-14',
    says: 'A start while its channel is closed must be answered 409 `urn:id-contact:problem:closed`, with `opens_at` and `time_zone`, and must not start anything at a plugin.',
    after: ['CORE-BIND-01'],
    async check(scene) {
      const { settings, start, play, choose } = scene
      const purpose = settings.purposes.find(({ closed }) => closed)
      need(purpose, 'not configured: a purpose that is closed')
      const [auth] = allowed(settings.auth_methods, purpose.allowed_auth)
      const [comm] = allowed(settings.comm_methods, purpose.allowed_comm)
      const played = play(choose())
      const answer = await start(bodyOf({ purpose, auth: auth!, comm: comm! }))
      const { type, opens_at, time_zone } = objectIn(answer.text) ?? {}
      const isClosed = answer.status === 409 && type === 'urn:id-contact:problem:closed'
      expect(isClosed, '409 urn:id-contact:problem:closed', told(answer))
      const isTime = typeof opens_at === 'string' && !Number.isNaN(Date.parse(opens_at))
      expect(isTime && typeof time_zone === 'string', 'opens_at and time_zone', told(answer))
      expect(played.starts().length === 0, 'no start', `${played.starts().length}`)
    },
  },
  {
    id: 'CORE-BIND-15',
    says: 'Where the options offer to be called back, a start with that `tag` must be answered although its channel is closed, and the communication plugin must be told `call_back`: a date and time of RFC 3339, which is not before now.',
    after: ['CORE-BIND-14'],
    async check(scene) {
      const began = Date.now()
      const { played, answer } = await startToBeCalled(scene, { extra: { call_back: true } })
      clientUrlOf(answer)
      const { call_back } = messageIn(played.communication(), 'start_communication')
      const time = typeof call_back === 'string' ? Date.parse(call_back) : NaN
      // Clocks differ a little.
      expect(time >= began - 60_000, 'call_back from now on', String(call_back))
    },
  },
  {
    id: 'CORE-BIND-16',
    says: 'When the plugin does not answer such a start with `call_back: true`, the start must be answered with a server error (5xx).',
    after: ['CORE-BIND-15'],
    async check(scene) {
      const { answer } = await startToBeCalled(scene, {})
      expect(answer.status >= 500 && answer.status <= 599, '5xx', told(answer))
    },
  },
]
