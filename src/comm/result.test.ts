import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createComm } from './index.ts'
import {
  commUrl,
  json,
  jwt,
  setting,
  slugOf,
  start,
  type Setting,
  type Started,
} from './testing/comm.ts'

describe('a result that is posted', () => {
  let state: Setting
  before(async () => (state = await setting()))
  after(() => state.close())
  const post = async (started: Started, token: string): Promise<Response> =>
    state.comm(jwt(started.attr_url!, token))

  it('is accepted once, and the first one stays (T4)', async () => {
    const started = await start(state)
    const [first, second] = [await state.result(started), await state.result(started)]
    assert.equal((await post(started, first)).status, 200)
    assert.equal((await post(started, second)).status, 200, 'the answer says nothing of it')
    assert.equal((await post(started, 'a.b.c.d.e')).status, 400)
    assert.ok(state.log.some(({ event }) => event === 'result_ignored'))
    const rows = await state.store.readAudit()
    assert.ok(
      rows.some(
        ({ event, attributes }) => event === 'result_accepted' && attributes?.includes('name'),
      ),
    )
    assert.ok(!JSON.stringify(rows).includes('Ziska'))
  })

  it('fits its own conversation only: 12 conversations, two purposes, two plugins (T3, T6)', async () => {
    const choices = ['report_move', 'permit'].flatMap((purpose) =>
      ['digid', 'itsme'].map((authMethod) => ({ purpose, authMethod })),
    )
    const started = await Promise.all(
      [...choices, ...choices, ...choices].map((choice) => start(state, choice)),
    )
    const tokens = await Promise.all(started.map((one) => state.result(one)))
    for (const [s, one] of started.entries())
      for (const [t, token] of tokens.entries())
        if (s !== t) assert.equal((await post(one, token)).status, 400, `${t} for ${s}`)
    for (const [s, one] of started.entries())
      assert.equal((await post(one, tokens[s]!)).status, 200)
  })

  const swaps: [string, Parameters<Setting['result']>[1], string?][] = [
    ['another binding', { binding: 'x'.repeat(22) }],
    ['no binding', { binding: undefined }],
    ['another purpose', { purpose: 'permit' }],
    ['another method', { authMethod: 'itsme' }],
    ['another plugin that signed it', {}, 'itsme'],
    ['another plugin that says it is this one', { iss: 'https://digid.example' }, 'itsme'],
    ['another plugin as issuer', { iss: 'https://itsme.example' }],
    ['another recipient', { aud: 'https://other.example' }],
    ['no name of its own', { jti: undefined }],
    ['no receipt', { receiptHash: undefined }],
  ]
  for (const [what, statement, by] of swaps)
    it(`is refused with ${what}, with the same words as ever`, async () => {
      const started = await start(state)
      const answers = [
        await post(started, await state.result(started, statement, by)),
        await post(started, 'nonsense'),
      ]
      const texts = await Promise.all(answers.map((answer) => answer.text()))
      assert.equal(answers[0]!.status, 400)
      assert.equal(texts[0], texts[1])
      assert.equal(
        (await post(started, await state.result(started))).status,
        200,
        'nothing was spoilt',
      )
    })

  it('is refused when it is used again elsewhere', async () => {
    const [one, two] = [await start(state), await start(state)]
    const jti = 'j'.repeat(22)
    assert.equal((await post(one, await state.result(one, { jti }))).status, 200)
    assert.equal((await post(two, await state.result(two, { jti }))).status, 400)
  })

  it('is refused when it is too old or comes from the future', async () => {
    const started = await start(state)
    const token = await state.result(started)
    state.wait(300 + 61)
    assert.equal((await post(started, token)).status, 400)
    state.wait(-361 - 70)
    const early = await state.result(await start(state))
    state.wait(70 - 140)
    assert.equal((await post(started, early)).status, 400)
    state.wait(140)
  })

  it('ends the attempt when it says that authentication failed', async () => {
    const started = await start(state)
    const token = await state.result(started, { status: 'failed', attributes: undefined })
    assert.equal((await post(started, token)).status, 200)
    const answer = await state.comm(
      json(started.client_url, { handover: await state.handover(started) }),
    )
    assert.equal(await slugOf(answer), 'authentication-failed')
  })

  it('is accepted from a published plugin without a binding, because it is posted (D1)', async () => {
    const started = await start(state, { authMethod: 'irma' })
    const bare = {
      iss: undefined,
      aud: undefined,
      jti: undefined,
      binding: undefined,
      purpose: undefined,
      authMethod: undefined,
      receiptHash: undefined,
    }
    assert.equal((await post(started, await state.result(started, bare))).status, 200)
    const modern = await start(state)
    assert.equal((await post(modern, await state.result(modern, bare, 'digid'))).status, 400)
    const carried = await start(state, { authMethod: 'irma' })
    const result = await state.result(carried, bare)
    const answer = await state.comm(
      json(carried.client_url, { handover: await state.handover(carried), result }),
    )
    assert.equal(await slugOf(answer), 'result-by-browser')
    assert.equal(state.log.at(-1)!.reason, 'carried_by_browser')
  })

  it('counts, when nobody says which method was chosen, from one that the purpose takes (T6)', async () => {
    const [move, permit] = state.commConfig.purposes
    const purposes = [
      { ...move!, allowedAuth: ['irma'] },
      { ...permit!, allowedAuth: ['digid'] },
    ]
    const strict = await createComm({ ...state.commConfig, purposes })
    const bare = { binding: undefined, purpose: undefined, authMethod: undefined, aud: undefined }
    for (const [purpose, status] of [
      ['report_move', 200],
      ['permit', 400],
    ] as const) {
      const known = await start(state, { purpose, authMethod: 'irma' })
      const auth_result = await state.result(known, { ...bare, iss: undefined, jti: undefined })
      const body = { purpose, comm_method: 'call', auth_result }
      const answer = await strict(json(`${commUrl}/start_communication`, body))
      assert.equal(answer.status, status, purpose)
    }
  })

  it('needs an address that exists, its own kind of content, and a reasonable size', async () => {
    const started = await start(state)
    assert.equal((await state.comm(jwt(`${commUrl}/result/${'x'.repeat(22)}`, 'x'))).status, 404)
    assert.equal((await state.comm(json(started.attr_url!, {}))).status, 415)
    assert.equal((await post(started, 'x'.repeat(1e6))).status, 413)
    assert.equal((await post(started, '')).status, 400)
  })

  it('may be withdrawn by the core until somebody waits', async () => {
    const started = await start(state)
    await post(started, await state.result(started))
    const withdraw = (): Promise<Response> =>
      state.comm(new Request(started.attr_url!, { method: 'DELETE' }))
    assert.equal((await withdraw()).status, 204)
    assert.equal((await withdraw()).status, 204)
    const answer = await state.comm(
      json(started.client_url, { handover: await state.handover(started) }),
    )
    assert.equal(await slugOf(answer), 'gone')
  })
})

