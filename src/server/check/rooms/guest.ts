/** The way of a guest to the page on which they choose a method. */
import { dialects } from '../../../protocol/dialect.ts'
import { shapeOf, told, type Answer } from '../ask.ts'
import { isSame } from '../browser.ts'
import { expect, type Requirement } from '../requirement.ts'
import { platformToken, signedBy, type Guest, type RoomsScene } from './scene.ts'

interface Shown {
  guest: Guest
  token: string
  /** What the choosing page is told. */
  parameters: Record<string, unknown>
}

async function show(scene: RoomsScene): Promise<Shown> {
  const guest = scene.guest()
  const token = platformToken(guest, scene.secrets.guest)
  const answer = await scene.init(token)
  const isRedirect = answer.status >= 300 && answer.status < 400 && answer.location
  expect(isRedirect, 'a redirect', told(answer))
  const { widget_url: page } = scene.settings
  const isThere = page === undefined || answer.location!.startsWith(page)
  expect(isThere, 'the choosing page', shapeOf(answer.location))
  const text = page ? answer.location!.slice(page.length) : answer.location!.split(/[/?#=]/).pop()!
  return { guest, token, parameters: await signedBy(scene.verificationKeys, text) }
}

const refusal = (answer: Answer, how: string): void =>
  expect(answer.status >= 400 && answer.status < 500, `a refusal ${how}`, told(answer))

/** Refused on both ways in, and the core is not asked. */
const refusing =
  (how: string, make: (scene: RoomsScene, guest: Guest) => string) =>
  async (scene: RoomsScene): Promise<void> => {
    scene.stage.clear()
    const token = make(scene, scene.guest())
    refusal(await scene.init(token), how)
    refusal(await scene.start(token), how)
    expect(scene.requests().length === 0, 'no request to the core', 'one')
  }

const shownId = 'ROOMS-GUEST-01'
const after = [shownId]

export const guest: Requirement<RoomsScene>[] = [
  {
    id: shownId,
    says: '`GET /guest/init/{guestToken}` must redirect the browser to the choosing page, with a JWT behind its address that the part signed.',
    async check(scene) {
      await show(scene)
    },
  },
  {
    id: 'ROOMS-GUEST-02',
    says: 'That JWT must hold `sub` `id-contact-widget-params` (or `verder-helpen-widget-params` in that generation), `purpose`, `display_name`, `start_url`, which is the address of `/guest/start/{guestToken}`, and `cancel_url`, which is `redirectUrl`.',
    after,
    async check(scene) {
      const { guest, token, parameters } = await show(scene)
      const { sub, purpose, display_name, start_url, cancel_url } = parameters
      const wanted = dialects[scene.dialect].widgetSubject
      expect(sub === wanted, `sub ${wanted}`, 'another')
      expect(purpose === guest.purpose, 'the purpose of the token', 'another')
      expect(typeof display_name === 'string', 'display_name', typeof display_name)
      const isStart = String(start_url).endsWith(`/guest/start/${token}`)
      expect(isStart, 'start_url with the token', shapeOf(start_url))
      expect(isSame(cancel_url, guest.redirectUrl), 'redirectUrl', shapeOf(cancel_url))
    },
  },
  {
    id: 'ROOMS-GUEST-03',
    says: '`exp` of that JWT must be at most five minutes after `iat`.',
    after,
    async check(scene) {
      const { iat, exp } = (await show(scene)).parameters
      const isShort = typeof iat === 'number' && typeof exp === 'number' && exp - iat <= 300
      expect(isShort, 'iat, and exp within 300 s', 'others')
    },
  },
  {
    id: 'ROOMS-GUEST-04',
    says: 'A guest token that was signed with another secret must be refused.',
    after,
    check: refusing('of another secret', (_scene, one) => platformToken(one, 'x'.repeat(32))),
  },
  {
    id: 'ROOMS-GUEST-05',
    says: 'A guest token that is not signed must be refused.',
    after,
    check: refusing('of no signature', ({ secrets }, one) =>
      platformToken(one, secrets.guest, { alg: 'none' }),
    ),
  },
  {
    id: 'ROOMS-GUEST-06',
    says: 'A guest token that was signed with the secret of hosts must be refused.',
    after,
    check: refusing('of the other secret', ({ secrets }, one) => platformToken(one, secrets.host)),
  },
  {
    id: 'ROOMS-GUEST-07',
    says: 'A guest token must be refused after `exp`.',
    after,
    check: refusing('of an old token', ({ secrets }, one) =>
      platformToken(one, secrets.guest, { shift: -86_400 }),
    ),
  },
]
