/** What an `irma server`, or somebody who pretends to be one, can do wrong; and what the resident then hears. */
import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { describe, it } from 'node:test'
import { gone, otherKey, pointer, present, publicPem, sessionToken } from './testing/irma-server.ts'
import type { FakeIrma } from './testing/irma-server.ts'
import { name, yiviScene } from './testing/scene.ts'

const seconds = (): number => Math.floor(Date.now() / 1000)

/** A log-in that would have gone well, but for one thing. */
async function endingWith(change: (irma: FakeIrma) => void, changes = {}) {
  const { irma, begin, finish, plugin, reason } = await yiviScene({}, changes)
  const { state } = await begin()
  irma.status = 'DONE'
  irma.disclosed = [[present(name, 'Zoë Canary')]]
  change(irma)
  const { error, claims } = await finish(state)
  assert.ok(!JSON.stringify(plugin.log).includes('Canary'), 'the log says who it was')
  return { error, reason: reason(), attributes: claims.attributes }
}

describe('a result of Yivi that is not good', () => {
  it('is told from a good one', async () => {
    assert.equal((await endingWith(() => {})).error, null)
  })

  const claims = (changed: Record<string, unknown>) => (irma: FakeIrma) => {
    irma.claims = changed
  }
  const disclosed = (answer: unknown[]) => (irma: FakeIrma) => {
    irma.disclosed = [answer]
  }
  const cases: [what: string, change: (irma: FakeIrma) => void, reason: string][] = [
    ['signed by somebody else', (irma) => (irma.key = otherKey), 'signature_invalid'],
    [
      'signed with the public key as a secret',
      (irma) => {
        irma.algorithm = 'HS256'
        irma.key = createSecretKey(Buffer.from(publicPem))
      },
      'unexpected_result',
    ],
    ['signed by another algorithm', (irma) => (irma.algorithm = 'PS256'), 'unexpected_result'],
    [
      'not signed at all',
      (irma) => {
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
        irma.answer = () => new Response(`${part({ alg: 'none' })}.${part({ status: 'DONE' })}.`)
      },
      'unexpected_result',
    ],
    ['no token', (irma) => (irma.answer = () => new Response('<html>')), 'unexpected_result'],
    ['of another server', claims({ iss: 'somebody' }), 'wrong_issuer'],
    ['of another kind', claims({ sub: 'signing_result' }), 'unexpected_result'],
    ['of another kind within', claims({ type: 'signing' }), 'unexpected_result'],
    ['of another session', claims({ token: 'z'.repeat(20) }), 'another_session'],
    ['of no session', claims({ token: undefined }), 'unexpected_result'],
    ['without an end', claims({ exp: undefined }), 'unexpected_result'],
    ['over for longer than 60 seconds', claims({ exp: seconds() - 90 }), 'expired'],
    ['made long ago', claims({ iat: seconds() - 900, exp: seconds() + 900 }), 'expired'],
    ['of more than 60 seconds from now', claims({ iat: seconds() + 90 }), 'not_yet_valid'],
    ['with a proof that is not good', claims({ proofStatus: 'INVALID' }), 'proof_invalid'],
    ['without a word on its proof', claims({ proofStatus: undefined }), 'proof_invalid'],
    ['with an attribute past its date', claims({ proofStatus: 'EXPIRED' }), 'attribute_expired'],
    ['with nothing disclosed', claims({ disclosed: null }), 'attribute_missing'],
    ['with another attribute', disclosed([present('pbdf.a.b.c', 'x')]), 'attribute_missing'],
    [
      'with half an alternative',
      disclosed([present('pbdf.pbdf.passport.firstName', 'Zoë')]),
      'attribute_missing',
    ],
    [
      'with more than was asked for',
      disclosed([present(name, 'Zoë'), present('pbdf.a.b.c', 'x')]),
      'attribute_missing',
    ],
    [
      'with an attribute that is empty',
      disclosed([{ id: name, status: 'NULL', rawvalue: null }]),
      'attribute_missing',
    ],
    ['forgotten by the server', (irma) => (irma.answer = gone), 'timed_out'],
  ]
  for (const [what, change, reason] of cases)
    it(`${what}: ${reason}`, async () => {
      assert.deepEqual(await endingWith(change), { error: 'failed', reason, attributes: undefined })
    })

  it('is forgiven a clock that is less than 60 seconds off', async () => {
    for (const changed of [{ exp: seconds() - 45 }, { iat: seconds() + 45 }])
      assert.equal((await endingWith(claims(changed))).error, null)
  })

  it('says that the resident stopped in the app', async () => {
    const stopped = await endingWith((irma) => (irma.status = 'CANCELLED'))
    assert.equal(stopped.error, 'cancelled')
  })

  it('is too low where more is asked for than the configuration vouches for', async () => {
    for (const [level, error] of [
      ['low', 'too_low'],
      ['substantial', null],
    ] as const) {
      const { irma, begin, finish } = await yiviScene({ acr: 'substantial' }, { level })
      const { state } = await begin()
      irma.status = 'DONE'
      irma.disclosed = [[present(name, 'Zoë Canary')]]
      assert.equal((await finish(state)).error, error)
    }
  })
})

