import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { ConfigError } from '../protocol/errors.ts'
import type { AttemptRequest, MethodRoute, RouteRequest } from './index.ts'
import { Browser } from './testing/browser.ts'
import { testMethod } from './testing/method.ts'
import { serverUrl, testPlugin } from './testing/plugin.ts'
import { scene, stateOf, type Scene } from './testing/scene.ts'

describe('routes of a method', () => {
  const asked: (RouteRequest | AttemptRequest)[] = []
  const routes: MethodRoute[] = [
    {
      method: 'GET',
      path: '/metadata',
      answer(request) {
        asked.push(request)
        return new Response('<md/>', { headers: { 'content-type': 'application/xml' } })
      },
    },
    {
      method: 'GET',
      path: '/wait',
      of: 'attempt',
      answer(request) {
        asked.push(request)
        return Response.json({ waiting: true })
      },
    },
    { method: 'POST', path: '/wait/stop', of: 'attempt', answer: () => Response.json({}) },
    {
      method: 'GET',
      path: '/broken',
      answer: () => Promise.reject(new Error('with a secret in it')),
    },
  ]
  let setting: Scene
  let state: string
  let time = Date.now()
  before(async () => {
    const changes = { now: () => new Date(time) }
    setting = await scene(changes, { ...testMethod(), routes, stateParameter: 'RelayState' })
    const { browser, plugin } = setting
    state = stateOf(await browser.visit(await plugin.clientUrl({ acr: 'high' })))
  })
  const wait = (state: string): string => `${serverUrl}/m/wait?RelayState=${state}`

  it('are there for everybody', async () => {
    const answer = await setting.plugin.handle(new Request(`${serverUrl}/m/metadata?lang=en`))
    assert.equal(await answer.text(), '<md/>')
    assert.equal(answer.headers.get('content-type'), 'application/xml')
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.match(answer.headers.get('content-security-policy')!, /default-src 'none'/)
    const [{ request, ...told }] = asked.splice(0) as [RouteRequest]
    assert.equal(new URL(request.url).pathname, '/m/metadata')
    assert.deepEqual(told, {
      routesUrl: `${serverUrl}/m`,
      callbackUrl: `${serverUrl}/callback`,
      lang: 'en',
      organisation: undefined,
      texts: undefined,
    })
  })

  it('know the attempt of this browser, as often as they are asked', async () => {
    for (let i = 0; i < 2; i++) {
      const answer = await setting.browser.visit(wait(state))
      assert.deepEqual(await answer.json(), { waiting: true })
      const [{ attempt }] = asked.splice(0) as [AttemptRequest]
      const { memory, ...rest } = attempt
      assert.deepEqual(rest, { state, attributes: ['name'], acr: 'high' })
      assert.match((memory as { verifier: string }).verifier, /^[\w-]{43}$/)
    }
    const stopped = await setting.browser.visit(`${serverUrl}/m/wait/stop?RelayState=${state}`, {})
    assert.equal(stopped.status, 200)
  })

  it('are closed to every other browser, and without the state of an attempt', async () => {
    const other = new Browser({ [serverUrl]: setting.plugin.handle })
    for (const [browser, url] of [
      [other, wait(state)],
      [setting.browser, wait('another')],
      [setting.browser, `${serverUrl}/m/wait`],
      // The parameter that this method does not use.
      [setting.browser, `${serverUrl}/m/wait?state=${state}`],
    ] as const) {
      const answer = await browser.visit(url)
      assert.equal(answer.status, 403, url)
      assert.match(await answer.text(), /urn:id-contact:problem:other-device/)
    }
    assert.deepEqual(asked, [])
    assert.ok(setting.plugin.log.some(({ event }) => event === 'step_of_another_browser'))
  })

  it('show a person a page when they cannot go on', async () => {
    const accept = { accept: 'text/html' }
    const cookie = setting.browser.cookiesFor(new URL(serverUrl))
    const { handle } = setting.plugin
    const other = await handle(new Request(wait(state), { headers: accept }))
    assert.match(await other.text(), /<h1>Begin opnieuw op dit apparaat<\/h1>/)
    time += 16 * 60_000
    const headers = { ...accept, cookie }
    const late = await handle(new Request(wait(state), { headers }))
    assert.equal(late.status, 410)
    assert.match(await late.text(), /<h1>Deze link werkt niet meer<\/h1>/)
    const asScript = await handle(new Request(wait(state), { headers: { cookie } }))
    assert.match(await asScript.text(), /urn:id-contact:problem:expired-ticket/)
    time -= 16 * 60_000
    const broken = await handle(new Request(`${serverUrl}/m/broken`, { headers: accept }))
    assert.equal(broken.status, 500)
    const page = await broken.text()
    assert.match(page, /<h1>Dit lukt nu niet<\/h1>/)
    const [, reference] = /Noem nummer <bdi dir="ltr">([\w-]+)<\/bdi>/.exec(page)!
    assert.ok(setting.plugin.log.some((entry) => entry.reference === reference))
    const problem = await handle(new Request(`${serverUrl}/m/broken`))
    assert.match(await problem.text(), /urn:id-contact:problem:internal/)
    assert.ok(!JSON.stringify(setting.plugin.log).includes('secret'))
  })

  it('take their own method, and no link preview', async () => {
    for (const [method, path, status] of [
      ['POST', '/metadata', 405],
      ['HEAD', '/metadata', 405],
      ['GET', '/wait/stop', 405],
      ['GET', '/other', 404],
      ['GET', '/metadata/', 404],
      ['GET', '', 404],
    ] as const) {
      const answer = await setting.plugin.handle(new Request(`${serverUrl}/m${path}`, { method }))
      assert.equal(answer.status, status, `${method} ${path}`)
    }
  })

  it('end at the callback, by the parameter of the method', async () => {
    const { browser, method } = setting
    const other = await browser.visit(`${serverUrl}/callback?state=${state}`)
    assert.equal(other.status, 403)
    const ended = await browser.visit(`${serverUrl}/callback?SAMLart=a&RelayState=${state}`)
    assert.equal(ended.status, 303)
    assert.equal(method.completed[0]!.callback.searchParams.get('SAMLart'), 'a')
    assert.equal((await browser.visit(wait(state))).status, 403)
  })
})

describe('routes that cannot be', () => {
  for (const path of ['', '/', '/a/', '/:id', '/a*', '/..', '//a', '/a?b'])
    it(`such as ${JSON.stringify(path)} are refused at the start`, async () => {
      const route = { method: 'GET', path: path as '/', answer: () => new Response() } as const
      await assert.rejects(testPlugin({ ...testMethod(), routes: [route] }), ConfigError)
    })

  it('are those that are there twice', async () => {
    const route = { method: 'GET', path: '/a', answer: () => new Response() } as const
    const method = { ...testMethod(), routes: [route, { ...route, method: 'POST' } as const] }
    await assert.rejects(testPlugin(method), { key: 'routes.1.path' })
  })
})
