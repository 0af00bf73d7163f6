/** What the tables of the file become: what `createCore`, `createAuth`, `createComm`, `createDesk` and `createRooms` ask for. */
import type { AuthConfig } from '../../auth/index.ts'
import type { MakeMethod } from '../../auth/kind.ts'
import type { CommConfig, DeskConfig } from '../../comm/index.ts'
import type { RoomsConfig } from '../../comm/rooms/index.ts'
import type { CoreConfig } from '../../core/index.ts'
import type { Listen } from './context.ts'
import type { OwnedChannel } from './methods.ts'
import type { CoreTable } from './schema.ts'

/** What the host adds when it starts a part. */
type FromHost =
  | 'fetch'
  | 'log'
  | 'now'
  | 'store'
  | 'texts'
  | 'panelScript'
  | 'panelIntegrity'
  | 'frameScript'
  | 'frameIntegrity'
  | 'conversationScript'

interface PartBase {
  /** `core`, `auth.<tag>`, `comm.<tag>`, `desk` or `rooms.<tag>`. */
  name: string
  listen: Listen
  serverUrl: string
  /** The address by which other parts reach it, when that is not `serverUrl`. */
  internalUrl?: string | undefined
}
/** A core. */
export interface CorePart extends PartBase {
  kind: 'core'
  settings: Omit<CoreConfig, FromHost>
  /** Folder with the pictures of methods, served below `/static/`. */
  staticDir?: string | undefined
  /** Keys of the published core for its telephone page; ours needs none. Read and checked, so that the file stays whole. */
  published: Pick<CoreTable, 'ui_tel_url' | 'ui_signing_privkey'>
}
/** An authentication plugin. */
export interface AuthPart extends PartBase {
  kind: 'auth'
  settings: Omit<AuthConfig, FromHost | 'method'>
  /** What it may assert. */
  attributes: string[]
  method: MakeMethod
}
/** A communication plugin. */
export interface CommPart extends PartBase {
  kind: 'comm'
  settings: Omit<CommConfig, FromHost | 'channel'>
  channel: OwnedChannel
  /** In seconds: how often the store is swept, and how long its records are kept. */
  clock: { every?: number | undefined; audit?: number | undefined }
}
/** A desk. */
export interface DeskPart extends PartBase {
  kind: 'desk'
  settings: Omit<DeskConfig, FromHost | 'channels'>
  /** The channels of the communication plugins whose two sides meet here. */
  channels: { plugin: string; secret: string; channel: OwnedChannel }[]
}
/** A part for a platform with rooms of its own. */
export interface RoomsPart extends PartBase {
  kind: 'rooms'
  settings: Omit<RoomsConfig, FromHost>
}
/** A part that a configuration file describes. */
export type Part = CorePart | AuthPart | CommPart | DeskPart | RoomsPart
