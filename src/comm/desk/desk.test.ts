import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Conversation, QueueRow } from '../../protocol/messages-desk.ts'
import { createDesk } from '../index.ts'
import { as, deskUrl, json, setting, slugOf, waiting, type Setting } from '../testing/comm.ts'
import { listen, stopListening } from './testing/listen.ts'

let state: Setting
let sanne: string
let ahmed: string
before(async () => {
  state = await setting()
  ;[sanne, ahmed] = [await state.agent('sanne'), await state.agent('ahmed')]
})
after(async () => {
  await stopListening()
  await state.close()
})

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  state.desk(new Request(deskUrl + path, { headers }))
const post = (path: string, token: string, body: unknown = {}): Promise<Response> =>
  state.desk(json(deskUrl + path, body, as(token)))
const read = async (answer: Response): Promise<Conversation> =>
  (await answer.json()) as Conversation
const queueOf = async (): Promise<QueueRow[]> => {
  const events = await listen(state.desk, sanne)
  const { waiting: rows } = (await events.next('snapshot')) as { waiting: QueueRow[] }
  await events.close()
  return rows
}

describe('the queue', () => {
  it('is the same for two agents, and what one takes leaves the other within a second', async () => {
    const [a, b] = [await listen(state.desk, sanne), await listen(state.desk, ahmed)]
    await Promise.all([a.next('snapshot'), b.next('snapshot')])
    const one = await waiting(state)
    const [rowA, rowB] = (await Promise.all([a.next('waiting'), b.next('waiting')])) as QueueRow[]
    assert.deepEqual(rowA, rowB)
    assert.equal(rowA!.identified, true)
    assert.equal(rowA!.purpose_name instanceof Object, true)
    assert.doesNotMatch(JSON.stringify([a.seen, b.seen]), /Ziska|voorbeeld|eyJ/)
    assert.doesNotMatch(JSON.stringify([a.seen, b.seen]), new RegExp(one.conversation.phone!.code))

    const taken = Date.now()
    const accepted = await post(`/conversations/${rowA!.id}/accept`, sanne)
    assert.equal(accepted.status, 200)
    assert.deepEqual(await b.next('left'), { id: rowA!.id, reason: 'accepted', by: 'colleague' })
    assert.ok(Date.now() - taken < 1000)
    assert.deepEqual(await a.next('left'), { id: rowA!.id, reason: 'accepted', by: 'you' })

    assert.equal(await slugOf(await post(`/conversations/${rowA!.id}/accept`, ahmed)), 'taken')
    assert.equal(await slugOf(await get(`/conversations/${rowA!.id}`, as(ahmed))), 'gone')
    assert.equal((await post(`/conversations/${rowA!.id}/end`, ahmed)).status, 204)
    assert.equal(
      (await get(`/conversations/${rowA!.id}`, as(sanne))).status,
      200,
      'it is still hers',
    )
    await post(`/conversations/${rowA!.id}/end`, sanne)
    await Promise.all([a.close(), b.close()])
  })

  it('gives each of many agents another one, longest waiting first', async () => {
    const many = []
    for (let i = 0; i < 5; i++) many.push(await waiting(state))
    const rows = await queueOf()
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, i) =>
        post('/conversations/next', await state.agent(`a${i}`)),
      ),
    )
    assert.deepEqual(
      answers.map(({ status }) => status).sort(),
      [200, 200, 200, 200, 200, 204, 204, 204],
    )
    const ids = await Promise.all(
      answers.filter(({ status }) => status === 200).map(async (a) => (await read(a)).id),
    )
    assert.deepEqual([...ids].sort(), rows.map(({ id }) => id).sort())
  })
})

