import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from '../protocol/errors.ts'
import { referenceFormat } from '../protocol/reference.ts'
import { binding, bound, choice, get, page, post, setting, slugOf } from './testing/core.ts'

const here = { origin: 'https://www.gemeente.example' }

describe('POST /start', () => {
  it('starts both plugins and shows nothing of either', async () => {
    const { core, calls } = await setting()
    const answer = await core(post('/start', bound, here))
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('set-cookie'), null, 'a cross-site fetch sets no cookie')
    const { client_url } = (await answer.json()) as { client_url: string }
    assert.match(client_url, /^https:\/\/core\.example\/go\/[\w.-]+$/)
    assert.doesNotMatch(client_url, /auth\.example|comm\.example/)
    assert.deepEqual(JSON.parse(calls[0]!.body), choice)
    const { continuation, ...told } = JSON.parse(calls[1]!.body) as Record<string, string>
    assert.deepEqual(told, {
      attributes: ['name', 'email'],
      attr_url: 'https://comm.example/result/capability',
      binding,
      audience: 'https://comm.example',
      purpose: 'report_move',
      auth_method: 'digid',
      acr: 'substantial',
    })
    assert.match(continuation!, /^https:\/\/core\.example\/return\//)
    assert.ok(continuation!.length < 1100, `${continuation!.length}`)
  })

  it('sends a form on, and answers JSON to whom asks for JSON', async () => {
    const { core } = await setting()
    const form = await core(
      post('/start', new URLSearchParams(choice).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html,*/*',
        origin: 'null',
      }),
    )
    assert.equal(form.status, 303)
    assert.match(form.headers.get('location')!, /\/go\//)
    assert.equal(form.headers.get('referrer-policy'), 'no-referrer')
    const json = await core(post('/start', choice, { accept: '*/*' }))
    assert.equal(json.status, 303)
    for (const accept of ['application/json', 'application/json, text/plain']) {
      const listed = await core(post('/start', choice, { accept }))
      assert.equal(listed.status, 200)
      assert.equal(listed.headers.get('content-type'), 'application/json')
    }
  })

  it('passes on in which language somebody reads, and refuses what is no language', async () => {
    const { core, calls } = await setting()
    const started = await core(post('/start', { ...choice, lang: 'uk' }))
    const { client_url } = (await started.json()) as { client_url: string }
    const { continuation, lang } = JSON.parse(calls[1]!.body) as Record<string, string>
    assert.equal(lang, 'uk')
    const cookie = (await core(get(client_url))).headers.get('set-cookie')!.split(';')[0]!
    const back = await core(get(`${continuation}?receipt=${'r'.repeat(22)}`, { cookie }))
    const arrival = new URL(back.headers.get('location')!)
    assert.equal(arrival.origin, 'https://comm.example')
    assert.deepEqual([...arrival.searchParams.keys()], ['handover', 'lang'])
    assert.equal(arrival.searchParams.get('lang'), 'uk')
    const refused = await core(post('/start', { ...choice, lang: 'nl"><' }))
    assert.equal(await slugOf(refused), 'malformed-request')
  })

  it('speaks plainly with a published plugin: no binding, no extra members', async () => {
    const { core, calls } = await setting({
      'POST https://comm.example/start_communication': () =>
        Response.json({ client_url: 'tel:+31201234567,,123456#', attr_url: null }),
    })
    assert.equal((await core(post('/start', { ...choice, lang: 'nl' }))).status, 200)
    const told = JSON.parse(calls[1]!.body) as object
    assert.deepEqual(Object.keys(told).sort(), ['acr', 'attributes', 'continuation'])
  })

  it('keeps the place for the result to itself when the method returns through the browser', async () => {
    const { core, calls } = await setting({
      'POST https://irma.example/start_authentication': () =>
        Response.json({ client_url: 'https://irma.example/x' }),
    })
    assert.equal((await core(post('/start', { ...choice, auth_method: 'irma' }))).status, 200)
    assert.ok(!calls[1]!.body.includes('attr_url'))
  })

  const refusals: [string, unknown, string, number][] = [
    ['an unknown purpose', { ...choice, purpose: 'x' }, 'unknown-purpose', 400],
    ['a name of the language', { ...choice, purpose: '__proto__' }, 'unknown-purpose', 400],
    ['an unknown method', { ...choice, auth_method: 'x' }, 'unknown-method', 400],
    ['an unknown channel', { ...choice, comm_method: 'x' }, 'unknown-method', 400],
    [
      'a method not for the purpose',
      { ...choice, comm_method: 'chat' },
      'method-not-for-purpose',
      400,
    ],
    ['no method', { purpose: 'report_move', comm_method: 'call' }, 'malformed-request', 400],
    ['malformed JSON', '{"purpose":', 'malformed-request', 400],
    ['no object', '[]', 'malformed-request', 400],
    ['numbers for texts', { ...choice, purpose: 1 }, 'malformed-request', 400],
    ['a body of 1 MB', { ...choice, state: 'x'.repeat(1e6) }, 'body-too-large', 413],
    ['a state that is too long', { ...bound, state: 'x'.repeat(257) }, 'malformed-request', 400],
    ['a plain challenge', { ...bound, code_challenge_method: 'plain' }, 'malformed-request', 400],
    ['a way back without a challenge', { ...choice, return_url: page }, 'malformed-request', 400],
    [
      'a foreign way back',
      { ...bound, return_url: 'https://evil.example/' },
      'return-url-not-allowed',
      400,
    ],
    [
      'a way back over http',
      { ...bound, return_url: 'http://www.gemeente.example/' },
      'return-url-not-allowed',
      400,
    ],
    [
      'a way back on another port',
      { ...bound, return_url: 'https://www.gemeente.example:8443/' },
      'return-url-not-allowed',
      400,
    ],
    [
      'a way back that is too long',
      { ...bound, return_url: `${page}&y=${'x'.repeat(1500)}` },
      'return-url-not-allowed',
      400,
    ],
  ]
  for (const [what, body, slug, status] of refusals)
    it(`refuses ${what}: ${slug}`, async () => {
      const { core } = await setting()
      const answer = await core(post('/start', body, here))
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      assert.equal(await slugOf(answer), slug)
    })

  it('refuses another kind of content, another method, and a page of another origin', async () => {
    const { core } = await setting()
    assert.equal((await core(post('/start', choice, { 'content-type': 'text/plain' }))).status, 415)
    assert.equal((await core(get('/start'))).status, 405)
    assert.equal(
      (await core(post('/start', choice, { origin: 'https://evil.example' }))).status,
      403,
    )
    assert.equal((await core(get('/nothing'))).status, 404)
  })

  it('refuses in a sentence where a person is looking', async () => {
    const { core } = await setting()
    const answer = await core(
      post('/start', 'purpose=x&auth_method=y&comm_method=z', {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html',
        'accept-language': 'en',
      }),
    )
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /We do not know this question/)
  })

  it('gives a failure a number, which is in the log and is another each time', async () => {
    const { core, log } = await setting({
      'POST https://comm.example/start_communication': undefined!,
    })
    const started = await core(post('/start', bound, here))
    const { instance } = (await started.json()) as { instance: string }
    const reference = instance.replace('urn:id-contact:failure:', '')
    assert.match(reference, referenceFormat)
    const lines = log.filter((entry) => entry.reference === reference)
    assert.deepEqual(
      lines.map(({ event, reason, status }) => [event, reason, status]),
      [
        ['plugin_failed', 'plugin_unreachable', undefined],
        ['refused', 'plugin_unreachable', 502],
      ],
    )
    const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
    const shown = await core(post('/start', new URLSearchParams(choice).toString(), form))
    const [, other] = /Noem nummer <bdi dir="ltr">([^<]+)<\/bdi> als u ons belt/.exec(
      await shown.text(),
    )!
    assert.notEqual(other, reference)
    assert.equal(log.filter((entry) => entry.reference === other).length, 2)
  })
})

describe('a plugin that does not do what it should', () => {
  const comm = 'POST https://comm.example/start_communication'
  const auth = 'POST https://auth.example/start_authentication'
  const hidden = 'https://evil.example/secret-path'
  const json = (value: object) => (): Response => Response.json(value)
  const good = { client_url: 'https://comm.example/c' }
  const cases: [
    string,
    string,
    (() => Response | Promise<Response>) | undefined,
    string,
    number,
  ][] = [
    ['is down', comm, undefined, 'plugin-unreachable', 502],
    [
      'is slow',
      comm,
      () => new Promise((resolve) => setTimeout(resolve, 2000, new Response())),
      'plugin-timeout',
      504,
    ],
    ['answers rubbish', comm, () => new Response('<html>'), 'plugin-bad-answer', 502],
    [
      'answers an error',
      comm,
      () => new Response(hidden, { status: 500 }),
      'plugin-bad-answer',
      502,
    ],
    ['answers too much', comm, () => new Response('x'.repeat(70_000)), 'plugin-bad-answer', 502],
    ['redirects', comm, () => Response.redirect(hidden), 'plugin-bad-answer', 502],
    ['sends people elsewhere', comm, json({ client_url: hidden }), 'plugin-bad-answer', 502],
    [
      'sends people to a script',
      comm,
      json({ client_url: 'javascript:alert(1)' }),
      'plugin-bad-answer',
      502,
    ],
    [
      'wants results elsewhere',
      comm,
      json({ ...good, attr_url: hidden }),
      'plugin-bad-answer',
      502,
    ],
    ['binds without a name', comm, json({ ...good, binding }), 'plugin-bad-answer', 502],
    [
      'is down',
      auth,
      () => Promise.reject(new TypeError('fetch failed')),
      'plugin-unreachable',
      502,
    ],
    ['sends people elsewhere', auth, json({ client_url: hidden }), 'plugin-bad-answer', 502],
    [
      'sends people to a telephone',
      auth,
      json({ client_url: 'tel:+31201234567' }),
      'plugin-bad-answer',
      502,
    ],
  ]
  for (const [what, which, answer, slug, status] of cases)
    it(`${which.includes('comm') ? 'communication' : 'authentication'}: ${what}`, async () => {
      const { core, calls, log } = await setting({ [which]: answer! })
      const response = await core(post('/start', bound, here))
      const text = await response.clone().text()
      assert.equal(response.status, status)
      assert.equal(await slugOf(response), slug)
      assert.doesNotMatch(
        text + JSON.stringify(log),
        /evil|secret-path|comm\.example|auth\.example/,
      )
      const isAuth = which === auth
      assert.equal(
        calls.some(({ method }) => method === 'DELETE'),
        isAuth,
        'the other plugin is told',
      )
    })
})

describe('createCore', () => {
  const broken: [string, Parameters<typeof setting>[1], string][] = [
    [
      'a purpose with an unknown method',
      { purposes: [{ tag: 'p', attributes: ['x'], allowedAuth: ['nope'], allowedComm: ['*'] }] },
      'purposes.p.allowedAuth',
    ],
    ['an origin with a path', { allowedOrigins: ['https://a.example/x'] }, 'allowedOrigins'],
    ['a short secret', { secret: 'short' }, 'secret'],
    ['no key', { signingKeys: [] }, 'keys'],
    ['an address that is none', { serverUrl: 'contact' }, 'serverUrl'],
  ]
  for (const [what, changes, key] of broken)
    it(`does not start with ${what}`, async () => {
      await assert.rejects(setting({}, changes), (error: ConfigError) => {
        assert.ok(error instanceof ConfigError)
        assert.equal(error.key, key)
        return true
      })
    })
})