describe('POST /start_communication', () => {
  let state: Setting
  before(async () => (state = await setting()))
  after(() => state.close())

  it('gives no number, no code and no room to whoever starts (D3)', async () => {
    const started = await start(state)
    assert.match(started.client_url, /^https:\/\/comm\.example\/conversation\/[\w-]{22}$/)
    assert.match(started.attr_url!, /^https:\/\/comm\.example\/result\/[\w-]{22}$/)
    assert.doesNotMatch(JSON.stringify(started), /tel:|14026/)
  })
  it('refuses what it does not know', async () => {
    const ask = (body: unknown): Promise<Response> =>
      state.comm(json(`${commUrl}/start_communication`, body))
    assert.equal(await slugOf(await ask({ purpose: 'x' })), 'unknown-purpose')
    assert.equal(await slugOf(await ask({ purpose: 'permit', auth_method: 'x' })), 'unknown-method')
    assert.equal(await slugOf(await ask({})), 'malformed-request')
    assert.equal((await state.comm(jwt(`${commUrl}/start_communication`, '{}'))).status, 415)
    assert.equal((await state.comm(new Request(`${commUrl}/nothing`))).status, 404)
  })
  it('answers a core that says nothing of methods', async () => {
    const answer = await state.comm(json(`${commUrl}/start_communication`, { purpose: 'permit' }))
    assert.equal(answer.status, 200)
  })
})
