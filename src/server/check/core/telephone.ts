/** A communication plugin that answers a telephone number instead of a page. */
import { compactVerify } from 'jose'
import type { KeySet } from '../../../protocol/keys.ts'
import { checkLifetime } from '../../../protocol/lifetime.ts'
import { readObject } from '../../../protocol/strict.ts'
import { shapeOf } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { continuationOf, go, gone, type Gone } from './full.ts'
import type { AuthMethod, CoreScene, Wanted } from './scene.ts'

const number = '+31201234567'
const code = '48291730'
const telUrl = `tel:${number},,${code}#`
const answers = { clientUrl: telUrl }
const longest = 60 * 60

const shimmed: Wanted = {
  auth: ({ shim_tel_url }: AuthMethod) => shim_tel_url,
  reason: 'an authentication method with shim_tel_url',
}

/** The token behind `ui_tel_url`, when the core uses that page. @throws Skip when it shows the number itself */
function tokenIn({ settings }: CoreScene, went: Gone): string {
  const page = settings.ui_tel_url
  need(page, 'not configured: ui_tel_url')
  const continuation = continuationOf(went)
  need(continuation.startsWith(page), 'not offered: the core does not use ui_tel_url')
  return continuation.slice(page.length).replace(/^[/?#]/, '')
}

/** Whatever kind of token its header says that it is: the published cores say nothing. */
async function signedClaims(
  token: string,
  { keys }: KeySet,
): Promise<Record<string, unknown> | undefined> {
  for (const { key, alg } of keys.values()) {
    const options = { algorithms: [alg] }
    const verified = await compactVerify(token, key, options).catch(() => undefined)
    if (verified) return readObject(verified.payload)
  }
  return undefined
}

export const telephone: Requirement<CoreScene>[] = [
  {
    id: 'CORE-TEL-01',
    says: 'When `client_url` of the communication plugin is a `tel:` link, the browser must get from `continuation` to that link, or to a page with its number and code.',
    after: [gone],
    async check(scene) {
      const went = await go(scene, { answers })
      const { url, answer } = await went.browser.follow(continuationOf(went), (place) =>
        place.startsWith('tel:'),
      )
      if (!answer) return expect(url === telUrl, 'the tel: link', shapeOf(url))
      const plain = answer.text.replace(/<[^>]*>|[\s-]/g, '')
      const isShown = answer.status === 200 && plain.includes(number) && plain.includes(code)
      expect(isShown, 'a page with number and code', `${answer.status} without them`)
    },
  },
  {
    id: 'CORE-TEL-02',
    says: 'For an authentication method with `shim_tel_url`, `continuation` must be a web address all the same.',
    after: [gone],
    async check(scene) {
      const continuation = continuationOf(await go(scene, { wanted: shimmed, answers }))
      expect(/^https?:/.test(continuation), 'an http(s) address', shapeOf(continuation))
    },
  },
  {
    id: 'CORE-TEL-03',
    says: 'A core that shows the number on a page at `ui_tel_url` must add a JWT to that address, signed with its key, with `continuation`, `iat` and `exp` of at most an hour later.',
    after: ['CORE-TEL-02'],
    async check(scene) {
      const token = tokenIn(scene, await go(scene, { wanted: shimmed, answers }))
      need(scene.telephoneKeys, 'not configured: ui_tel_keys')
      const claims = await signedClaims(token, scene.telephoneKeys)
      expect(claims, 'a JWT signed with the configured key', 'another text')
      expect(claims.continuation === telUrl, 'the tel: link as continuation', 'another claim')
      let isShort = true
      try {
        checkLifetime(claims, { now: new Date(), longest })
      } catch {
        isShort = false
      }
      expect(isShort, 'iat and exp of at most an hour', 'others')
    },
  },
]