describe('a conversation', () => {
  it('shows what the purpose asks with its source, and erases it when it ends', async () => {
    const one = await waiting(state)
    const conversation = await read(
      await post('/conversations/code', sanne, { code: one.conversation.phone!.code }),
    )
    assert.equal(conversation.identity.status, 'proven')
    assert.equal(conversation.identity.auth_method_name, 'digid')
    assert.equal(conversation.identity.level, 'substantial')
    assert.deepEqual(conversation.identity.attributes, [
      {
        tag: 'name',
        label: { nl: 'Naam', en: 'Name' },
        value: 'Ziska Zandbergen',
        sensitive: false,
      },
      { tag: 'email', label: 'E-mail', value: 'ziska@voorbeeld.example', sensitive: true },
    ])
    const listed = (await (await get('/conversations', as(sanne))).json()) as {
      conversations: Conversation[]
    }
    assert.ok(listed.conversations.some(({ id }) => id === conversation.id))
    const events = await listen(state.desk, sanne)
    await events.next('snapshot')
    assert.equal((await post(`/conversations/${conversation.id}/end`, sanne)).status, 204)
    assert.deepEqual(await events.next('conversation'), { id: conversation.id, state: 'ended' })
    await events.close()
    assert.equal(await state.store.byId(conversation.id), undefined)
    assert.equal((await post(`/conversations/${conversation.id}/end`, sanne)).status, 204)
    assert.equal(
      (await state.comm(new Request(one.client_url, { headers: as(one.token) }))).status,
      410,
    )
  })

  it('has the groups and the words of its purpose, and tells which values are dates', async () => {
    const [move, ...others] = state.deskConfig.purposes
    const group = { nl: 'Hoe we u bereiken', en: 'How we reach you' }
    const groups = [
      { label: group, attributes: ['email'] },
      { label: 'Leeg', attributes: ['bsn'] },
    ]
    const desk = await createDesk({
      ...state.deskConfig,
      attributes: { name: { label: 'Naam', kind: 'date' }, email: { label: 'E-mail' } },
      purposes: [{ ...move!, groups, labels: { name: 'Geboren' } }, ...others],
    })
    await waiting(state)
    const answer = await desk(json(`${deskUrl}/conversations/next`, {}, as(ahmed)))
    const { id, identity } = await read(answer)
    assert.deepEqual(identity.attributes, [
      { tag: 'email', label: 'E-mail', value: 'ziska@voorbeeld.example', sensitive: false, group },
      { tag: 'name', label: 'Geboren', value: 'Ziska Zandbergen', sensitive: false, kind: 'date' },
    ])
    assert.ok(identity.proof, 'what is signed is all there, in whatever order')
    await post(`/conversations/${id}/end`, ahmed)
  })

  it('drops what the purpose does not ask, and what the plugin may not assert (T6)', async () => {
    await waiting(
      state,
      { purpose: 'permit' },
      { attributes: { name: 'Ziska', email: 'z@voorbeeld.example', bsn: '1' } },
    )
    const conversation = await read(await post('/conversations/next', ahmed))
    assert.deepEqual(
      conversation.identity.attributes.map(({ tag }) => tag),
      ['email'],
    )
    assert.ok(state.log.some(({ event }) => event === 'attributes_dropped'))
    await post(`/conversations/${conversation.id}/end`, ahmed)
  })

  it('says that it could not be verified when the keys do not fit, and shows nothing', async () => {
    const other = await setting()
    const desk = await createDesk({
      ...state.deskConfig,
      decryptionKeys: other.deskConfig.decryptionKeys,
    })
    await waiting(state)
    const answer = await desk(json(`${deskUrl}/conversations/next`, {}, as(ahmed)))
    const { id, identity } = await read(answer)
    assert.equal(identity.status, 'not_verified')
    assert.deepEqual(identity.attributes, [])
    await post(`/conversations/${id}/end`, ahmed)
    await other.close()
  })

  it('still shows a caller who queued longer than a token lives', async () => {
    const one = await waiting(state)
    for (let i = 0; i < 3; i++) {
      state.wait(500)
      await state.comm(
        new Request(`${one.client_url}/extend`, { method: 'POST', headers: as(one.token) }),
      )
    }
    const fresh = await state.agent('late')
    const conversation = await read(await post('/conversations/next', fresh))
    assert.equal(conversation.identity.status, 'proven')
    await post(`/conversations/${conversation.id}/end`, fresh)
  })
})

describe('codes that are read out', () => {
  it('work with spaces, once, and not when they have expired', async () => {
    const fresh = await state.agent('c')
    const one = await waiting(state)
    const { code } = one.conversation.phone!
    const spaced = code.replace(/(\d{3})(?=\d)/g, '$1 ')
    const first = await post('/conversations/code', fresh, { code: spaced })
    assert.equal(first.status, 200)
    assert.equal(await slugOf(await post('/conversations/code', fresh, { code })), 'unknown-code')
    const two = await waiting(state)
    state.wait(601)
    const later = await state.agent('c')
    assert.equal(
      await slugOf(
        await post('/conversations/code', later, { code: two.conversation.phone!.code }),
      ),
      'unknown-code',
    )
    assert.equal(
      await slugOf(await post('/conversations/code', later, { code: 'abc' })),
      'malformed-request',
    )
  })

  it('cannot be tried without end: ten of one agent, thirty of all, in ten minutes (T19)', async () => {
    state.wait(3600)
    const statuses: number[] = []
    for (let i = 0; i < 12; i++)
      statuses.push(
        (await post('/conversations/code', await state.agent('guesser'), { code: '000000000' }))
          .status,
      )
    assert.deepEqual(statuses, [...Array<number>(10).fill(404), 429, 429])
    for (let i = 0; i < 20; i++)
      await post('/conversations/code', await state.agent(`g${i}`), { code: '000000000' })
    const answer = await post('/conversations/code', await state.agent('honest'), {
      code: '000000000',
    })
    assert.equal(answer.status, 429)
    assert.equal(answer.headers.get('retry-after'), '600')
    state.wait(601)
    assert.equal(
      (await post('/conversations/code', await state.agent('honest'), { code: '000000000' }))
        .status,
      404,
    )
  })
})

it('a hundred codes at the same time are not each the first (T19)', async () => {
  state.wait(3600)
  const guesser = await state.agent('parallel')
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => post('/conversations/code', guesser, { code: '000000000' })),
  )
  const tried = answers.filter(({ status }) => status === 404).length
  assert.ok(tried <= 10, `${tried} were tried`)
  // Whoever is right is not counted, so that a busy desk is not refused.
  state.wait(3600)
  const busy = await state.agent('busy')
  for (let i = 0; i < 12; i++) {
    const one = await waiting(state)
    const answer = await post('/conversations/code', busy, { code: one.conversation.phone!.code })
    assert.equal(answer.status, 200)
  }
})
