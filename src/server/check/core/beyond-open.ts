/** Beyond the published protocol: a start without a log-in, and when a channel is open. */
import { randomId } from '../../../protocol/digest.ts'
import { objectIn, shapeOf, told } from '../ask.ts'
import { expect, need, unseen, type Requirement } from '../requirement.ts'
import { way } from './binding.ts'
import { clientUrlOf, type CoreScene } from './scene.ts'

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
  unseen(
    'CORE-BIND-14',
    'A start while its channel is closed must be answered 409 `urn:id-contact:problem:closed`, with `opens_at` and `time_zone`.',
    'it depends on the hour',
  ),
]
