/** An agent asks who it is, and the resident chooses how to show that, or does not. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { listen } from '../desk/testing/listen.ts'
import { commUrl, setting, slugOf, waiting, type Setting } from '../testing/comm.ts'
import { ask, atDesk, atHome, authenticate, talking, wayBack } from '../testing/during.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

const lastAudit = async (count: number): Promise<string[]> =>
  (await state.store.readAudit(count)).map(({ event }) => event)

describe('the question of an agent', () => {
  it('reaches the resident, and is one question however often it is asked', async () => {
    const one = await talking(state)
    assert.deepEqual(
      [(await atDesk(state, one)).identifiable, (await atDesk(state, one)).identification],
      [true, undefined],
    )
    assert.equal((await atHome(state, one)).identification, undefined)
    const events = await listen(state.desk, one.agent)
    await events.next('snapshot')
    const answer = await ask(state, one)
    assert.equal(answer.status, 200)
    const { identification } = (await answer.json()) as Awaited<ReturnType<typeof atDesk>>
    assert.equal(identification!.state, 'requested')
    assert.deepEqual(await events.next('conversation'), { id: one.id, state: 'active' })
    state.wait(5)
    await ask(state, one)
    assert.deepEqual((await atDesk(state, one)).identification, identification)
    assert.deepEqual((await atHome(state, one)).identification, { state: 'requested' })
    assert.equal(
      (await lastAudit(100)).filter((event) => event === 'identification_requested').length,
      1,
    )
    await events.close()
  })

  it('is about a conversation of their own (T20)', async () => {
    const one = await talking(state)
    const other = { ...one, agent: await state.agent('colleague') }
    assert.equal(await slugOf(await ask(state, other)), 'gone')
    assert.equal(await slugOf(await ask(state, { ...one, id: 'x'.repeat(22) })), 'gone')
    const inQueue = await waiting(state)
    const { waiting: rows } = await (async () => {
      const events = await listen(state.desk, one.agent)
      const snapshot = (await events.next('snapshot')) as { waiting: { id: string }[] }
      await events.close()
      return snapshot
    })()
    for (const { id } of rows) assert.equal(await slugOf(await ask(state, { ...one, id })), 'gone')
    assert.ok(inQueue && rows.length > 0)
    assert.equal((await atHome(state, one)).identification, undefined)
  })

  it('is not there for a plugin that knows no core, or a purpose without a method', async () => {
    const lonely = await setting(
      { requestor: undefined },
      {
        identifies: ['other'],
      },
    )
    const one = await talking(lonely)
    assert.equal((await atDesk(lonely, one)).identifiable, false)
    assert.equal(await slugOf(await ask(lonely, one)), 'not-identifiable')
    await lonely.store.identifications.request(one.id, (await lonely.store.byId(one.id))!.agent!)
    assert.equal(await slugOf(await authenticate(lonely, one)), 'not-identifiable')
    await lonely.close()

    const purposes = [{ tag: 'report_move', attributes: ['name'], allowedAuth: ['another'] }]
    const without = await setting({ purposes }, { purposes })
    assert.equal((await atDesk(without, await talking(without))).identifiable, false)
    await without.close()
  })
})

describe('the choice of the resident', () => {
  it('is asked of the core, signed, with a binding of its own and the way back', async () => {
    const one = await talking(state)
    await ask(state, one)
    const answer = await authenticate(state, one)
    assert.equal(answer.status, 200)
    assert.match(
      ((await answer.json()) as { client_url: string }).client_url,
      /^https:\/\/core\.example\/go\//,
    )
    const { attr_url, binding, ...request } = state.asked.at(-1)!
    assert.match(attr_url!, /^https:\/\/comm\.example\/result\/[\w-]{22}$/)
    assert.match(binding!, /^[\w-]{22}$/)
    assert.notEqual(binding, one.binding)
    assert.deepEqual(request, {
      purpose: 'report_move',
      auth_method: 'itsme',
      comm_url: one.client_url,
      audience: commUrl,
      comm_method: 'call',
      ...wayBack,
    })
    assert.deepEqual((await atHome(state, one)).identification, { state: 'started' })
    assert.equal((await atDesk(state, one)).identification!.state, 'started')
  })

  it('is not there before an agent asks, nor after it succeeded', async () => {
    const one = await talking(state)
    const before = state.asked.length
    assert.equal(await slugOf(await authenticate(state, one)), 'not-asked')
    const inQueue = await waiting(state)
    assert.equal(await slugOf(await authenticate(state, { ...one, ...inQueue })), 'not-asked')
    assert.equal(state.asked.length, before, 'the core hears nothing of it')
  })

  it('is theirs alone, is one of the purpose, and leads back to pages that are allowed', async () => {
    const purposes = [
      { tag: 'report_move', attributes: ['name', 'email'], allowedAuth: ['itsme', 'irma'] },
    ]
    const narrow = await setting({ purposes }, { purposes })
    const one = await talking(narrow)
    await ask(narrow, one)
    const refused = async (body: object, changes: object = {}): Promise<string> =>
      slugOf(await authenticate(narrow, { ...one, ...changes }, { ...wayBack, ...body }))
    assert.equal(await refused({ auth_method: 'digid' }), 'method-not-for-purpose')
    assert.equal(await refused({ auth_method: 'none' }), 'unknown-method')
    assert.equal(await refused({}), 'malformed-request')
    assert.equal(
      await refused({ auth_method: 'itsme', return_url: 'https://evil.example/' }),
      'return-url-not-allowed',
    )
    assert.equal(
      await refused({ auth_method: 'itsme', code_challenge: undefined }),
      'malformed-request',
    )
    assert.equal(
      await slugOf(await authenticate(narrow, one, { auth_method: 'itsme' })),
      'malformed-request',
      'a script says where it comes back to',
    )
    assert.equal(await refused({ auth_method: 'itsme' }, { token: 'x'.repeat(43) }), 'unauthorized')
    assert.equal(narrow.asked.length, 0)
    assert.equal((await authenticate(narrow, one)).status, 200)
    await narrow.close()
  })

  const answers: [string, () => Response | Promise<Response>, string][] = [
    ['is down', () => Promise.reject(new TypeError('fetch failed')), 'plugin-unreachable'],
    ['refuses', () => new Response(null, { status: 403 }), 'plugin-bad-answer'],
    [
      'sends people elsewhere',
      () => Response.json({ client_url: 'https://evil.example/' }),
      'plugin-bad-answer',
    ],
    [
      'does not bind them',
      () => Response.json({ client_url: 'https://core.example/elsewhere' }),
      'plugin-bad-answer',
    ],
    [
      'sends them to a telephone',
      () => Response.json({ client_url: 'tel:14026' }),
      'plugin-bad-answer',
    ],
  ]
  for (const [what, answer, slug] of answers)
    it(`is refused when the core ${what}, and can be tried again`, async () => {
      const one = await talking(state)
      await ask(state, one)
      const good = state.coreAnswer.current
      state.coreAnswer.current = answer
      const refusal = await authenticate(state, one)
      state.coreAnswer.current = good
      assert.equal(await slugOf(refusal), slug)
      assert.deepEqual((await atHome(state, one)).identification, { state: 'requested' })
      assert.equal((await authenticate(state, one)).status, 200)
    })
})
