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
export type { Channel, ChannelModule, Meeting, MeetingTools, Seat, Told } from './channel.ts'
export { sealedEntries, type SealedEntries } from './live/sealed-entries.ts'
export type { CommConfig, PeerAuthMethod, PeerPurpose, Retention } from './config.ts'
export { createDesk } from './desk/app.ts'
export type { AgentsConfig, DeskChannel, DeskConfig, DeskFrame } from './desk/config.ts'
export { startOutbox, type OutboxConfig, type OutboxOptions } from './outbox.ts'
export { randomDigits } from './phone/code.ts'
export { startRetention, type RetentionOptions } from './retention.ts'
export { ConfigError } from '../protocol/errors.ts'
export type { PluginContext } from '../protocol/plugin-module.ts'
