/** Which results count for a guest, and which do not. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { Guest } from '../../protocol/messages-platform.ts'
import type { Statement } from '../../protocol/result-claims.ts'
import {
  comeBack,
  lastAttr,
  postResult,
  proven,
  roomsUrl,
  seen,
  send,
  setting,
  slugOf,
  startGuest,
  type Setting,
} from './testing/rooms.ts'

let count = 0
const fresh = (): Partial<Guest> => ({ id: `g-${(count += 1)}`, roomId: `r-${count}` })

describe('a result of one of our plugins', () => {
  let state: Setting
  before(async () => (state = await setting()))
  after(() => state.close())

  it('is kept encrypted, with nothing of the guest in clear', async () => {
    const guest = { ...fresh(), name: 'Ziska de Kanarie' }
    await startGuest(state, { guest })
    await postResult(state, await state.result())
    await comeBack(state)
    const all = JSON.stringify([
      await state.store.rooms.byAttr('x'),
      await state.store.readAudit(1000),
      state.log,
    ])
    assert.doesNotMatch(all, /Zandbergen|Kanarie|ziska@|eyJ|video\.example/)
    const [row] = await seen(state, guest.roomId)
    assert.equal(row!.name, 'Ziska de Kanarie')
  })

  it('is answered 200, also a later one, which changes nothing (T4)', async () => {
    const guest = fresh()
    await startGuest(state, { guest })
    const [one, two] = [
      await state.result(),
      await state.result(undefined, { attributes: { name: 'Ander', email: 'x' } }),
    ]
    const failed = await state.result(undefined, { status: 'failed', attributes: undefined })
    for (const token of [one, one, two, failed]) {
      const answer = await postResult(state, token)
      assert.deepEqual([answer.status, await answer.text()], [200, 'ok'])
    }
    await comeBack(state)
    assert.equal((await seen(state, guest.roomId))[0]!.attributes!.name, 'Ziska Zandbergen')
    assert.equal((await postResult(state, two)).status, 200)
    assert.equal((await seen(state, guest.roomId))[0]!.attributes!.name, 'Ziska Zandbergen')
  })

  it('of a guest who stopped shows them without details', async () => {
    const guest = fresh()
    await startGuest(state, { guest })
    const failed = { status: 'failed', attributes: undefined } as const
    assert.equal((await postResult(state, await state.result(undefined, failed))).status, 200)
    assert.equal((await postResult(state, await state.result())).status, 200, 'too late')
    await comeBack(state)
    const [row] = await seen(state, guest.roomId)
    assert.deepEqual([row!.attributes, row!.id_contact!.status], [null, 'failed'])
  })

  const refusals: Record<string, [Partial<Statement>, string?]> = {
    'another attempt': [{ binding: 'x'.repeat(22) }],
    'no attempt': [{ binding: undefined }],
    'another purpose': [{ purpose: 'permit' }],
    'no purpose': [{ purpose: undefined }],
    'another method': [{ authMethod: 'itsme' }],
    'another part': [{ aud: 'https://comm.example' }],
    'no part': [{ aud: undefined }],
    'another plugin by name': [{ iss: 'https://itsme.example' }],
    'another plugin by key': [{ iss: 'https://digid.example' }, 'itsme'],
    'a published plugin': [{}, 'irma'],
    'no name of its own': [{ jti: undefined }],
    'no receipt': [{ receiptHash: undefined }],
  }
  for (const [what, [changes, by]] of Object.entries(refusals))
    it(`is refused, always in the same words: of ${what}`, async () => {
      const guest = fresh()
      await startGuest(state, { guest })
      const answer = await postResult(state, await state.result(undefined, changes, by))
      assert.equal(answer.status, 400)
      assert.deepEqual(await answer.json(), {
        type: 'urn:id-contact:problem:invalid-result',
        title: 'The result is not valid',
        status: 400,
      })
      await comeBack(state)
      assert.equal((await seen(state, guest.roomId))[0]!.attributes, null)
    })

  it('is refused when it is too old, or no token', async () => {
    await startGuest(state, { guest: fresh() })
    const token = await state.result()
    state.wait(361)
    for (const text of [token, 'a.b.c.d.e', 'x', ' '])
      assert.equal(await slugOf(await postResult(state, text)), 'invalid-result')
  })

  it('counts once ever, for whomever (T3)', async () => {
    await startGuest(state, { guest: fresh() })
    const token = await state.result(undefined, { jti: 'only-once-1234567890ab' })
    await postResult(state, token)
    await startGuest(state, { guest: fresh() })
    const copy = await state.result(undefined, { jti: 'only-once-1234567890ab' })
    assert.equal(await slugOf(await postResult(state, copy)), 'invalid-result')
  })

  it('counts for its own attempt alone: only the diagonal of all swaps (T3)', async () => {
    const attempts: { attr: string; token: string; guest: Partial<Guest> }[] = []
    for (let n = 0; n < 6; n += 1) {
      const guest = fresh()
      await startGuest(state, { guest, method: n % 2 ? 'digid' : 'itsme' })
      attempts.push({ attr: lastAttr(state), token: await state.result(), guest })
    }
    for (const [i, one] of attempts.entries())
      for (const [j, other] of attempts.entries())
        if (i !== j) assert.equal((await postResult(state, other.token, one.attr)).status, 400)
    for (const { attr, token } of attempts)
      assert.equal((await postResult(state, token, attr)).status, 200)
  })

  it('has no place any more when the guest started again', async () => {
    const guest = fresh()
    await startGuest(state, { guest })
    const [attr, token] = [lastAttr(state), await state.result()]
    await startGuest(state, { guest })
    assert.equal(await slugOf(await postResult(state, token, attr)), 'not-found')
    assert.equal(await slugOf(await postResult(state, token)), 'invalid-result')
  })

  it('needs its address, and comes as a token', async () => {
    const url = `${roomsUrl}/internal/auth_result/${'x'.repeat(22)}`
    assert.equal((await postResult(state, 'a.b.c', url)).status, 404)
    assert.equal((await send(state, 'DELETE', url)).status, 404)
    await startGuest(state, { guest: fresh() })
    const body = await state.result()
    const answer = await send(state, 'POST', lastAttr(state), { body, type: 'text/plain' })
    assert.equal(answer.status, 415)
  })

  it('stays when the core withdraws too late', async () => {
    const guest = fresh()
    await proven(state, { guest })
    await send(state, 'DELETE', lastAttr(state))
    assert.ok((await seen(state, guest.roomId))[0]!.attributes)
  })

  it('is answered whatever comes, and never with a 500', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (body) => {
        const answer = await postResult(state, body || ' ')
        assert.equal(answer.status, 400)
      }),
      { numRuns: 50 },
    ))
})

describe('a result of a published plugin', () => {
  it('counts when it is posted, where the core is a published one', async () => {
    const state = await setting({}, { published: true })
    const guest = fresh()
    await startGuest(state, { guest, method: 'irma' })
    assert.equal((await postResult(state, await state.result())).status, 200)
    const [row] = await seen(state, guest.roomId)
    assert.deepEqual(row!.attributes, {
      email: 'ziska@voorbeeld.example',
      name: 'Ziska Zandbergen',
    })
    await state.close()
  })

  it('waits for the browser, where the core is ours', async () => {
    const state = await setting()
    const guest = fresh()
    await startGuest(state, { guest, method: 'irma' })
    assert.equal((await postResult(state, await state.result())).status, 200)
    assert.equal((await seen(state, guest.roomId))[0]!.attributes, null)
    await comeBack(state, await state.handover('', { receipt: undefined as never }))
    assert.equal((await seen(state, guest.roomId))[0]!.attributes!.name, 'Ziska Zandbergen')
    await state.close()
  })

  it('is refused from another method than the one that was chosen (T6)', async () => {
    const state = await setting({}, { published: true })
    await startGuest(state, { guest: fresh(), method: 'irma' })
    for (const by of ['digid', 'itsme'])
      assert.equal(
        await slugOf(await postResult(state, await state.result(undefined, {}, by))),
        'invalid-result',
      )
    await state.close()
  })
})
