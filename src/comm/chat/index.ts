/**
 * A chat that works with nothing else installed: what the two sides say is kept sealed with the conversation, and erased with it.
 *
 * ```ts
 * import { createComm } from 'id-contact/comm'
 * import { chat } from 'id-contact/comm/chat'
 * const handler = await createComm({ ...config, channel: chat() })
 * ```
 * @module
 */
import { ConfigError } from '../../protocol/errors.ts'
import type { Channel } from '../channel.ts'
import { chatMeeting } from './meeting.ts'

/** The settings of the chat. */
export interface ChatOptions {
  /** As in the configuration file. */
  type?: 'chat'
  /** How many messages each side may send in one conversation. Default 500; 10 to 5000. */
  most?: number | undefined
  /** How many messages each side may send in ten seconds. Default 10; 1 to 100. */
  pace?: number | undefined
}

/**
 * The chat as a channel: `createComm({ ...config, channel: chat() })`.
 * @throws ConfigError
 */
export function chat({ most = 500, pace = 10 }: ChatOptions = {}): Channel {
  if (!Number.isInteger(most) || most < 10 || most > 5000)
    throw new ConfigError('most', 'Give 10 to 5000 messages.')
  if (!Number.isInteger(pace) || pace < 1 || pace > 100)
    throw new ConfigError('pace', 'Give 1 to 100 messages in ten seconds.')
  return {
    kind: 'chat',
    view: () => ({}),
    meeting: (tools) => chatMeeting(tools, { most, pace }),
  }
}

export type { Channel }
