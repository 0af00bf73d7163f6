/** For a plugin that returns results through the browser only, the core posts them itself. */
import { withQuery } from '../../../protocol/url.ts'
import { isMissing, objectIn, shapeOf, told } from '../ask.ts'
import { isSame } from '../browser.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { goDuring } from './during.ts'
import { back, comeBack, continuationOf, go, opaque, type Gone } from './full.ts'
import type { AuthMethod, CoreScene, Wanted } from './scene.ts'

const wanted: Wanted = {
  auth: ({ disable_attr_url, shim_tel_url }: AuthMethod) => disable_attr_url && !shim_tel_url,
  reason: 'an authentication method with disable_attr_url',
}

function expectPosted({ played }: Gone, result: string): void {
  const posted = played.results()
  const isGood = posted[0]?.type === 'application/jwt' && posted[0].body === result
  const came = posted[0] ? posted[0].type || 'no content type' : 'nothing'
  expect(isGood && posted.length === 1, 'the result, once, as application/jwt', came)
}

/** The same address with one character of its longest part changed. */
function altered(url: string): string {
  const target = new URL(url)
  const parts = target.pathname.split('/')
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a))
  const at = Math.floor(longest.length / 2)
  const other = longest[at] === 'A' ? 'B' : 'A'
  const changed = longest.slice(0, at) + other + longest.slice(at + 1)
  target.pathname = parts.map((part) => (part === longest ? changed : part)).join('/')
  return target.href
}

/** Those of a JWT that is a part of this address, when there is one. */
function claimsIn(url: string): Record<string, unknown> | undefined {
  for (const part of new URL(url).pathname.split('/')) {
    const pieces = part.split('.')
    const claims = pieces.length === 3 && objectIn(Buffer.from(pieces[1]!, 'base64url').toString())
    if (claims) return claims
  }
  return undefined
}

const first = 'CORE-SHIM-01'
const after = [first]

export const shim: Requirement<CoreScene>[] = [
  {
    id: first,
    says: 'An authentication method with `disable_attr_url` must be asked without `attr_url`.',
    after: [back],
    async check(scene) {
      const { asked } = await go(scene, { wanted })
      expect(isMissing(asked.attr_url), 'no attr_url', 'one')
    },
  },
  {
    id: 'CORE-SHIM-02',
    says: 'When the browser comes back with `result`, the core must post it to the `attr_url` of the communication plugin, as `application/jwt`.',
    after,
    async check(scene) {
      const gone = await go(scene, { wanted })
      const result = opaque()
      await comeBack(gone, { result })
      expectPosted(gone, result)
    },
  },
  {
    id: 'CORE-SHIM-03',
    says: 'After that the core must send the browser on to `client_url`, without the result.',
    after,
    async check(scene) {
      const landed = new URL(await comeBack(await go(scene, { wanted }), { result: opaque() }))
      const isClean = !landed.searchParams.has('result')
      expect(isClean, 'client_url without result', shapeOf(landed.href))
    },
  },
  {
    id: 'CORE-SHIM-04',
    says: 'A continuation that somebody changed must be refused, and nothing posted.',
    after,
    async check(scene) {
      const gone = await go(scene, { wanted })
      const changed = withQuery(altered(continuationOf(gone)), { result: opaque() })
      const answer = await gone.browser.visit(changed)
      expect(answer.status >= 400, 'a refusal', told(answer))
      const { length } = gone.played.results()
      expect(length === 0, 'nothing posted', `${length}`)
    },
  },
  {
    id: 'CORE-SHIM-06',
    says: 'A continuation whose state can be read must hold `exp` of at most half an hour after `iat`.',
    after,
    async check(scene) {
      const claims = claimsIn(continuationOf(await go(scene, { wanted })))
      need(claims, 'cannot be seen from outside: the state is sealed')
      const { iat, exp } = claims
      const isShort = typeof iat === 'number' && typeof exp === 'number' && exp - iat <= 1800
      expect(isShort, 'iat, and exp within half an hour', 'others')
    },
  },
  {
    id: 'CORE-SHIM-05',
    says: 'A request during a conversation that has an `attr_url` must be handled in the same way for such a method.',
    after: ['CORE-DURING-02', 'CORE-SHIM-02'],
    async check(scene) {
      const gone = await goDuring(scene, { wanted })
      expect(isMissing(gone.asked.attr_url), 'no attr_url', 'one')
      const result = opaque()
      const target = withQuery(continuationOf(gone), { result })
      const isEnd = (place: string): boolean =>
        place.startsWith(gone.played.clientUrl.split('?')[0]!)
      const { url, answer } = await gone.browser.follow(target, isEnd)
      expect(!answer && isSame(url, gone.played.clientUrl), 'comm_url without result', shapeOf(url))
      expectPosted(gone, result)
    },
  },
]
