/** `GET /session_info/{sessionid}`: who calls, for the agent who takes the call. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parseSessionInfo } from '../../protocol/messages-platform.ts'
import { createComm } from '../index.ts'
import type { RedeemAnswer } from '../../protocol/messages-conversation.ts'
import {
  as,
  commUrl,
  deskUrl,
  json,
  setting as commSetting,
  slugOf,
  type Setting,
  type Started,
} from '../testing/comm.ts'
import { apiKey, askInfo, caller, info, link, setting, tool } from './testing/platform.ts'

describe('an agent who takes a call', () => {
  let state: Setting
  before(async () => {
    state = await setting()
  })
  after(() => state.close())

  /** A caller whose code was keyed in. */
  async function onTheLine(sessionid: string, statement?: Parameters<typeof caller>[2]) {
    const resident = await caller(state, {}, statement)
    assert.equal((await link(state, resident.code, sessionid)).status, 200)
    return resident
  }

  it('sees what the purpose asks and the plugin may assert, in the published shape (T6)', async () => {
    const attributes = {
      name: 'Ziska Zandbergen',
      email: 'z@voorbeeld.example',
      bsn: '999990019',
      role: 'x',
    }
    const sessionUrl = 'https://digid.example/session/secret'
    await onTheLine('a', { attributes, sessionUrl })
    const answer = await askInfo(state, as(await state.agent('sanne')), { sessionid: 'a' })
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const text = await answer.text()
    assert.ok(!text.includes('secret'), 'whoever has the address of a log-in could end it')
    const told = parseSessionInfo(JSON.parse(text))
    const { id, authenticated_at, ...about } = told.id_contact!
    assert.deepEqual(told.auth_result, {
      status: 'succes',
      attributes: { name: 'Ziska Zandbergen', email: 'z@voorbeeld.example' },
    })
    assert.equal(told.purpose, 'report_move')
    assert.deepEqual(JSON.parse(JSON.stringify(about)), {
      version: 1,
      status: 'proven',
      auth_method: 'digid',
      level: 'substantial',
    })
    assert.ok(Date.parse(authenticated_at!) <= Date.now())
    const [active] = await state.store.activeOf((await state.store.byId(id))!.agent!)
    assert.equal(active?.id, id)
  })

  it('has the conversation at the desk as well, and hangs up there or here', async () => {
    await onTheLine('b')
    const { id_contact } = await info(state, 'fleur', 'b')
    const agent = as(await state.agent('fleur'))
    const at = `${deskUrl}/conversations/${id_contact!.id}`
    assert.equal((await state.desk(new Request(at, { headers: agent }))).status, 200)
    const ended = await askInfo(state, agent, { sessionid: 'b', method: 'DELETE' })
    assert.equal(ended.status, 204)
    assert.equal(await state.store.byId(id_contact!.id), undefined)
    assert.equal((await askInfo(state, agent, { sessionid: 'b', method: 'DELETE' })).status, 204)
    assert.equal((await askInfo(state, agent, { sessionid: 'b' })).status, 404)
  })

  it('may ask again; a colleague may not, nor end it (T20)', async () => {
    await onTheLine('c')
    const first = await info(state, 'sanne', 'c')
    assert.deepEqual(await info(state, 'sanne', 'c'), first)
    const colleague = as(await state.agent('ahmed'))
    const refused = await askInfo(state, colleague, { sessionid: 'c' })
    assert.equal(refused.status, 409)
    const words = await refused.text()
    assert.match(words, /problem:taken/)
    assert.doesNotMatch(words, /Ziska|report_move/)
    await askInfo(state, colleague, { sessionid: 'c', method: 'DELETE' })
    assert.deepEqual(await info(state, 'sanne', 'c'), first)
  })

  it('is one of those who ask at once', async () => {
    await onTheLine('d')
    const agents = await Promise.all(['a', 'b', 'c', 'd'].map((name) => state.agent(name)))
    const answers = await Promise.all(
      agents.map((agent) => askInfo(state, as(agent), { sessionid: 'd' })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409])
  })

  it('does not get a call whose conversation a colleague took from the queue', async () => {
    await onTheLine('e')
    const waiting = await state.store.waiting()
    await state.store.accept(waiting.at(-1)!.id, 'colleague')
    assert.equal(
      (await askInfo(state, as(await state.agent('sanne')), { sessionid: 'e' })).status,
      409,
    )
  })

  it('learns that a caller did not log in, where that is not needed', async () => {
    const body = { purpose: 'permit', comm_method: 'call' }
    const begun = await state.comm(json(`${commUrl}/start_communication`, body))
    const { client_url } = (await begun.json()) as Started
    const open = { client_url, purpose: 'permit', authMethod: '', receipt: '' }
    const claims = { auth_method: undefined, receipt: undefined }
    const handover = await state.handover(open, claims)
    const redeemed = await state.comm(json(client_url, { handover }))
    const { conversation } = (await redeemed.json()) as RedeemAnswer
    await link(state, conversation.phone!.code, 'open')
    const told = await info(state, 'sanne', 'open')
    assert.deepEqual([told.purpose, told.auth_result], ['permit', null])
    assert.equal(told.id_contact?.status, 'not_proven')
  })

  it('sees nothing of a result that opens no more, and that it is not to be trusted', async () => {
    await onTheLine('f')
    const other = await commSetting()
    const changed = await createComm({
      ...state.commConfig,
      decryptionKeys: other.commConfig.decryptionKeys,
    })
    await other.close()
    const told = await info({ ...state, comm: changed }, 'sanne', 'f')
    assert.deepEqual(told.auth_result, { status: 'failed' })
    assert.equal(told.id_contact?.status, 'not_verified')
    assert.ok(state.log.some(({ event }) => event === 'result_does_not_open'))
  })

  it('leaves a record of tags and pseudonyms, and no value', async () => {
    await onTheLine('contact-with-a-name')
    await info(state, 'sanne', 'contact-with-a-name')
    await info(state, 'sanne', 'contact-with-a-name')
    const records = (await state.store.readAudit(2)).map(
      ({ event, outcome, attributes, agent }) => ({
        event,
        outcome,
        attributes,
        isNamed: agent !== undefined,
      }),
    )
    const shown = { outcome: 'proven', attributes: ['name', 'email'], isNamed: true }
    assert.deepEqual(records, [
      { event: 'conversation_accepted', ...shown },
      { event: 'conversation_shown', ...shown },
    ])
    const told = JSON.stringify([state.log, await state.store.readAudit(1000)])
    for (const word of ['Ziska', 'voorbeeld', 'sanne', 'contact-with-a-name'])
      assert.ok(!told.includes(word), word)
  })

  it('finds nobody in a call that no good code was keyed in during, or that is not there', async () => {
    await link(state, '000000000', 'no-code')
    const agent = as(await state.agent('sanne'))
    for (const sessionid of ['no-code', 'never', '%00', '..%2F..%2Fetc', 'x'.repeat(2000)]) {
      const answer = await askInfo(state, agent, { sessionid })
      assert.equal(answer.status, 404)
      assert.equal(await slugOf(answer), 'not-found')
    }
  })
})

