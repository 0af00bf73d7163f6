/** Whatever comes in, a core answers it: never with a 500, always in a form that the sender can read. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bound, get, post, setting } from './testing/core.ts'

/** A message with something in it replaced, left out or added. */
const variantOf = (message: object): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...Object.keys(message)), fc.jsonValue(), fc.boolean(), fc.string())
    .map(([key, value, isLeftOut, added]) => {
      const { [key]: _left, ...rest } = message as Record<string, unknown>
      return { ...rest, ...(!isLeftOut && { [key]: value }), [added]: value }
    })

describe('malformed variants of every message to a core', async () => {
  const { core } = await setting()
  const resume = { code: 'a.b.c.d.e', code_verifier: 'v'.repeat(43) }

  for (const [path, message] of [
    ['/start', bound],
    ['/start', { purpose: 'report_move', auth_result: 'a.b.c', comm_method: 'call' }],
    ['/resume', resume],
  ] as const)
    it(`${path} ${Object.keys(message).join()}`, () =>
      fc.assert(
        fc.asyncProperty(fc.oneof(variantOf(message), fc.jsonValue()), async (body) => {
          const answer = await core(post(path, body))
          assert.ok(answer.status < 500, JSON.stringify(body))
          if (answer.status >= 400)
            assert.equal(answer.headers.get('content-type'), 'application/problem+json')
        }),
        { numRuns: 300 },
      ))

  it('texts that are no JSON, forms that are no forms, tokens that are no tokens', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          'application/json',
          'application/x-www-form-urlencoded',
          'application/jwt',
          'text/plain',
          'a/b;c=d',
          '',
        ),
        fc.constantFrom('/start', '/resume', '/choose'),
        async (body, type, path) => {
          const answer = await core(post(path, body || ' ', { 'content-type': type }))
          assert.ok(answer.status >= 200 && answer.status < 500)
        },
      ),
      { numRuns: 500 },
    ))

  it('addresses that nobody gave out, with cookies that nobody set', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          '/go/',
          '/return/',
          '/auth_attr_shim/',
          '/session_options/',
          '/choose?purpose=',
        ),
        fc.string(),
        fc.string().map((text) => text.replace(/[^\x20-\x7e]/g, '')),
        async (path, text, cookie) => {
          const answer = await core(
            get(path + encodeURIComponent(text), { cookie: `__Host-id-contact=${cookie}` }),
          )
          assert.ok(answer.status >= 200 && answer.status < 500, `${answer.status}`)
          assert.equal(answer.headers.get('location'), null)
        },
      ),
      { numRuns: 300 },
    ))
})
