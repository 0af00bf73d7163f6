/** The result token, layer by layer. */
import { compactVerify } from 'jose'
import { dialects } from '../../../protocol/dialect.ts'
import { firstKey, keysFor } from '../../../protocol/keys.ts'
import { seconds } from '../../../protocol/lifetime.ts'
import { expect, type Requirement } from '../requirement.ts'
import { postedId } from './deliver.ts'
import { claimsIn, headerOf, signedIn, type Members } from './opened.ts'
import type { AuthScene } from './scene.ts'

const resultOf = async (scene: AuthScene): Promise<string> => (await scene.posted()).posted[0]!.body
const claimsOf = async (scene: AuthScene): Promise<Members> =>
  claimsIn(scene, await resultOf(scene))

/** Names of algorithms and types are nobody's secret; anything longer is not told. */
const word = (value: unknown): string =>
  typeof value === 'string' && /^[\w+-]{1,32}$/.test(value) ? value : typeof value

function expectMembers(members: Members, wanted: Members): void {
  for (const [name, value] of Object.entries(wanted))
    expect(members[name] === value, `${name} ${String(value)}`, `${name} ${word(members[name])}`)
}

/** How far the clocks of plugin and checker may be apart, in seconds, besides the time of a log-in. */
const tolerance = 300
const lifetime = 300

const envelope = 'AUTH-TOKEN-01'
const content = 'AUTH-TOKEN-02'
const signature = 'AUTH-TOKEN-03'

export const token: Requirement<AuthScene>[] = [
  {
    id: envelope,
    says: 'The result must be a JWE in compact form, with `typ` `JWT`, `cty` `JWT`, `enc` `A128CBC-HS256`, and `alg` `RSA-OAEP` for an RSA key or `ECDH-ES` for an EC key of the receiver.',
    after: [postedId],
    async check(scene) {
      const text = await resultOf(scene)
      expect(text.split('.').length === 5, 'five parts', `${text.split('.').length}`)
      const { alg } = firstKey(scene.decryptionKeys)
      expectMembers(headerOf(text), { typ: 'JWT', cty: 'JWT', enc: 'A128CBC-HS256', alg })
    },
  },
  {
    id: content,
    says: 'What is encrypted must be a JSON object with the signed token in `njwt`.',
    after: [envelope],
    async check(scene) {
      await signedIn(scene, await resultOf(scene))
    },
  },
  {
    id: signature,
    says: 'The signed token must be a JWS in compact form, with `typ` `JWT`, and `alg` `RS256` or `ES256` as the key of the plugin is RSA or EC, and must be signed with that key.',
    after: [content],
    async check(scene) {
      const njwt = await signedIn(scene, await resultOf(scene))
      const header = headerOf(njwt)
      const { alg } = firstKey(scene.verificationKeys)
      expectMembers(header, { typ: 'JWT', alg })
      let isSigned = false
      for (const { key } of keysFor(scene.verificationKeys, { alg: header.alg }))
        isSigned ||= await compactVerify(njwt, key, { algorithms: [alg] }).then(
          () => true,
          () => false,
        )
      expect(isSigned, 'a signature of the configured key', 'another')
    },
  },
  {
    id: 'AUTH-TOKEN-04',
    says: '`sub` must be `id-contact-attributes`, or `verder-helpen-attributes` in that generation.',
    after: [content],
    async check(scene) {
      expectMembers(await claimsOf(scene), { sub: dialects[scene.dialect].subject })
    },
  },
  {
    id: 'AUTH-TOKEN-05',
    says: '`status` must be `succes` when it succeeded, or `success` in the Verder Helpen generation.',
    after: [content],
    async check(scene) {
      expectMembers(await claimsOf(scene), { status: dialects[scene.dialect].success })
    },
  },
  {
    id: 'AUTH-TOKEN-06',
    says: '`attributes` must hold every attribute that was asked for, as text, and no other.',
    after: [content],
    async check(scene) {
      const attributes = ((await claimsOf(scene)).attributes ?? {}) as Members
      const given = Object.keys(attributes).sort().join(', ')
      const wanted = [...scene.settings.attributes].sort().join(', ')
      expect(given === wanted, wanted, /^[\w., -]{1,400}$/.test(given) ? given : 'others')
      const areTexts = Object.values(attributes).every((value) => typeof value === 'string')
      expect(areTexts, 'texts', 'something else')
    },
  },
  {
    id: 'AUTH-TOKEN-07',
    says: '`iat` must be the time at which the result was made, and `exp` 300 seconds later.',
    after: [content],
    async check(scene) {
      const { iat, exp } = await claimsOf(scene)
      const now = seconds(new Date())
      const isNow = typeof iat === 'number' && iat <= now + tolerance
      expect(isNow && iat > now - scene.settings.login_timeout - tolerance, 'iat now', 'another')
      expect(exp === iat + lifetime, `exp ${lifetime} s after iat`, 'another')
    },
  },
]