describe('whoever asks about a call', () => {
  let state: Setting
  before(async () => {
    state = await setting()
    const { code } = await caller(state)
    await link(state, code)
  })
  after(() => state.close())

  const tokens: [title: string, token: () => Promise<string>, status: number][] = [
    ['no token', () => Promise.resolve(''), 401],
    ['the key of the platform', () => Promise.resolve(apiKey), 401],
    ['of another issuer', () => state.agent('x', { iss: 'https://other.example' }), 401],
    ['for another audience', () => state.agent('x', { aud: 'other' }), 401],
    ['a log-out token', () => state.agent('x', { events: {} }), 401],
    ['a token of another kind', () => state.agent('x', {}, 'logout+jwt'), 401],
    ['without a subject', () => state.agent('x', { sub: undefined }), 401],
  ]
  for (const [title, token, status] of tokens)
    it(`needs an agent’s identity: ${title}`, async () => {
      const answer = await askInfo(state, as(await token()))
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      assert.equal(await slugOf(answer), 'sign-in-required')
      assert.equal((await state.store.waiting()).length, 1, 'nobody took it')
    })

  it('needs more than a cookie or a key in a header (T17)', async () => {
    const cookie = '__Host-id-contact-desk=anything'
    assert.equal((await askInfo(state, { cookie })).status, 401)
    assert.equal((await askInfo(state, { 'x-api-key': apiKey })).status, 401)
  })

  it('has the role of agents, where there are roles', async () => {
    const { issuer, keys } = state.deskConfig.agents
    const agents = { issuer, keys, audience: 'desk', roleClaim: 'roles', role: 'agent' }
    const strict = await setting({ agents })
    assert.equal((await askInfo(strict, as(await strict.agent('x')))).status, 401, 'other keys')
    const same = { ...agents, keys: strict.deskConfig.agents.keys }
    const withRoles = await setting({ agents: same })
    const ask = async (roles: string[]) =>
      (await askInfo(withRoles, as(await strict.agent('x', { roles })))).status
    assert.equal(await ask(['cook']), 403)
    assert.equal(await ask(['agent']), 404)
    await Promise.all([strict.close(), withRoles.close()])
  })

  it('asks from a page of the agents’ tool, and from no other', async () => {
    const agent = await state.agent('sanne')
    const preflight = await askInfo(
      state,
      {
        origin: tool,
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization',
      },
      { method: 'OPTIONS' },
    )
    assert.equal(preflight.headers.get('access-control-allow-origin'), tool)
    assert.match(preflight.headers.get('access-control-allow-methods')!, /GET, DELETE/)
    assert.equal(preflight.headers.get('access-control-allow-headers'), 'authorization')
    assert.equal(preflight.headers.get('access-control-allow-credentials'), null)
    const evil = await askInfo(state, as(agent, { origin: 'https://evil.example' }))
    assert.equal(evil.status, 403)
    assert.equal((await state.store.waiting()).length, 1, 'nobody took it')
    const answer = await askInfo(state, as(agent, { origin: tool }))
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('access-control-allow-origin'), tool)
  })

  it('is the platform when the call is over: everything of the caller is erased', async () => {
    const { code } = await caller(state)
    await link(state, code, 'over')
    const wrong = await askInfo(
      state,
      { 'x-api-key': 'k' },
      { sessionid: 'over', method: 'DELETE' },
    )
    assert.equal(wrong.status, 401)
    assert.equal((await state.store.waiting()).length, 1)
    for (const sessionid of ['over', 'call-1', 'over', 'never']) {
      const answer = await askInfo(state, { 'x-api-key': apiKey }, { sessionid, method: 'DELETE' })
      assert.equal(answer.status, 204, sessionid)
    }
    assert.deepEqual(await state.store.waiting(), [])
    const ended = (await state.store.readAudit(2)).map(({ event, outcome }) => [event, outcome])
    assert.deepEqual(ended, [
      ['conversation_ended', 'withdrawn'],
      ['conversation_ended', 'ended'],
    ])
  })
})

it('a result is told in the words of the configured generation', async () => {
  const state = await setting({ dialect: 'verder-helpen' })
  const { code } = await caller(state)
  await link(state, code)
  assert.equal((await info(state)).auth_result?.status, 'success')
  await state.close()
})
