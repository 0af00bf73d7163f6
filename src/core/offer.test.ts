import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { WireSessionOptions } from '../protocol/session-options.ts'
import { get, serverUrl, setting, slugOf } from './testing/core.ts'

const here = { origin: 'https://www.gemeente.example' }

describe('GET /session_options', () => {
  it('offers what a purpose allows, in the order of the configuration', async () => {
    const { core } = await setting()
    const answer = await core(get('/session_options/report_move', here))
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('access-control-allow-origin'), here.origin)
    assert.deepEqual(await answer.json(), {
      auth_methods: [
        { tag: 'digid', name: 'DigiD', image_path: '' },
        {
          tag: 'irma',
          name: 'Yivi',
          names: { nl: 'Yivi', en: 'Yivi app' },
          image_path: '/static/irma.svg',
        },
      ],
      comm_methods: [{ tag: 'call', name: 'Bellen', image_path: '', channel: 'phone' }],
      id_contact: {
        version: 1,
        organisation: { nl: 'gemeente Juinen', en: 'Juinen' },
        purpose_name: { nl: 'Verhuizing doorgeven', en: 'Report a move' },
        attributes: [
          { tag: 'name', label: { nl: 'Naam', en: 'Name' } },
          { tag: 'email', label: 'email' },
        ],
        recommends: true,
        help: { phone: '14026', phone_display: '14 026' },
      },
    })
  })

  it('keeps the order in which a purpose names its methods, and that of the methods after a wildcard', async () => {
    const tags = async (allowedAuth: string[]): Promise<string[]> => {
      const purposes = [{ tag: 'one', attributes: ['name'], allowedAuth, allowedComm: ['*'] }]
      const { core } = await setting({}, { purposes })
      const answer = await core(get('/session_options/one', here))
      const { auth_methods } = (await answer.json()) as WireSessionOptions
      return auth_methods.map(({ tag }) => tag)
    }
    assert.deepEqual(await tags(['irma', 'digid', 'irma']), ['irma', 'digid'])
    assert.deepEqual(await tags(['*']), ['digid', 'irma'])
  })

  it('is kept by browsers that ask each time whether it is still good (RFC 9110 section 13.1.2)', async () => {
    const { core } = await setting()
    const path = '/session_options/report_move'
    const answer = await core(get(path, here))
    const tag = answer.headers.get('etag')!
    assert.match(tag, /^"[^"]+"$/, 'a strong one')
    assert.equal(answer.headers.get('cache-control'), 'no-cache')
    assert.equal(answer.headers.get('vary'), 'origin')
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await core(get(path, { ...here, 'if-none-match': known }))
      assert.equal(again.status, 304, known)
      assert.equal(await again.text(), '')
      assert.equal(again.headers.get('etag'), tag)
      assert.equal(again.headers.get('cache-control'), 'no-cache')
      assert.equal(again.headers.get('vary'), 'origin')
      assert.equal(again.headers.get('access-control-allow-origin'), here.origin)
    }
    const changed = await core(get(path, { ...here, 'if-none-match': '"other"' }))
    assert.equal(changed.status, 200)
    const other = await core(get('/session_options/permit', here))
    assert.notEqual(other.headers.get('etag'), tag)
    const { core: anotherName } = await setting({}, { organisation: 'gemeente Elders' })
    assert.equal((await anotherName(get(path, { ...here, 'if-none-match': tag }))).status, 200)
  })

  it('lets nobody keep an error, and tells another origin nothing by a 304', async () => {
    const { core } = await setting()
    const tag = (await core(get('/session_options/report_move'))).headers.get('etag')!
    for (const [path, origin, status] of [
      ['/session_options/nope', here.origin, 400],
      ['/session_options/report_move', 'https://evil.example', 403],
    ] as const) {
      const answer = await core(get(path, { origin, 'if-none-match': tag }))
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.equal(answer.headers.get('etag'), null)
    }
  })

  it('says where nobody has to log in', async () => {
    const purpose = { tag: 'q', attributes: [], allowedAuth: ['*'], allowedComm: ['*'] }
    const purposes = [purpose, { ...purpose, tag: 'open', allowUnauthenticated: true }]
    const { core } = await setting({}, { purposes })
    const offer = async (tag: string) =>
      (await (await core(get(`/session_options/${tag}`))).json()) as WireSessionOptions
    assert.equal((await offer('open')).id_contact!.unauthenticated, true)
    assert.equal('unauthenticated' in (await offer('q')).id_contact!, false)
  })

  it('answers every purpose at once, by tag', async () => {
    const { core } = await setting()
    const answer = (await (await core(get('/session_options'))).json()) as Record<string, object>
    assert.deepEqual(Object.keys(answer), ['report_move', 'permit'])
  })

  it('does not know an unknown purpose, nor a name of the language', async () => {
    const { core } = await setting()
    for (const tag of ['nope', '__proto__', 'constructor', '%00', 'a'.repeat(5000)]) {
      const answer = await core(get(`/session_options/${tag}`))
      assert.equal(answer.status, 400, tag)
      assert.equal(await slugOf(answer), 'unknown-purpose')
    }
  })

  it('refuses a page of another origin, and tells its own pages of errors', async () => {
    const { core } = await setting()
    const foreign = await core(
      get('/session_options/report_move', { origin: 'https://evil.example' }),
    )
    assert.equal(foreign.status, 403)
    assert.equal(foreign.headers.get('access-control-allow-origin'), null)
    const error = await core(get('/session_options/nope', here))
    assert.equal(error.headers.get('access-control-allow-origin'), here.origin)
  })

  it('answers a preflight for its own pages alone', async () => {
    const { core } = await setting()
    const preflight = (origin: string): Promise<Response> =>
      core(
        new Request(`${serverUrl}/start`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        }),
      )
    const good = await preflight(here.origin)
    assert.equal(good.status, 204)
    assert.equal(good.headers.get('access-control-allow-origin'), here.origin)
    assert.equal(
      (await preflight('https://evil.example')).headers.get('access-control-allow-origin'),
      null,
    )
    assert.equal((await preflight('null')).headers.get('access-control-allow-origin'), null)
  })
})
