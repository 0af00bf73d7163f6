import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sha256 } from '../protocol/digest.ts'
import { generateKey } from '../protocol/keys.ts'
import type { Outcome } from './index.ts'
import { Browser } from './testing/browser.ts'
import { proven, testMethod } from './testing/method.ts'
import { audience, binding, core, serverUrl, testPlugin } from './testing/plugin.ts'
import { goThrough, scene } from './testing/scene.ts'
import { startSink } from './testing/sink.ts'

describe('the result', () => {
  it('goes to attr_url, and the browser gets the receipt', async () => {
    await using sink = await startSink()
    const setting = await scene({ attrUrlOrigins: [sink.origin] })
    const authenticatedAt = new Date('2026-01-02T03:04:05Z')
    setting.method.outcome = {
      ...proven,
      acr: 'high',
      authenticatedAt,
      crossDevice: true,
    } as Outcome
    const end = await goThrough(setting, { attr_url: `${sink.origin}/result/x` })
    assert.equal(end.origin + end.pathname, `${core}/return/ticket`)
    assert.deepEqual([...end.searchParams.keys()], ['kept', 'receipt'])
    assert.equal(sink.received.length, 1)
    const [{ method, contentType, body, path }] = sink.received as [(typeof sink.received)[0]]
    assert.deepEqual([method, contentType, path], ['POST', 'application/jwt', '/result/x'])
    const claims = await setting.plugin.open(body, audience)
    const { iat, exp, jti, ...others } = claims
    assert.equal(exp - iat, 300)
    assert.match(jti!, /^[\w-]{22}$/)
    assert.deepEqual(others, {
      status: 'success',
      attributes: { name: 'Zoë Canary' },
      iss: serverUrl,
      aud: audience,
      binding,
      purpose: 'report_move',
      authMethod: 'oidc',
      acr: 'high',
      receiptHash: await sha256(end.searchParams.get('receipt')!),
      crossDevice: true,
      authenticatedAt: authenticatedAt.getTime() / 1000,
    })
  })

  it('goes through the browser without attr_url', async () => {
    const setting = await scene()
    const end = await goThrough(setting)
    assert.deepEqual([...end.searchParams.keys()], ['kept', 'result', 'receipt'])
    const claims = await setting.plugin.open(end.searchParams.get('result')!, audience)
    assert.deepEqual(claims.attributes, { name: 'Zoë Canary' })
    assert.equal(claims.receiptHash, await sha256(end.searchParams.get('receipt')!))
  })

  it('of a published core has no binding, audience or receipt', async () => {
    const setting = await scene()
    const end = await goThrough(setting, {
      binding: undefined,
      audience: undefined,
      purpose: undefined,
      auth_method: undefined,
    })
    assert.deepEqual([...end.searchParams.keys()], ['kept', 'result'])
    const claims = await setting.plugin.open(end.searchParams.get('result')!)
    assert.equal(claims.status, 'success')
    for (const name of ['binding', 'aud', 'purpose', 'authMethod', 'receiptHash'] as const)
      assert.equal(claims[name], undefined, name)
  })

  it('is encrypted for whom the start names', async () => {
    const [one, two] = await Promise.all([generateKey('enc'), generateKey('enc')])
    const recipients = [
      { audience: 'https://one.example', keys: [one.publicKey] },
      { keys: [two.publicKey] },
    ]
    const setting = await scene({ recipients })
    const kidOf = (end: URL): string => {
      const [header] = end.searchParams.get('result')!.split('.')
      return (JSON.parse(Buffer.from(header!, 'base64url').toString()) as { kid: string }).kid
    }
    const first = await goThrough(setting, { audience: 'https://one.example' })
    assert.equal(kidOf(first), one.publicKey.kid)
    assert.equal(kidOf(await goThrough(setting, { audience: undefined })), two.publicKey.kid)
  })

  it('never has an attribute that nobody asked for', async () => {
    const setting = await scene()
    setting.method.outcome = { status: 'success', attributes: { name: 'A', email: 'b', bsn: '1' } }
    const end = await goThrough(setting)
    const claims = await setting.plugin.open(end.searchParams.get('result')!, audience)
    assert.deepEqual(claims.attributes, { name: 'A' })
  })

  for (const [what, outcome, error] of [
    ['cancelled', { status: 'cancelled' }, 'cancelled'],
    ['failed', { status: 'failed' }, 'failed'],
    ['too_low', { status: 'too_low' }, 'too_low'],
    ['unavailable', { status: 'unavailable' }, 'unavailable'],
    [
      'an attribute is missing',
      { status: 'success', attributes: { email: 'x@y.example' } },
      'failed',
    ],
    [
      'a value is too long',
      { status: 'success', attributes: { name: 'é'.repeat(2049) } },
      'failed',
    ],
    ['a value is no text', { status: 'success', attributes: { name: 7 as never } }, 'failed'],
    [
      'an attribute is inherited',
      { status: 'success', attributes: Object.create({ name: 'x' }) as never },
      'failed',
    ],
  ] as [string, Outcome, string][])
    for (const way of ['attr_url', 'browser'] as const)
      it(`is a failure by ${way} when: ${what}`, async () => {
        await using sink = await startSink()
        const setting = await scene({ attrUrlOrigins: [sink.origin] })
        setting.method.outcome = outcome
        const attr_url = way === 'attr_url' ? `${sink.origin}/r` : undefined
        const end = await goThrough(setting, { attr_url })
        assert.equal(end.searchParams.get('error'), error)
        assert.equal(sink.received.length, attr_url ? 1 : 0)
        const token = attr_url ? sink.received[0]!.body : end.searchParams.get('result')!
        const claims = await setting.plugin.open(token, audience)
        assert.equal(claims.status, 'failed')
        assert.equal(claims.attributes, undefined)
        assert.equal(claims.binding, binding)
        const finished = setting.plugin.log.filter(
          ({ event }) => event === 'authentication_finished',
        )
        assert.deepEqual(
          finished.map((entry) => entry.outcome),
          [error],
        )
      })

  for (const [required, acr, error] of [
    ['low', undefined, 'too_low'],
    ['substantial', 'low', 'too_low'],
    ['high', 'very high', 'too_low'],
    ['high', 'toString', 'too_low'],
    ['low', 'high', null],
    ['substantial', 'substantial', null],
    // A word of the provider: only the method can tell.
    ['urn:provider:strong', undefined, null],
  ] as const)
    it(`of level ${acr} is ${error ?? 'good'} when ${required} was asked for`, async () => {
      const setting = await scene()
      setting.method.outcome = { ...proven, acr } as Outcome
      const end = await goThrough(setting, { acr: required })
      assert.equal(end.searchParams.get('error'), error)
      const claims = await setting.plugin.open(end.searchParams.get('result')!, audience)
      assert.equal(claims.status, error ? 'failed' : 'success')
    })

  it('that is too long for an address becomes a failure', async () => {
    const attributes = ['a', 'b', 'c']
    const method = testMethod(attributes)
    method.outcome = {
      status: 'success',
      attributes: { a: 'x'.repeat(4000), b: 'x'.repeat(4000), c: '' },
    }
    const plugin = await testPlugin(method)
    const browser = new Browser({ [serverUrl]: plugin.handle })
    const end = await goThrough({ method, plugin, browser }, { attributes })
    assert.equal(end.searchParams.get('error'), 'failed')
    assert.ok(end.href.length < 4000)
  })

  for (const status of [400, 404, 500])
    it(`that is refused with ${status} counts as unavailable`, async () => {
      await using sink = await startSink()
      sink.answer = { status }
      const setting = await scene({ attrUrlOrigins: [sink.origin] })
      const end = await goThrough(setting, { attr_url: `${sink.origin}/r` })
      assert.equal(end.searchParams.get('error'), 'unavailable')
      assert.equal(end.searchParams.has('result'), false)
      const entry = setting.plugin.log.find(({ event }) => event === 'result_not_delivered')!
      assert.equal(entry.status, status)
    })

  it('that reaches nobody counts as unavailable', async () => {
    const sink = await startSink()
    await sink[Symbol.asyncDispose]()
    const setting = await scene({ attrUrlOrigins: [sink.origin] })
    const end = await goThrough(setting, { attr_url: `${sink.origin}/r` })
    assert.equal(end.searchParams.get('error'), 'unavailable')
    const entry = setting.plugin.log.find(({ event }) => event === 'result_not_delivered')!
    assert.equal(entry.code, 'ERR_ID_CONTACT_UNREACHABLE')
  })
})