const never = (): Promise<never> => new Promise(() => {})

describe('an irma server that is out of order', () => {
  const cases: [what: string, answer: FakeIrma['answer'], reason: string][] = [
    ['is not there', () => Promise.reject(new TypeError('fetch failed')), 'unreachable'],
    ['has an error', () => new Response('', { status: 502 }), 'bad_answer'],
    ['refuses', () => Response.json({ error: 'UNAUTHORIZED' }, { status: 403 }), 'bad_answer'],
    ['sends the call on', () => Response.redirect('https://elsewhere.example'), 'bad_answer'],
    ['says far too much', () => new Response('x'.repeat(300_000)), 'bad_answer'],
  ]
  for (const [what, answer, reason] of cases) {
    it(`${what} at the start: ${reason}`, async () => {
      const { irma, browser, clientUrl, ending, reason: logged } = await yiviScene()
      irma.answer = answer
      assert.equal((await ending(await browser.visit(clientUrl))).error, 'unavailable')
      assert.equal(logged(), reason)
    })

    it(`${what} at the end: ${reason}`, async () => {
      const ending = await endingWith((irma) => (irma.answer = answer))
      assert.deepEqual(ending, { error: 'unavailable', reason, attributes: undefined })
    })
  }

  it('is slow', async () => {
    const slow = (irma: FakeIrma) => (irma.answer = never)
    const ending = await endingWith(slow, { timeout: 100 })
    assert.deepEqual(ending, { error: 'unavailable', reason: 'timeout', attributes: undefined })
  })

  it('does not keep a resident who stops', async () => {
    const { irma, begin, finish } = await yiviScene()
    const { state } = await begin()
    irma.answer = () => Promise.reject(new TypeError('fetch failed'))
    assert.equal((await finish(state, '&stop=yes')).error, 'cancelled')
  })

  const good = { token: sessionToken, sessionPtr: pointer }
  for (const [what, answer] of [
    ['no JSON', 'hello'],
    ['no token', { ...good, token: undefined }],
    ['a token with a path in it', { ...good, token: '../../publickey/aaaa' }],
    ['another kind of session', { ...good, sessionPtr: { ...pointer, irmaqr: 'issuing' } }],
    ['a script', { ...good, sessionPtr: { ...pointer, u: 'javascript:alert(1)' } }],
    ['plain http', { ...good, sessionPtr: { ...pointer, u: 'http://irma.example/irma' } }],
    [
      'an endless address',
      { ...good, sessionPtr: { ...pointer, u: `https://a/${'x'.repeat(500)}` } },
    ],
  ] as const)
    it(`begins a session with ${what}: bad_answer`, async () => {
      const { irma, browser, clientUrl, ending, reason } = await yiviScene()
      irma.answer = () => new Response(typeof answer === 'string' ? answer : JSON.stringify(answer))
      assert.equal((await ending(await browser.visit(clientUrl))).error, 'unavailable')
      assert.equal(reason(), 'bad_answer')
    })
})
