/** A chat platform of somebody else between a resident and an employee, by the bridge that the guide shows. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { work, type Platform } from '../examples/plugins/own-chat/bridge.ts'
import { connect, type AgentConversation, type Desk } from '../src/agent/index.ts'
import { Chat, follow } from '../src/client/channels/index.ts'
import { chat } from '../src/comm/chat/index.ts'
import { coreUrl, deskUrl, setting, waiting, type Setting } from '../src/comm/testing/comm.ts'
import { until } from '../src/protocol/testing/event-server.ts'

/** The platform, as far as it is needed: a list of lines for each chat. */
class Elsewhere implements Platform {
  readonly chats = new Map<string, string[]>()
  opened: AgentConversation | undefined
  #write = (_text: string | undefined): void => {}

  async open(conversation: AgentConversation): Promise<string> {
    this.opened = conversation
    this.chats.set('chat-1', [])
    return 'chat-1'
  }

  async show(place: string, { isOwn, name, text }: Parameters<Platform['show']>[1]): Promise<void> {
    this.chats.get(place)!.push(`${isOwn ? name : 'resident'}: ${text}`)
  }

  async *written(_place: string, { signal }: { signal: AbortSignal }): AsyncGenerator<string> {
    while (!signal.aborted) {
      const text = await new Promise<string | undefined>((resolve) => {
        this.#write = resolve
        signal.addEventListener('abort', () => resolve(undefined), { once: true })
      })
      if (text === undefined) return
      yield text
    }
  }

  async erase(place: string): Promise<void> {
    this.chats.delete(place)
  }

  /** The employee writes; or closes the chat. */
  write(text?: string): void {
    this.#write(text)
  }
}

describe('a chat platform in the place of the panel', () => {
  let state: Setting
  let desk: Desk | undefined
  let resident: Chat | undefined
  const ending = new AbortController()
  before(async () => {
    const channel = chat()
    const channels = [{ plugin: 'call', secret: 's'.repeat(32), channel }]
    state = await setting({ channel }, { channels })
  })
  after(async () => {
    ending.abort()
    desk?.close()
    resident?.close()
    await state.close()
  })

  const at =
    (handler: Setting['comm']): typeof fetch =>
    async (input, init) => {
      const answer = await handler(new Request(input, init))
      // What a network does: who hangs up is gone at the other end too.
      const { signal } = init ?? {}
      const body = answer.body?.pipeThrough(new TransformStream(), signal ? { signal } : {})
      return new Response(body, answer)
    }

  it('carries what each side says to the other, once, and erases it at the end', async () => {
    const one = await waiting(state)
    const key = { core: coreUrl, purpose: 'report_move', url: one.client_url, token: one.token }
    const storage = {
      getItem: () => JSON.stringify({ report_move: key }),
      setItem: () => {},
      removeItem: () => {},
    }
    const line = follow({ purpose: 'report_move' }, { storage, fetch: at(state.comm) })
    const chatting = new Chat(line)
    resident = chatting
    chatting.watch(() => {})

    const token = await state.agent('sanne', { given_name: 'Sanne' })
    desk = await connect(deskUrl, { fetch: at(state.desk), getToken: () => token })
    const platform = new Elsewhere()
    const working = work(desk, platform, ending.signal)

    await until(() => chatting.standing.state === 'active' && platform.opened)
    assert.equal(platform.opened!.identity.status, 'proven')
    chatting.send('Goedemiddag')
    await until(() => platform.chats.get('chat-1')!.length === 1)
    platform.write('Waarmee kan ik helpen?')
    await until(() => chatting.messages.length === 2)
    await until(() => platform.chats.get('chat-1')!.length === 2)
    assert.deepEqual(platform.chats.get('chat-1'), [
      'resident: Goedemiddag',
      'Sanne: Waarmee kan ik helpen?',
    ])
    const [said, answer] = chatting.messages
    assert.deepEqual([answer!.name, answer!.text], ['Sanne', 'Waarmee kan ik helpen?'])
    await until(() => chatting.messages[0]!.state === 'read')
    assert.equal(said!.isOwn, true)

    platform.write()
    await until(() => chatting.standing.state === 'ended')
    await until(() => platform.chats.size === 0)
    assert.deepEqual(await state.store.exchange.since(platform.opened!.id, 0), [])
    ending.abort()
    await working
    desk.close()
  })
})
