/** What the two sides of a chat do: say something, say what they have of it, and that they are typing. */
import { longestMessage } from '../../protocol/chat.ts'
import { parseChatReceipt, parseChatSend, type ChatSent } from '../../protocol/messages-chat.ts'
import { parsed, Refusal } from '../../web/index.ts'
import type { Meeting, MeetingTools, Seat, Told } from '../channel.ts'
import { sealedEntries } from '../live/sealed-entries.ts'
import { createPace } from './pace.ts'

export interface ChatLimits {
  most: number
  pace: number
}

interface Message {
  id: string
  text: string
  /** As they were called when they wrote it. */
  name?: string
}

interface Receipt {
  delivered: number
  read: number
}

/** Receipts and signs of typing of one side that count, in ten seconds; the rest is dropped. A person needs far fewer. */
const signals = 40

export function chatMeeting(tools: MeetingTools, { most, pace }: ChatLimits): Meeting {
  const entries = sealedEntries(tools, 'chat')
  const mayPass = createPace({ most: signals, seconds: 10, now: tools.now })

  async function send(seat: Seat, body: unknown): Promise<ChatSent> {
    const { id, text } = parsed(parseChatSend, body)
    const said = text.replace(/\r\n?/g, '\n').trim()
    if (said.length > longestMessage) throw new Refusal('message-too-long')
    const name = await nameOf(tools, seat)
    const message: Message = { id, text: said, ...(name && { name }) }
    const limits = { rate: { count: pace, seconds: 10 }, most }
    const { number, at } = await entries.add(seat, 'message', message, { key: id, ...limits })
    return { number, at: at.toISOString(), ...(name && { name }) }
  }

  async function receipt(seat: Seat, body: unknown): Promise<void> {
    const { delivered, read } = parsed(parseChatReceipt, body)
    if (mayPass(seat)) await entries.add(seat, 'receipt', { delivered, read }, { replaces: true })
  }

  async function typing(seat: Seat): Promise<void> {
    const { conversation, side } = seat
    if (mayPass(seat)) await tools.exchange.hint(conversation.id, { side, kind: 'typing' })
  }

  return {
    begins: 'history',
    hints: ['typing'],
    verbs: { send, receipt, typing },
    async tell(seat, entry): Promise<Told | undefined> {
      const { kind, number, at, side: by } = entry
      if (kind === 'receipt') {
        const receipt = await entries.open<Receipt>(seat, entry)
        return receipt && { event: 'receipt', data: { by, ...receipt } }
      }
      const message = kind === 'message' ? await entries.open<Message>(seat, entry) : undefined
      if (!message) return undefined
      const { id, text, name } = message
      const data = { id, number, by, ...(name && { name }), text, at: at.toISOString() }
      return { event: 'message', data }
    },
  }
}

/** Agents are known to residents by a name; who takes over has another one. */
async function nameOf({ sealer }: MeetingTools, { conversation, side }: Seat): Promise<string> {
  const { agentName } = conversation
  if (side === 'resident' || !agentName) return ''
  return sealer.open<string>('agent-name', agentName).catch(() => '')
}
