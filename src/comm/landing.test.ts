/** Behind a published core: no handover, so the first browser after the result is the resident's, and the only one. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ConfigError } from '../protocol/errors.ts'
import { createComm } from './index.ts'
import {
  as,
  commUrl,
  json,
  jwt,
  setting,
  waiting,
  type Setting,
  type Started,
} from './testing/comm.ts'

const published = { issuer: 'https://published.example', legacy: true }
/** What a published plugin leaves out. */
const bare = {
  iss: undefined,
  aud: undefined,
  jti: undefined,
  binding: undefined,
  purpose: undefined,
  authMethod: undefined,
  receiptHash: undefined,
}
const html = { accept: 'text/html', 'accept-language': 'en' }

let state: Setting
before(async () => (state = await setting({ cores: [published] })))
after(() => state.close())

/** As a published core starts it: it names the purpose, and no more. */
async function start({ comm }: Pick<Setting, 'comm'>, body: object = {}): Promise<Started> {
  const request = json(`${commUrl}/start_communication`, { purpose: 'report_move', ...body })
  const answer = (await (await comm(request)).json()) as Started
  return { ...answer, receipt: '', authMethod: 'irma', purpose: 'report_move' }
}
const authenticate = async (started: Started, statement = {}): Promise<Response> =>
  state.comm(jwt(started.attr_url!, await state.result(started, { ...bare, ...statement })))
const open = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
  state.comm(new Request(url, { headers: { ...html, ...headers } }))
const cookiesOf = ({ headers }: Response): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ')

describe('a conversation that a published core started', () => {
  it('has no binding to pass on', async () => {
    const started = await start(state)
    assert.deepEqual([started.binding, started.audience], [undefined, undefined])
  })

  it('is released to the browser that comes after the result, with number, code and page', async () => {
    const started = await start(state)
    assert.equal((await authenticate(started)).status, 200)
    const answer = await open(`${started.client_url}?lang=en`)
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), started.client_url)
    const cookie = cookiesOf(answer)
    assert.match(cookie, /; __Host-id-contact-lang=en$/)
    // Whatever the browser prefers: it was chosen on the page before.
    const page = await open(started.client_url, { cookie, 'accept-language': 'nl' })
    assert.equal(page.status, 200)
    assert.match(await page.text(), /Call 14 026 now[^]*href="tel:14026,,\d{9}#"/)
  })

  it('is released once: of 100 at the same time, one; later ones read that it is done', async () => {
    const started = await start(state)
    await authenticate(started)
    const answers = await Promise.all(Array.from({ length: 100 }, () => open(started.client_url)))
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [303, ...Array.from({ length: 99 }, () => 410)])
    const later = await open(started.client_url)
    assert.equal(later.status, 410)
    assert.equal(later.headers.get('set-cookie'), null)
    assert.match(await later.text(), /This step is done/)
  })

  it('waits for a result that is on its way', async () => {
    const started = await start(state)
    const early = await open(started.client_url)
    assert.equal(early.status, 409)
    assert.equal(early.headers.get('refresh'), '2')
    assert.match(await early.text(), /One moment/)
    await authenticate(started)
    assert.equal((await open(started.client_url)).status, 303)
  })

  it('says that the log-in failed', async () => {
    const started = await start(state)
    await authenticate(started, { status: 'failed', attributes: undefined })
    const answer = await open(started.client_url)
    assert.equal(answer.status, 403)
    assert.match(await answer.text(), /Logging in did not work/)
  })

  it('takes no result from a browser, and says so on screen and in the log (D1)', async () => {
    const started = await start(state)
    const result = await state.result(started, bare)
    const answer = await open(`${started.client_url}?result=${result}`)
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /We cannot take your details like this/)
    const { event, reason } = state.log.at(-1)!
    assert.deepEqual([event, reason], ['result_refused', 'carried_by_browser'])
    assert.equal((await open(started.client_url)).status, 409, 'nothing was accepted')
  })

  it('is identified by a result that came with the start', async () => {
    const auth_result = await state.result(await start(state), bare)
    const started = await start(state, { auth_result })
    assert.equal((await open(started.client_url)).status, 303)
    const agent = as(await state.agent('eva'))
    const { id } = (await state.store.waiting()).at(-1)!
    const answer = await state.desk(
      json(`https://desk.example/conversations/${id}/accept`, {}, agent),
    )
    const { identity } = (await answer.json()) as {
      identity: { status: string; auth_method: string }
    }
    assert.deepEqual([identity.status, identity.auth_method], ['proven', 'irma'])
  })

  it('never begins without a log-in', async () => {
    const started = await start(state)
    assert.equal((await open(started.client_url)).status, 409)
    state.wait(901)
    await state.store.sweep()
    assert.equal((await open(started.client_url)).status, 410)
    state.wait(-901)
  })

  it('is not used up by who only looks: a preview, or a browser that fetches ahead', async () => {
    const started = await start(state)
    await authenticate(started)
    const head = new Request(started.client_url, { method: 'HEAD' })
    assert.equal((await state.comm(head)).status, 409)
    assert.equal((await open(started.client_url, { 'sec-purpose': 'prefetch' })).status, 409)
    assert.equal((await open(started.client_url)).status, 303)
  })

  it('takes no result that says it is for something else, and no result twice', async () => {
    const [one, two] = [await start(state), await start(state)]
    for (const statement of [
      { binding: 'x'.repeat(22) },
      { purpose: 'permit' },
      { aud: 'https://other.example' },
    ])
      assert.equal((await authenticate(one, statement)).status, 400, JSON.stringify(statement))
    const token = await state.result(one, bare)
    assert.equal((await state.comm(jwt(one.attr_url!, token))).status, 200)
    assert.equal((await state.comm(jwt(two.attr_url!, token))).status, 400)
  })

  it('takes results of published plugins alone', async () => {
    const started = await start(state)
    const bound = await state.result(started, bare, 'digid')
    assert.equal((await state.comm(jwt(started.attr_url!, bound))).status, 400)
  })
})

