/** The chat platform that a municipality already has, in the place of our panel: its employees write there, residents on the page that they know. */
import { Chat, type AgentConversation, type Desk } from 'id-contact/agent'

/** What of the platform is needed. */
export interface Platform {
  /** Opens a chat for the employee whose desk it is, with who it is and how sure that is. @returns the platform's own name for it */
  open(conversation: AgentConversation): Promise<string>
  /** Shows what was said. `isOwn`: by an employee. */
  show(chat: string, message: { isOwn: boolean; name?: string; text: string }): Promise<void>
  /** What the employee writes there, as it is written; ends when they close the chat. */
  written(chat: string, options: { signal: AbortSignal }): AsyncIterable<string>
  /** It is over: nothing of it may stay. */
  erase(chat: string): Promise<void>
}

/** Takes chats out of the queue, one after the other, as long as the employee is there. Phone and video are left to others. */
export async function work(desk: Desk, platform: Platform, signal: AbortSignal): Promise<void> {
  for await (const { waiting, status } of desk.queue({ signal })) {
    const next = waiting.find(({ channel }) => channel === 'chat')
    if (status !== 'live' || !next) continue
    // A colleague may have been first.
    const conversation = await desk.accept(next.id).catch(() => undefined)
    if (conversation) await carry(conversation, platform)
  }
}

async function carry(conversation: AgentConversation, platform: Platform): Promise<void> {
  const chat = new Chat(conversation.line())
  const place = await platform.open(conversation)
  const ending = new AbortController()
  const { signal } = ending
  void conversation.ended.then(() => ending.abort())
  try {
    await Promise.race([toPlatform(chat, platform, place), fromPlatform(chat, platform, place)])
  } finally {
    await conversation.end()
    chat.close()
    await platform.erase(place)
  }

  async function toPlatform(chat: Chat, platform: Platform, place: string): Promise<void> {
    for await (const { isOwn, name, text } of chat.said({ signal })) {
      await platform.show(place, { isOwn, ...(name && { name }), text })
      // It is on the employee's screen.
      chat.read()
    }
  }

  async function fromPlatform(chat: Chat, platform: Platform, place: string): Promise<void> {
    for await (const text of platform.written(place, { signal })) chat.send(text)
  }
}
