/** Beyond the published protocol: the browser that comes back is the one that left. Looked at where a core offers it. */
import { randomId, sha256 } from '../../../protocol/digest.ts'
import { verifyHandover, type Handover } from '../../../protocol/handover.ts'
import { importKeySet, type JWK } from '../../../protocol/keys.ts'
import { withQuery } from '../../../protocol/url.ts'
import { objectIn, postJson, shapeOf, told, type Answer } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { goDuring } from './during.ts'
import { back, comeBack, continuationOf, go, opaque, type Gone } from './full.ts'
import { bodyOf, type CoreScene } from './scene.ts'

/** @throws Skip when it is a core that speaks the published protocol alone */
async function needOffer(scene: CoreScene): Promise<void> {
  const [purpose] = scene.settings.purposes
  const answer = await scene.ask(`${scene.target}/session_options/${purpose?.tag}`)
  const extension = objectIn(answer.text)?.id_contact as { version?: unknown } | undefined
  need(extension?.version === 1, 'not offered: session_options has no id_contact')
}

const audienceOf = ({ stage }: CoreScene): string => stage.address

async function goBound(
  scene: CoreScene,
  extra: object = {},
): Promise<{ gone: Gone; binding: string }> {
  const binding = randomId()
  const answers = { extra: { binding, audience: audienceOf(scene) } }
  return { gone: await go(scene, { answers, extra }), binding }
}

/** A handover in this address, checked as a communication plugin does. @throws Unmet */
async function handoverIn(scene: CoreScene, address: string): Promise<Handover> {
  const { searchParams } = new URL(address)
  const token = searchParams.get('handover')
  expect(token, 'a handover', shapeOf(address))
  return verified(scene, token)
}

async function verified(scene: CoreScene, token: string): Promise<Handover> {
  const answer = await scene.ask(`${scene.target}/jwks.json`)
  const { keys } = (objectIn(answer.text) ?? {}) as { keys?: JWK[] }
  expect(Array.isArray(keys) && keys.length > 0, 'keys in /jwks.json', told(answer))
  const verificationKeys = await importKeySet(keys, 'verify')
  const issuer = scene.settings.server_url ?? scene.target
  const options = { verificationKeys, issuer, audience: audienceOf(scene) }
  const handover = await verifyHandover(token, options).catch(() => undefined)
  expect(handover, 'a handover of this core for this plugin', 'another token')
  return handover
}

/** The pair of RFC 7636, and the members of the start that say so. */
export async function way(scene: CoreScene) {
  const { return_url } = scene.settings
  need(return_url, 'not configured: return_url')
  const verifier = randomId(32)
  const state = randomId()
  const extra = {
    return_url,
    state,
    code_challenge: await sha256(verifier),
    code_challenge_method: 'S256',
  }
  return { verifier, state, extra, returnUrl: return_url }
}

/** All the way back to the page that asked. */
async function codeOf(scene: CoreScene): Promise<{ code: string; verifier: string; gone: Gone }> {
  const { extra, returnUrl, state, verifier } = await way(scene)
  const { gone } = await goBound(scene, extra)
  const target = withQuery(continuationOf(gone), { receipt: randomId() })
  const { url } = await gone.browser.follow(target, (place) => place.startsWith(returnUrl))
  const { searchParams } = new URL(url)
  const code = searchParams.get('id_contact_code')
  expect(url.startsWith(returnUrl) && code, 'a code at return_url', shapeOf(url))
  const isSameState = searchParams.get('id_contact_state') === state
  expect(isSameState, 'the state of the start', 'another')
  return { code, verifier, gone }
}

const resume = (scene: CoreScene, code: string, code_verifier: string): Promise<Answer> =>
  scene.ask(`${scene.target}/resume`, postJson({ code, code_verifier }))

const first = 'CORE-BIND-01'
const after = [first]
const refused = 'CORE-BIND-02'
const handedOver = 'CORE-BIND-04'
const returned = 'CORE-BIND-07'

