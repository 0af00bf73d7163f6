/** How a plugin comes by its method or channel: ours with its settings, or the module of somebody else. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AuthMethod } from '../../auth/index.ts'
import type { MakeMethod, MethodKind } from '../../auth/kind.ts'
import { methodKinds } from '../../auth/kinds.ts'
import type { PlatformOptions } from '../../comm/phone/index.ts'
import { loadPlugin } from '../load-plugin.ts'
import type { Context } from './context.ts'
import { platformFor } from './platform.ts'
import { videoFor, type VideoChannel } from './video.ts'
import type { AuthTable, CommTable } from './schema.ts'
import type { FileOrText } from '../../protocol/settings.ts'

type OwnTable = Extract<AuthTable, { module: string }>
export type MethodTable = Exclude<AuthTable, OwnTable>

export const isOwnModule = (table: AuthTable): table is OwnTable => table.type === 'module'

/** The kind of a table; the schema let no other through. */
export const kindOfMethod = ({ type }: MethodTable): MethodKind =>
  methodKinds.find((kind) => kind.type === type)!

/** How the method of a table is made. */
export function methodFor(context: Context, key: string, table: AuthTable): MakeMethod {
  if (isOwnModule(table)) {
    const own = ownModule(context, key, table)
    return ({ fetch }) => loadPlugin<AuthMethod>(own, fetch)
  }
  const { sources, problems } = context
  return kindOfMethod(table).read(table as never, {
    serverUrl: table.server_url,
    secret: (name, source) => sources.secret(`${key}.${name}`, source),
    privateKeys: (name, source, use) => sources.privateKeys(`${key}.${name}`, source, use),
    path: (file) => sources.path(file),
    refuse: (name, message, remedy) => problems.push({ key: `${key}.${name}`, message, remedy }),
  })
}

export interface PhoneChannel {
  type: 'phone'
  number: string
  display?: string | undefined
  codeDigits: number
  codeLifetime: number
  platform?: PlatformOptions | undefined
}

export interface ChatChannel {
  type: 'chat'
  most: number
  pace: number
}

/** A channel that is not ours. */
export interface OwnChannel extends OwnModule {
  /** What the file says it is; the core tells residents before the module is loaded. */
  kind: 'phone' | 'chat' | 'video'
}

export type OwnedChannel = PhoneChannel | ChatChannel | VideoChannel | OwnChannel

export function channelOf(context: Context, key: string, table: CommTable): OwnedChannel {
  if (table.type === 'chat')
    return { type: table.type, most: table.most_messages, pace: table.messages_per_ten_seconds }
  if (table.type === 'video') return videoFor(context, key, table)
  if (table.type === 'module') return { ...ownModule(context, key, table), kind: table.channel }
  return {
    type: table.type,
    number: table.number,
    display: table.display,
    codeDigits: table.code_digits,
    codeLifetime: table.code_lifetime,
    platform: table.platform && platformFor(context, `${key}.platform`, table.platform),
  }
}

/** Which channel a table is for. */
export const kindOf = (table: CommTable | undefined): OwnChannel['kind'] | undefined =>
  table?.type === 'module' ? table.channel : table?.type

/** A method or channel that is not ours. */
export interface OwnModule {
  type: 'module'
  /** The full path of the file. */
  path: string
  settings: Record<string, string>
}

function ownModule(
  { configFolder, sources, problems }: Context,
  key: string,
  table: { module: string; settings: Record<string, FileOrText> },
): OwnModule {
  const path = resolve(configFolder, table.module)
  if (!existsSync(path)) {
    const remedy =
      'Write the path of a JavaScript or TypeScript file, from the folder of this file.'
    problems.push({ key: `${key}.module`, message: `names no file: ${path}`, remedy })
  }
  const settings = Object.entries(table.settings).map(([name, source]) => [
    name,
    sources.secret(`${key}.settings.${name}`, source),
  ])
  return { type: 'module', path, settings: Object.fromEntries(settings) as Record<string, string> }
}
