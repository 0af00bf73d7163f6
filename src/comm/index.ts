/**
 * The kit of a communication plugin, its desk, the clock that erases, and what tells authentication plugins of log-ins.
 *
 * ```ts
 * import { createComm, createDesk, startOutbox, startRetention } from 'id-contact/comm'
 * import { phone } from 'id-contact/comm/phone'
 * ```
 * @module
 */
export { createComm, type Handler } from './app.ts'
export type { Channel, ChannelModule } from './channel.ts'
export type { CommConfig, PeerAuthMethod, PeerPurpose, Retention } from './config.ts'
export { createDesk } from './desk/app.ts'
export type { AgentsConfig, DeskConfig } from './desk/config.ts'
export { startOutbox, type OutboxConfig, type OutboxOptions } from './outbox.ts'
export { randomDigits } from './phone/code.ts'
export { startRetention, type RetentionOptions } from './retention.ts'
export { ConfigError } from '../protocol/errors.ts'
export type { PluginContext } from '../protocol/plugin-module.ts'