export const binding: Requirement<CoreScene>[] = [
  {
    id: first,
    says: 'When the communication plugin answers `binding` and `audience`, the core must tell the authentication plugin both, and `purpose` and `auth_method`.',
    after: [back],
    async check(scene) {
      await needOffer(scene)
      const { gone, binding: given } = await goBound(scene)
      const { asked, choice } = gone
      const wanted = {
        binding: given,
        audience: audienceOf(scene),
        purpose: choice.purpose.tag,
        auth_method: choice.auth.tag,
      }
      for (const [member, value] of Object.entries(wanted))
        expect(asked[member] === value, `${member} as it is`, typeof asked[member])
    },
  },
  {
    id: refused,
    says: 'A browser that did not leave from this start must be refused at `continuation`.',
    after,
    async check(scene) {
      const { gone } = await goBound(scene)
      const answer = await scene.browser().visit(continuationOf(gone))
      expect(answer.status >= 400, 'a refusal', told(answer))
    },
  },
  {
    id: 'CORE-BIND-03',
    says: 'The core must then tell the communication plugin that nobody will come: `DELETE {attr_url}`.',
    after: [refused],
    async check(scene) {
      const { gone } = await goBound(scene)
      await scene.browser().visit(continuationOf(gone))
      const isTold = scene.stage.received.some(
        ({ method, url }) => method === 'DELETE' && url.split('?')[0] === gone.played.attrUrl,
      )
      expect(isTold, 'DELETE attr_url', 'nothing')
    },
  },
  {
    id: handedOver,
    says: 'The browser that left must get to `client_url` with a `handover`.',
    after,
    async check(scene) {
      const { gone } = await goBound(scene)
      await handoverIn(scene, await comeBack(gone))
    },
  },
  {
    id: 'CORE-BIND-05',
    says: 'The handover must name `client_url`, the purpose and the methods, and must hold the `receipt` with which the browser came back.',
    after: [handedOver],
    async check(scene) {
      const { gone } = await goBound(scene)
      const receipt = randomId()
      const handover = await handoverIn(scene, await comeBack(gone, { receipt }))
      const { purpose, auth, comm } = gone.choice
      const wanted = {
        sub: gone.played.clientUrl,
        purpose: purpose.tag,
        auth_method: auth.tag,
        comm_method: comm.tag,
        receipt,
      }
      for (const [claim, value] of Object.entries(wanted))
        expect(handover[claim as keyof Handover] === value, `${claim} as it is`, 'another')
    },
  },
  {
    id: 'CORE-BIND-06',
    says: 'A communication plugin that answered no `binding` must get no `handover`.',
    after,
    async check(scene) {
      const landed = new URL(await comeBack(await go(scene), { receipt: randomId() }))
      expect(!landed.searchParams.has('handover'), 'no handover', 'one')
    },
  },
  {
    id: returned,
    says: 'With `return_url`, `state` and a code challenge (RFC 7636, S256) in the start, the browser must get back to `return_url` with `id_contact_code` and `id_contact_state`.',
    after,
    async check(scene) {
      await codeOf(scene)
    },
  },
  {
    id: 'CORE-BIND-08',
    says: '`POST /resume` with `code` and `code_verifier` must answer `client_url`, `purpose` and `handover`.',
    after: [returned],
    async check(scene) {
      const { code, verifier, gone } = await codeOf(scene)
      const answer = await resume(scene, code, verifier)
      const { client_url, purpose, handover } = objectIn(answer.text) ?? {}
      const isGood = client_url === gone.played.clientUrl && purpose === gone.choice.purpose.tag
      expect(answer.status === 200 && isGood, '200 with client_url and purpose', told(answer))
      await verified(scene, String(handover))
    },
  },
  {
    id: 'CORE-BIND-09',
    says: '`POST /resume` with another verifier must be refused.',
    after: [returned],
    async check(scene) {
      const { code } = await codeOf(scene)
      const answer = await resume(scene, code, randomId(32))
      expect(answer.status >= 400 && answer.status < 500, 'a refusal (4xx)', told(answer))
    },
  },
  {
    id: 'CORE-BIND-10',
    says: 'A `return_url` of an origin that is not configured must be answered 400.',
    after,
    async check(scene) {
      const { extra } = await way(scene)
      const choice = scene.choose()
      scene.play(choice)
      const elsewhere = { ...extra, return_url: 'https://elsewhere.invalid/page' }
      const answer = await scene.start({ ...bodyOf(choice), ...elsewhere })
      expect(answer.status === 400, '400', told(answer))
    },
  },
  {
    id: 'CORE-BIND-11',
    says: 'A request during a conversation with `binding` and `audience` must be bound in the same way.',
    after: [refused, handedOver, 'CORE-DURING-01'],
    async check(scene) {
      const changes = { binding: randomId(), audience: audienceOf(scene) }
      const gone = await goDuring(scene, { changes })
      const stranger = await scene.browser().visit(continuationOf(gone))
      expect(stranger.status >= 400, 'a refusal of another browser', told(stranger))
      const again = await goDuring(scene, { changes })
      const landed = await comeBack(again, { receipt: randomId(), result: opaque() })
      const { sub } = await handoverIn(scene, landed)
      expect(sub === again.played.clientUrl, 'sub as comm_url', 'another')
    },
  },
]