describe('what a core of ours started, beside a published one', () => {
  it('still needs the handover', async () => {
    const body = { purpose: 'permit', auth_method: 'irma', comm_method: 'call' }
    const answer = await state.comm(json(`${commUrl}/start_communication`, body))
    const started = (await answer.json()) as Started
    const result = await state.result({ ...started, receipt: '', authMethod: 'irma' }, bare)
    assert.equal((await state.comm(jwt(started.attr_url!, result))).status, 200)
    assert.equal((await open(started.client_url)).status, 401)
  })
})

describe('without a published core in the configuration', () => {
  it('nothing is released without a handover', async () => {
    const strict = await setting()
    const answer = await strict.comm(
      json(`${commUrl}/start_communication`, { purpose: 'report_move' }),
    )
    const started = (await answer.json()) as Started
    assert.ok(started.binding)
    await strict.comm(
      jwt(started.attr_url!, await strict.result({ ...started, authMethod: 'irma' }, bare)),
    )
    const bareVisit = await strict.comm(new Request(started.client_url, { headers: html }))
    assert.equal(bareVisit.status, 401)
    assert.ok((await waiting(strict)).token, 'and with one it is')
    await strict.close()
  })
})

describe('the configuration of a published core', () => {
  it('is told of in the log', () =>
    assert.ok(state.log.some(({ event, level }) => event === 'legacy_core' && level === 'warn')))

  for (const [what, changes] of [
    ['with results through the browser', { delivery: 'result' }],
    ['without a published plugin', { authMethods: [] }],
  ] as const)
    it(`is refused ${what}`, () =>
      assert.rejects(
        createComm({ ...state.commConfig, cores: [published], ...changes } as never),
        ConfigError,
      ))
})