describe('a method that is broken', () => {
  it('is a failure for the citizen, and says nothing of why', async () => {
    const setting = await scene()
    setting.method.complete = () => Promise.reject(new Error('Zoë Canary'))
    const end = await goThrough(setting)
    assert.equal(end.searchParams.get('error'), 'failed')
    assert.ok(!JSON.stringify(setting.plugin.log).includes('Canary'))
  })
})

describe('the log', () => {
  it('has tags and outcomes, and nothing of a person', async () => {
    const setting = await scene()
    const end = await goThrough(setting)
    assert.deepEqual(setting.plugin.log, [
      {
        part: 'auth.oidc',
        event: 'authentication_started',
        auth_method: 'oidc',
        purpose: 'report_move',
        attributes: ['name'],
      },
      {
        part: 'auth.oidc',
        event: 'authentication_finished',
        outcome: 'success',
        reason: undefined,
        auth_method: 'oidc',
        purpose: 'report_move',
        attributes: ['name'],
      },
    ])
    const text = JSON.stringify(setting.plugin.log)
    for (const value of ['Canary', binding, end.searchParams.get('receipt')!, 'eyJ'])
      assert.ok(!text.includes(value))
  })
})

describe('attributes', () => {
  const asked = { attributes: ['name', 'email', 'bsn'], optional: ['email'] }
  const kinds = { bsn: 'bsn' } as const
  async function result(attributes: Record<string, string>, changes: object = asked) {
    const setting = await scene({ kinds }, testMethod(['name', 'email', 'bsn']))
    setting.method.outcome = { status: 'success', attributes }
    const end = await goThrough(setting, changes as Record<string, unknown>)
    const claims = await setting.plugin.open(end.searchParams.get('result')!, audience)
    const { reason } = setting.plugin.log.find(({ event }) => event === 'authentication_finished')!
    return { claims, reason }
  }

  it('are written in one way', async () => {
    const { claims } = await result({ name: ' Zoë', email: 'z@a.example', bsn: '9999.90.019' })
    assert.deepEqual(claims.attributes, { name: ' Zoë', email: 'z@a.example', bsn: '999990019' })
  })

  it('may be missing where the core says so, and only there', async () => {
    const { claims } = await result({ name: 'Zoë', bsn: '999990019' })
    assert.deepEqual(claims.attributes, { name: 'Zoë', bsn: '999990019' })
    const without = await result({ email: 'z@a.example', bsn: '999990019' })
    assert.equal(without.claims.status, 'failed')
    assert.equal(without.reason, 'attribute_missing')
  })

  it('are not all of them missing', async () => {
    const nothing = { attributes: ['email'], optional: ['email'] }
    assert.equal((await result({ name: 'Zoë' }, nothing)).claims.status, 'failed')
  })

  it('of which one is not what it should be prove nothing, and are not in the log', async () => {
    const { claims, reason } = await result({ name: 'Zoë', bsn: '999990018' })
    assert.equal(claims.status, 'failed')
    assert.equal(claims.attributes, undefined)
    assert.equal(reason, 'attribute_unusable')
  })
})
