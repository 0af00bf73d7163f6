/** Authentication during a conversation: a requestor with a registered key asks for it. */
import { SignJWT } from 'jose'
import { randomId } from '../../../protocol/digest.ts'
import { firstKey } from '../../../protocol/keys.ts'
import { signClaims } from '../../../protocol/jws.ts'
import { seconds } from '../../../protocol/lifetime.ts'
import { isMissing, postToken, shapeOf, told, type Answer } from '../ask.ts'
import { isSame } from '../browser.ts'
import { confused, foreign, unsigned } from '../forged.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { continuationOf, gone, toLogin, type Gone } from './full.ts'
import {
  allowed,
  clientUrlOf,
  messageIn,
  type CoreScene,
  type Played,
  type Wanted,
} from './scene.ts'

interface Setting {
  scene: CoreScene
  played: Played
  choice: Gone['choice']
  requestor: NonNullable<CoreScene['requestor']>
  /** Claim `request`, as it should be. */
  request: Record<string, string>
}

function setting(scene: CoreScene, wanted?: Wanted): Setting {
  const { requestor } = scene
  need(requestor, 'not configured: [core.requestor]')
  const choice = scene.choose({ comm: () => true, ...wanted })
  const played = scene.play(choice)
  const request = {
    purpose: choice.purpose.tag,
    auth_method: choice.auth.tag,
    comm_url: played.clientUrl,
    attr_url: played.attrUrl,
  }
  return { scene, choice, played, requestor, request }
}

const times = (shift = 0): { iat: number; exp: number } => {
  const iat = seconds(new Date()) + shift
  return { iat, exp: iat + 300 }
}

const claimsOf = ({ request }: Setting): object => ({ ...times(), request })

const signed = (
  { requestor }: Setting,
  request: object,
  claims: object = times(),
): Promise<string> => signClaims({ ...claims, request }, 'JWT', requestor.keys)

const send = ({ scene }: Setting, token: string): Promise<Answer> =>
  scene.ask(`${scene.target}/start`, postToken(token, { accept: 'application/json' }))

/** Asks, and sends the browser to the log-in. */
export async function goDuring(
  scene: CoreScene,
  { wanted, changes = {} }: { wanted?: Wanted; changes?: Record<string, string | undefined> } = {},
): Promise<Gone> {
  const asking = setting(scene, wanted)
  const { choice, played, request } = asking
  const clientUrl = clientUrlOf(
    await send(asking, await signed(asking, { ...request, ...changes })),
  )
  const asked = messageIn(played.authentication(), 'start_authentication')
  const browser = await toLogin(scene, { clientUrl, played })
  return { choice, played, browser, clientUrl, asked }
}

/** Whatever it is, it is refused, and nothing is started. */
async function refused(asking: Setting, token: string): Promise<void> {
  const answer = await send(asking, token)
  expect(answer.status >= 400, 'a refusal', told(answer))
  const { length } = asking.played.starts()
  expect(length === 0, 'no start', `${length}`)
}

const underAnotherName = ({ requestor, request }: Setting): Promise<string> => {
  const { key, alg } = firstKey(requestor.keys)
  return new SignJWT({ ...times(), request })
    .setProtectedHeader({ typ: 'JWT', alg, kid: `unknown-${randomId(4)}` })
    .sign(key)
}

/** A purpose with a method that it does not allow, as often as there is one. */
const forbidden = ({ settings: { purposes, auth_methods } }: CoreScene) =>
  purposes.flatMap(({ tag: purpose, allowed_auth, closed }) => {
    if (closed) return []
    const possible = allowed(auth_methods, allowed_auth)
    const others = auth_methods.filter((method) => !possible.includes(method))
    return others.map(({ tag: auth_method }) => ({ purpose, auth_method }))
  })

const asked = 'CORE-DURING-01'
const after = [asked]
const hour = 3600

export const during: Requirement<CoreScene>[] = [
  {
    id: asked,
    says: 'With a good request the core must ask the authentication plugin with the attributes of the purpose, and answer as for every start.',
    after: [gone],
    async check(scene) {
      const { asked: message, choice } = await goDuring(scene)
      const given = (message.attributes as unknown[] | undefined)?.map(String).sort().join(', ')
      const wanted = [...choice.purpose.attributes].sort().join(', ')
      expect(given === wanted, wanted, given || 'none')
    },
  },
  {
    id: 'CORE-DURING-02',
    says: 'From `continuation` the browser must get to `comm_url`.',
    after,
    async check(scene) {
      const went = await goDuring(scene)
      const isEnd = (place: string): boolean => isSame(place, went.played.clientUrl)
      const { url } = await went.browser.follow(continuationOf(went), isEnd)
      expect(isSame(url, went.played.clientUrl), 'comm_url', shapeOf(url))
    },
  },
  {
    id: 'CORE-DURING-03',
    says: '`attr_url` of the request must go on to the plugin, and must be missing when the request has none.',
    after,
    async check(scene) {
      const posted = await goDuring(scene)
      expect(isSame(posted.asked.attr_url, posted.played.attrUrl), 'the attr_url', 'another')
      const carried = await goDuring(scene, { changes: { attr_url: undefined } })
      expect(isMissing(carried.asked.attr_url), 'no attr_url', 'one')
    },
  },
  {
    id: 'CORE-DURING-04',
    says: 'A request without a signature must be refused, in a JWT as well as in JSON.',
    after,
    async check(scene) {
      const asking = setting(scene)
      await refused(asking, unsigned(asking.requestor.keys, claimsOf(asking)))
      const answer = await scene.start(asking.request)
      expect(answer.status >= 400, 'a refusal of JSON', told(answer))
      expect(asking.played.starts().length === 0, 'no start', 'one')
    },
  },
  {
    id: 'CORE-DURING-05',
    says: 'A request that another key signed must be refused.',
    after,
    async check(scene) {
      const asking = setting(scene)
      const keys = await foreign(asking.requestor.keys)
      await refused(asking, await signClaims(claimsOf(asking), 'JWT', keys))
    },
  },
  {
    id: 'CORE-DURING-06',
    says: 'A request that is signed with another algorithm than the key’s must be refused.',
    after,
    async check(scene) {
      const asking = setting(scene)
      for (const token of confused(asking.requestor.keys, claimsOf(asking)))
        await refused(asking, token)
    },
  },
  {
    id: 'CORE-DURING-07',
    says: 'A request whose `kid` names no registered key must be refused.',
    after,
    async check(scene) {
      const asking = setting(scene)
      await refused(asking, await underAnotherName(asking))
    },
  },
  {
    id: 'CORE-DURING-08',
    says: 'A request must be refused after `exp`.',
    after,
    async check(scene) {
      const asking = setting(scene)
      await refused(asking, await signed(asking, asking.request, times(-hour)))
    },
  },
  {
    id: 'CORE-DURING-09',
    says: 'A request must be refused when `iat` is in the future.',
    after,
    async check(scene) {
      const asking = setting(scene)
      await refused(asking, await signed(asking, asking.request, times(hour)))
    },
  },
  {
    id: 'CORE-DURING-10',
    says: 'A purpose or method that is not known, or that do not go together, must be answered 400.',
    after,
    async check(scene) {
      const asking = setting(scene)
      const changes = [{ purpose: 'no_such_tag' }, { auth_method: 'no_such_tag' }]
      for (const change of [...changes, ...forbidden(scene)]) {
        const answer = await send(asking, await signed(asking, { ...asking.request, ...change }))
        expect(answer.status === 400, '400', told(answer))
      }
    },
  },
]
