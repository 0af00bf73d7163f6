/** The end of a log-in: where the result goes, and where the browser. */
import { shapeOf } from '../ask.ts'
import { expect, type Requirement } from '../requirement.ts'
import type { Attempt, AuthScene } from './scene.ts'
import { startId } from './start.ts'
import { claimsIn } from './opened.ts'

/** Like a token: three or five parts. */
const looksLikeToken = (text: string | null | undefined): boolean =>
  /^[\w-]+\.[\w-]*\.[\w-]+(\.[\w-]+\.[\w-]+)?$/.test(text?.trim() ?? '')

function expectKept({ arrival, continuation }: Attempt): void {
  const wanted = new URL(continuation)
  const isSame =
    arrival.origin === wanted.origin &&
    arrival.pathname === wanted.pathname &&
    arrival.searchParams.get('kept') === '1'
  expect(isSame, 'continuation with its own query', shapeOf(arrival.href))
}

export const postedId = 'AUTH-DELIVER-01'
const carriedId = 'AUTH-DELIVER-05'

export const deliver: Requirement<AuthScene>[] = [
  {
    id: postedId,
    says: 'When the resident is done and there is an `attr_url`, the plugin must post the result there, once, as `application/jwt`.',
    after: [startId],
    async check(scene) {
      const { posted } = await scene.posted()
      expect(posted.length === 1, 'one POST to attr_url', String(posted.length))
      const [{ type, body }] = posted as [(typeof posted)[0]]
      expect(type === 'application/jwt', 'application/jwt', type || 'no content type')
      expect(looksLikeToken(body), 'a token', 'another text')
    },
  },
  {
    id: 'AUTH-DELIVER-02',
    says: 'The plugin must send the browser to `continuation` after that, not before.',
    after: [postedId],
    async check(scene) {
      const { isPostedFirst } = await scene.posted()
      expect(isPostedFirst, 'the result first', 'the browser first')
    },
  },
  {
    id: 'AUTH-DELIVER-03',
    says: 'The plugin must keep `continuation` as it is, with what stands in its query.',
    after: [postedId],
    async check(scene) {
      expectKept(await scene.posted())
    },
  },
  {
    id: 'AUTH-DELIVER-04',
    says: 'A result that was posted must not stand in the address as well.',
    after: [postedId],
    async check(scene) {
      const { arrival } = await scene.posted()
      const isClean = !arrival.searchParams.has('result')
      expect(isClean, 'no result in the address', shapeOf(arrival.href))
    },
  },
  {
    id: carriedId,
    says: 'Without `attr_url` the plugin must add the result to the query of `continuation`, as `result`, and keep what stands there.',
    after: [startId],
    async check(scene) {
      const attempt = await scene.carried()
      expectKept(attempt)
      const isThere = looksLikeToken(attempt.arrival.searchParams.get('result'))
      expect(isThere, 'result in the query', shapeOf(attempt.arrival.href))
    },
  },
]

const failed = 'AUTH-FAIL-01'

export const fail: Requirement<AuthScene>[] = [
  {
    id: failed,
    says: 'When the resident stopped, or it did not succeed, the plugin must deliver a result with `status` `failed` in the same way.',
    after: [postedId, 'AUTH-TOKEN-02'],
    async check(scene) {
      const { posted } = await scene.cancelled()
      expect(posted.length === 1, 'one POST to attr_url', String(posted.length))
      const { status } = await claimsIn(scene, posted[0]!.body)
      expect(status === 'failed', 'status failed', 'another status')
    },
  },
  {
    id: 'AUTH-FAIL-02',
    says: 'Such a result must hold no `attributes`.',
    after: [failed],
    async check(scene) {
      const { posted } = await scene.cancelled()
      const { attributes } = await claimsIn(scene, posted[0]!.body)
      expect(attributes === undefined || attributes === null, 'no attributes', 'some')
    },
  },
  {
    id: 'AUTH-FAIL-03',
    says: 'After a log-in that did not succeed, the browser must get to `continuation` all the same.',
    after: [failed],
    async check(scene) {
      expectKept(await scene.cancelled())
    },
  },
]
