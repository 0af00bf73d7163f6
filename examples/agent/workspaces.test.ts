/** The examples for the workspaces of others, with what their documentation says that those tell. */
import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { followContacts } from './amazon-connect-workspace.mjs'
import { followMessages } from './genesys.mjs'
import { noteContact } from './zendesk.mjs'

let calls: string[]
const frame = { setCall: (call: string) => calls.push(call) }
beforeEach(() => (calls = []))

it('the agent workspace of Amazon Connect says which contact the agent has', () => {
  const handlers: Record<string, (event: { contactId: string }) => void> = {}
  const contacts = new Proxy(
    {},
    { get: (_, name: string) => (handler: () => void) => (handlers[name] = handler) },
  )
  followContacts(contacts, frame)
  handlers.onConnected!({ contactId: 'one' })
  handlers.onCleared!({ contactId: 'another' })
  assert.deepEqual(calls, ['one'])
  handlers.onStartingAcw!({ contactId: 'one' })
  handlers.onCleared!({ contactId: 'one' })
  assert.deepEqual(calls, ['one', ''])
})

describe('a telephone in a frame', () => {
  const view = new EventTarget()
  const own = {}
  const telephone = { contentWindow: own, ownerDocument: { defaultView: view } }
  const callOf = (data: { call?: string }) => data.call
  followMessages(telephone, 'https://telephone.example', callOf, frame)
  const say = (data: object, origin = 'https://telephone.example', source: unknown = own) =>
    view.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }))

  it('is heard', () => {
    say({ call: 'one' })
    say({ other: 'x' })
    say({ call: '' })
    assert.deepEqual(calls, ['one', ''])
  })

  it('is the only one that is heard', () => {
    say({ call: 'forged' }, 'https://evil.example')
    say({ call: 'forged' }, undefined, {})
    assert.deepEqual(calls, [])
  })
})

it('a ticket of Zendesk gets a note without anything of anybody', async () => {
  const about = { id: 'a', purpose: 'report_move', channel: 'phone' }
  const events = async function* () {
    yield { type: 'accept', ...about }
    yield { type: 'end', ...about, reason: 'ended' }
  }
  const invoked: unknown[] = []
  const client = { invoke: async (...what: unknown[]) => void invoked.push(what) }
  await noteContact(client, { events }, {})
  assert.deepEqual(invoked, [['comment.appendText', 'Contact: report_move']])
})
