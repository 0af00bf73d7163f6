/** `POST /conversations/call`: an agent has answered a call of a telephone platform. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parseConversation } from '../../protocol/messages-desk.ts'
import { apiKey, askInfo, caller, link, setting } from '../phone/testing/platform.ts'
import { createDesk } from '../index.ts'
import { as, deskUrl, json, slugOf, type Setting } from '../testing/comm.ts'

describe('an agent who answers a call', () => {
  let state: Setting
  before(async () => {
    state = await setting()
  })
  after(() => state.close())

  const open = async (call: unknown, subject = 'sanne', { desk } = state) =>
    desk(json(`${deskUrl}/conversations/call`, { call }, as(await state.agent(subject))))

  it('has its conversation, and sees who it is; asking again changes nothing', async () => {
    const { code } = await caller(state)
    await link(state, code, 'first')
    const opened = parseConversation(await (await open('first')).json())
    assert.equal(opened.identity.status, 'proven')
    assert.deepEqual(
      opened.identity.attributes.map(({ value }) => value),
      ['Ziska Zandbergen', 'ziska@voorbeeld.example'],
    )
    assert.deepEqual(parseConversation(await (await open('first')).json()), opened)
    assert.deepEqual(await state.store.waiting(), [])
    const accepted = (await state.store.readAudit()).filter(
      ({ event }) => event === 'conversation_accepted',
    )
    assert.equal(accepted.length, 1)
    assert.deepEqual(accepted[0]!.attributes, ['name', 'email'])
  })

  it('is one of those who open it at once; a colleague learns that it is taken (T20)', async () => {
    const { code } = await caller(state)
    await link(state, code, 'busy')
    const answers = await Promise.all(['a', 'b', 'c'].map((subject) => open('busy', subject)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409])
    for (const answer of answers.filter(({ status }) => status === 409))
      assert.equal(await slugOf(answer), 'taken')
  })

  it('goes on with a caller who is not identified where nobody keyed in a good code', async () => {
    await link(state, '100000000', 'wrong')
    for (const call of ['wrong', 'never', '../x', 'é', 'x'.repeat(256)])
      assert.equal((await open(call)).status, 204, call)
    assert.ok(state.log.some(({ event }) => event === 'caller_not_identified'))
    assert.ok(!JSON.stringify(state.log).includes('never'))
  })

  it('has nothing of it any more after the platform hung up', async () => {
    const { code } = await caller(state)
    await link(state, code, 'over')
    await open('over')
    await askInfo(state, { 'x-api-key': apiKey }, { sessionid: 'over', method: 'DELETE' })
    assert.equal((await open('over')).status, 204)
  })

  it('sees calls of the plugins that the desk was told of, and of no other', async () => {
    const { code } = await caller(state)
    await link(state, code, 'elsewhere')
    for (const calls of [undefined, ['other']]) {
      const desk = await createDesk({ ...state.deskConfig, calls })
      assert.equal((await open('elsewhere', 'sanne', { ...state, desk })).status, 204)
    }
    assert.equal((await open('elsewhere')).status, 200)
  })

  it('is an agent, and asks for a call', async () => {
    const path = `${deskUrl}/conversations/call`
    assert.equal((await state.desk(json(path, { call: 'first' }))).status, 401)
    for (const call of [undefined, 1, '', 'x'.repeat(257)])
      assert.equal((await open(call)).status, 400)
  })
})
