/** Beyond the published protocol: a result that belongs to one conversation and one browser. Looked at where a plugin offers it. */
import { sha256 } from '../../../protocol/digest.ts'
import { shapeOf } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { postedId } from './deliver.ts'
import type { AuthScene } from './scene.ts'
import { claimsIn } from './opened.ts'

async function boundClaims(scene: AuthScene): Promise<Record<string, unknown>> {
  const { posted } = await scene.bound()
  expect(posted.length === 1, 'one POST to attr_url', String(posted.length))
  return claimsIn(scene, posted[0]!.body)
}

const first = 'AUTH-BIND-01'
const after = [first]

export const binding: Requirement<AuthScene>[] = [
  {
    id: first,
    says: 'When a start has `binding`, `audience`, `purpose` and `auth_method`, the result must hold `binding`, `purpose` and `auth_method` as they came, and `audience` as `aud`.',
    after: [postedId, 'AUTH-TOKEN-03'],
    async check(scene) {
      const claims = await boundClaims(scene)
      need(claims.binding !== undefined, 'not offered: no binding in the result')
      const { audience, ...same } = (await scene.bound()).extra
      for (const [claim, value] of Object.entries({ ...same, aud: audience }))
        expect(claims[claim] === value, `${claim} as it came`, 'another')
    },
  },
  {
    id: 'AUTH-BIND-02',
    says: 'Such a result must name the plugin (`iss`) and itself (`jti`), and say from when it counts (`nbf`).',
    after,
    async check(scene) {
      const { iss, jti, nbf } = await boundClaims(scene)
      const issuer = scene.settings.server_url ?? scene.target
      expect(iss === issuer, 'iss as the address of the plugin', shapeOf(iss))
      const isNamed = typeof jti === 'string' && jti.length >= 16
      expect(isNamed, 'jti as a text that nobody guesses', typeof jti)
      expect(typeof nbf === 'number', 'nbf as a time', typeof nbf)
    },
  },
  {
    id: 'AUTH-BIND-03',
    says: 'The browser must get to `continuation` with a `receipt`, and the result must hold `receipt_hash`, which is base64url(SHA-256(receipt)).',
    after,
    async check(scene) {
      const { arrival } = await scene.bound()
      const receipt = arrival.searchParams.get('receipt')
      expect(receipt, 'receipt in the query', shapeOf(arrival.href))
      const { receipt_hash } = await boundClaims(scene)
      const isOfIt = receipt_hash === (await sha256(receipt))
      expect(isOfIt, 'the hash of the receipt', 'another')
    },
  },
  {
    id: 'AUTH-BIND-04',
    says: 'When there is no good result, the plugin must say so in the query of `continuation`: `error` with `cancelled`, `failed`, `too_low` or `unavailable`.',
    after: [first, 'AUTH-FAIL-01'],
    async check(scene) {
      const { arrival } = await scene.cancelled()
      const isSaid = /^(cancelled|failed|too_low|unavailable)$/.test(
        arrival.searchParams.get('error') ?? '',
      )
      expect(isSaid, 'error in the query', shapeOf(arrival.href))
    },
  },
]
