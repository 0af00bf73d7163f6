/** Every message of the protocol, from the wire to TypeScript. One file per pair of parties; this one names them all. */
export * from './messages-core.ts'
export * from './messages-plugins.ts'
export * from './messages-conversation.ts'
export * from './messages-desk.ts'
export * from './messages-platform.ts'
export * from './messages-chat.ts'
export * from './messages-telephone.ts'
