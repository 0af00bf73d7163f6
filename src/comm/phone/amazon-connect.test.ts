/** Amazon Connect, from the event of a flow to the event that a contact is over. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parseConversation } from '../../protocol/messages-desk.ts'
import { as, commUrl, deskUrl, json, slugOf, type Setting } from '../testing/comm.ts'
import { contactFlowEvent, contactStateEvent } from './testing/requests.ts'
import { apiKey, caller, settingOf } from './testing/platform.ts'

describe('Amazon Connect', () => {
  let state: Setting
  before(async () => {
    state = await settingOf({ type: 'amazon-connect', apiKey })
  })
  after(() => state.close())

  const post = (
    path: string,
    body: object,
    headers: Record<string, string> = { 'x-api-key': apiKey },
  ) => state.comm(json(commUrl + path, body, headers))

  /** What the function gives to the flow: a flat map of texts. */
  async function keyIn(...event: Parameters<typeof contactFlowEvent>) {
    const answer = await post('/amazon-connect/code', contactFlowEvent(...event))
    assert.equal(answer.status, 200)
    const map = (await answer.json()) as Record<string, string>
    for (const [name, value] of Object.entries(map)) {
      assert.match(name, /^[a-z_]+$/)
      assert.equal(typeof value, 'string', name)
    }
    return map
  }
  const open = async (call: string, subject = 'sanne') =>
    state.desk(json(`${deskUrl}/conversations/call`, { call }, as(await state.agent(subject))))

  it('learns that the code was good, and the place; the agent who answers sees who it is', async () => {
    const contact = crypto.randomUUID()
    const { code } = await caller(state)
    const map = await keyIn(contact, code)
    assert.deepEqual(map, {
      id_contact_result: 'linked',
      id_contact_tries: '1',
      id_contact_call: contact,
      id_contact_before: '0',
      id_contact_say_nl: 'Dank u wel. Uw code klopt. U bent de eerste in de rij.',
      id_contact_say_en: 'Thank you. Your code is right. You are the first in the queue.',
    })
    assert.equal((await keyIn(contact, code)).id_contact_result, 'linked', 'keyed in twice')
    const { identity } = parseConversation(await (await open(contact)).json())
    assert.equal(identity.attributes[0]!.value, 'Ziska Zandbergen')

    for (const type of ['CONNECTED_TO_AGENT', 'CONTACT_DATA_UPDATED', 'of tomorrow'])
      assert.equal(
        (await post('/amazon-connect/event', contactStateEvent(contact, type))).status,
        204,
      )
    assert.equal((await open(contact)).status, 200)
    await post('/amazon-connect/event', contactStateEvent(contact, 'DISCONNECTED'))
    assert.equal((await open(contact)).status, 204)
    assert.equal((await state.store.readAudit(1))[0]!.event, 'conversation_ended')
    const once = await post('/amazon-connect/event', contactStateEvent(contact, 'COMPLETED'))
    assert.equal(once.status, 204, 'no error when it is told twice')
  })

  it('asks three times, counting in an attribute of the contact', async () => {
    const contact = crypto.randomUUID()
    const { code } = await caller(state)
    let attributes: Record<string, string> = {}
    for (const [tries, result] of [
      ['1', 'again'],
      ['2', 'again'],
      ['3', 'unidentified'],
    ] as const) {
      const map = await keyIn(contact, '100000000', attributes)
      assert.deepEqual([map.id_contact_tries, map.id_contact_result], [tries, result])
      attributes = { id_contact_tries: map.id_contact_tries! }
    }
    // An attribute that went astray gives nobody more tries.
    assert.equal((await keyIn(contact, code)).id_contact_result, 'again')
    assert.equal((await open(contact)).status, 204)
    assert.equal((await keyIn(crypto.randomUUID(), code)).id_contact_result, 'linked')
  })

  it('lets a caller go on who keyed in nothing', async () => {
    for (const keyed of ['', 'Timeout', '#'])
      assert.equal((await keyIn(crypto.randomUUID(), keyed)).id_contact_result, 'unidentified')
  })

  it('is taken with the code as an attribute, as flows of the published plugin have it', async () => {
    const contact = crypto.randomUUID()
    const { code } = await caller(state)
    const event = contactFlowEvent(contact, '', { dtmf: `${code}#` }) as {
      Details: { Parameters?: object }
    }
    delete event.Details.Parameters
    const map = (await (await post('/amazon-connect/code', event)).json()) as Record<string, string>
    assert.equal(map.id_contact_result, 'linked')
  })

  it('shows its key with every request', async () => {
    for (const path of ['/amazon-connect/code', '/amazon-connect/event']) {
      for (const headers of [{}, { 'x-api-key': 'l'.repeat(32) }] as Record<string, string>[]) {
        const answer = await post(path, contactFlowEvent('x', '123456789'), headers)
        assert.equal(answer.status, 401)
        assert.equal(await slugOf(answer), 'api-key-required')
      }
      assert.equal((await post(path, { Details: [] })).status, 400)
    }
    assert.equal((await state.comm(new Request(`${commUrl}/health`))).status, 200)
  })
})
