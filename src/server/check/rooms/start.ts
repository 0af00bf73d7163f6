/** `POST /guest/start/{guestToken}`, and the request with which the core is asked. */
import { shapeOf, told } from '../ask.ts'
import { headerOf } from '../auth/opened.ts'
import { isSame } from '../browser.ts'
import { expect, type Requirement } from '../requirement.ts'
import { platformToken, signedBy, type RoomsScene } from './scene.ts'

const tokenOf = ({ secrets, guest }: RoomsScene): string => platformToken(guest(), secrets.guest)

export const startedId = 'ROOMS-START-01'
const after = [startedId]

export const start: Requirement<RoomsScene>[] = [
  {
    id: startedId,
    says: '`POST /guest/start/{guestToken}` with `purpose` and `auth_method` must ask the core for authentication during a conversation, and answer the `client_url` that it gives.',
    async check({ begin }) {
      await begin()
    },
  },
  {
    id: 'ROOMS-START-02',
    says: 'That request must be posted to `{core}/start` as `application/jwt`, name the key (`kid`), hold `purpose` and `auth_method` in claim `request`, and `exp` at most five minutes after `iat`.',
    after,
    async check({ begin, requests, settings, verificationKeys }) {
      await begin()
      const [{ type, body }] = requests() as [ReturnType<typeof requests>[0]]
      expect(type === 'application/jwt', 'application/jwt', type || 'no content type')
      expect(headerOf(body).kid === settings.kid, `kid ${settings.kid}`, 'another')
      const { request, iat, exp } = await signedBy(verificationKeys, body.trim())
      const { purpose, auth_method } = request as Record<string, unknown>
      const isChoice = purpose === settings.purpose && auth_method === settings.login.tag
      expect(isChoice, 'the purpose and the method', 'others')
      const isShort = typeof iat === 'number' && typeof exp === 'number' && exp - iat <= 300
      expect(isShort, 'iat, and exp within 300 s', 'others')
    },
  },
  {
    id: 'ROOMS-START-03',
    says: 'A start for another `purpose` than that of the token must be refused (4xx), and the core not asked.',
    after,
    async check(scene) {
      scene.stage.clear()
      const answer = await scene.start(tokenOf(scene), { purpose: 'no_such_tag' })
      expect(answer.status >= 400 && answer.status < 500, 'a refusal (4xx)', told(answer))
      expect(scene.requests().length === 0, 'no request to the core', 'one')
    },
  },
  {
    id: 'ROOMS-START-04',
    says: 'When the core fails, the start must be answered with a server error (5xx).',
    after,
    async check(scene) {
      scene.stage.clear()
      const { coreUrl, stage } = scene
      stage.play(`${coreUrl}/start`, () => new Response('no', { status: 500 }))
      const answer = await scene.start(tokenOf(scene))
      expect(answer.status >= 500, '5xx', told(answer))
    },
  },
  {
    id: 'ROOMS-START-05',
    says: 'From `comm_url` of the request the browser must get to `redirectUrl`.',
    after,
    async check({ begin, result, deliver, land }) {
      const visit = await begin()
      await deliver(visit, await result(visit))
      const { url } = await land(visit)
      expect(isSame(url, visit.guest.redirectUrl), 'redirectUrl', shapeOf(url))
    },
  },
]
