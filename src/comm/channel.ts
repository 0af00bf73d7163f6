/** What a channel brings to the kit. The kit knows none of them by name. */
import type { Hono } from 'hono'
import type { ConversationView } from '../protocol/messages-conversation.ts'
import type { PluginContext } from '../protocol/plugin-module.ts'
import type { StoredConversation } from '../store/index.ts'
import type { Surroundings } from './surroundings.ts'

export interface Channel {
  readonly kind: 'phone' | 'chat' | 'video'
  /** A code that residents key in or read out. Made only after the result was accepted and the right browser came back. */
  readonly code?: {
    /** A new one, uniform from a secure random source. */
    make(): string
    /** Seconds. */
    lifetime: number
    /** How often a resident may ask for more time. */
    extensions: number
  }
  /** What this channel adds to what a resident sees. `code` in clear, as long as it works. */
  view(conversation: StoredConversation, code: string | undefined): Partial<ConversationView>
  /**
   * Routes besides those of the kit: of the platform beneath the channel, when there is one.
   * @internal what it gets may change
   */
  routes?(comm: Surroundings): Hono
}

/** The default export of a module that `[comm.TAG]` names with `type = "module"`. */
export type ChannelModule = (context: PluginContext) => Channel | Promise<Channel>
