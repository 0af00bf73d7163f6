/** Turns the tables of the file into what `createCore`, `createAuth`, `createComm` and `createDesk` ask for. */
import { resolve } from 'node:path'
import type { JWK } from 'jose'
import type { AuthConfig } from '../../auth/index.ts'
import type { MakeMethod } from '../../auth/kind.ts'
import type { CommConfig, DeskConfig } from '../../comm/index.ts'
import type { RoomsConfig } from '../../comm/rooms/index.ts'
import type { CoreConfig } from '../../core/index.ts'
import {
  type Context,
  type Listen,
  leastSecret,
  listenOf,
  originOf,
  originsOf,
  privateKeys,
  unique,
} from './context.ts'
import { channelOf, kindOf, methodFor, type OwnedChannel } from './methods.ts'
import { agentsFor, skillsFor } from './agents.ts'
import { callBackFor } from './call-back.ts'
import { framesFor } from './frames.ts'
import {
  attributesOf,
  authMethodsFor,
  commonTo,
  coresFor,
  helpOf,
  purposesFor,
  receiversOf,
  recipientsFor,
} from './peers.ts'
import { hoursFor } from './hours.ts'
import { identifiesFor, requestorFor, requestorsOf } from './requestors.ts'
import type { AuthTable, CommTable, CoreTable, DeskTable } from './schema.ts'
import { fingerprint } from './sources.ts'

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
export interface CorePart extends PartBase {
  kind: 'core'
  settings: Omit<CoreConfig, FromHost>
  /** Folder with the pictures of methods, served below `/static/`. */
  staticDir?: string | undefined
  /** Keys of the published core for its telephone page; ours needs none. Read and checked, so that the file stays whole. */
  published: Pick<CoreTable, 'ui_tel_url' | 'ui_signing_privkey'>
}
export interface AuthPart extends PartBase {
  kind: 'auth'
  settings: Omit<AuthConfig, FromHost | 'method'>
  /** What it may assert. */
  attributes: string[]
  method: MakeMethod
}
export interface CommPart extends PartBase {
  kind: 'comm'
  settings: Omit<CommConfig, FromHost | 'channel'>
  channel: OwnedChannel
  /** In seconds: how often the store is swept, and how long its records are kept. */
  clock: { every?: number | undefined; audit?: number | undefined }
}
export interface DeskPart extends PartBase {
  kind: 'desk'
  settings: Omit<DeskConfig, FromHost | 'channels'>
  /** The channels of the communication plugins whose two sides meet here. */
  channels: { plugin: string; secret: string; channel: OwnedChannel }[]
}
export interface RoomsPart extends PartBase {
  kind: 'rooms'
  settings: Omit<RoomsConfig, FromHost>
}
export type Part = CorePart | AuthPart | CommPart | DeskPart | RoomsPart

export function corePart(context: Context, table: CoreTable): CorePart {
  const { sources, problems, file } = context
  // A handover is for them.
  const keysNeeded = table.signing_keys !== undefined || receiversOf(context).length > 0
  return {
    kind: 'core',
    name: 'core',
    listen: listenOf(table, 'core', problems),
    serverUrl: table.server_url,
    internalUrl: table.internal_url,
    staticDir: table.static_dir && resolve(context.configFolder, table.static_dir),
    published: {
      ui_tel_url: table.ui_tel_url,
      ui_signing_privkey: table.ui_signing_privkey,
    },
    settings: {
      serverUrl: table.server_url,
      internalUrl: table.internal_url,
      secret: sources.secret('core.secret', table.secret, leastSecret),
      signingKeys: keysNeeded ? privateKeys(context, table, 'signing_keys', 'core') : [],
      organisation: table.organisation ?? new URL(table.server_url).hostname,
      help: helpOf(table),
      recommends: table.recommends,
      allowedOrigins: table.allowed_origins,
      pluginTimeout: table.plugin_timeout * 1000,
      authMethods: table.auth_methods.map((method) => ({
        tag: method.tag,
        name: method.name ?? method.tag,
        imagePath: method.image_path ?? '',
        description: method.description,
        duration: method.duration,
        disableAttrUrl: method.disable_attr_url,
        shimTelUrl: method.shim_tel_url,
        ...whereIs(method, file.auth[method.tag]),
      })),
      commMethods: table.comm_methods.map((method) => ({
        tag: method.tag,
        name: method.name ?? method.tag,
        imagePath: method.image_path ?? '',
        duration: method.duration,
        channel: method.channel ?? kindOf(file.comm[method.tag]),
        ownPage: method.own_page,
        disableAttributesAtStart: method.disable_attributes_at_start,
        tellsWait: method.tells_wait ?? file.comm[method.tag] !== undefined,
        callBack: callBackFor(method.call_back, file.comm[method.tag]),
        hours: hoursFor(context, undefined, method.hours),
        ...whereIs(method, file.comm[method.tag]),
      })),
      purposes: table.purposes.map((purpose) => ({
        tag: purpose.tag,
        name: purpose.name,
        attributes: purpose.attributes,
        allowedAuth: purpose.allowed_auth,
        allowedComm: purpose.allowed_comm,
        allowUnauthenticated: purpose.allow_unauthenticated,
        optional: purpose.optional,
        acr: purpose.acr,
        terms: purpose.terms,
        hours: hoursFor(context, undefined, purpose.hours),
      })),
      requestors: requestorsOf(context, table),
      attributes: table.attributes,
    },
  }
}

/** A communication method as [core] has it. */
const methodInCore = ({ file }: Context, tag: string) =>
  file.core?.comm_methods.find((method) => method.tag === tag)

/** Where the core calls a plugin, and to which origins that plugin may send people and results. */
function whereIs(
  method: { start?: string | undefined; origins?: string[] | undefined },
  part: AuthTable | CommTable | undefined,
): { start: string; origins: string[] } {
  const start = method.start ?? part?.internal_url ?? part?.server_url ?? ''
  const known = [...(start ? [originOf(start)] : []), ...(part ? originsOf(part) : [])]
  return { start, origins: method.origins ?? unique(known) }
}

/** How values are written, as [core.attributes] says. */
function kindsIn(core: CoreTable | undefined): AuthConfig['kinds'] {
  const kinds = Object.entries(core?.attributes ?? {}).flatMap(([tag, { kind }]) =>
    kind ? [[tag, kind] as const] : [],
  )
  return Object.fromEntries(kinds)
}

export function authPart(context: Context, tag: string, table: AuthTable): AuthPart {
  const { sources, problems, file } = context
  const key = `auth.${tag}`
  const { core } = file
  const origins = (
    name: 'continuation_origins' | 'attr_url_origins',
    known: string[],
  ): string[] => {
    if (table[name]) return table[name]
    if (known.length === 0) {
      const remedy = `Write ${name} = ["https://contact.gemeente.example"].`
      problems.push({ key: `${key}.${name}`, message: 'is missing', remedy })
    }
    return known
  }
  return {
    kind: 'auth',
    name: key,
    listen: listenOf(table, key, problems),
    serverUrl: table.server_url,
    internalUrl: table.internal_url,
    settings: {
      serverUrl: table.server_url,
      secret: sources.secret(`${key}.secret`, table.secret, leastSecret),
      tag,
      organisation: table.organisation ?? core?.organisation,
      kinds: table.kinds ?? kindsIn(core),
      dialect: table.dialect,
      signingKeys: privateKeys(context, table, 'signing_keys', key),
      recipients: table.recipients
        ? table.recipients.map(({ audience, keys }, index) => ({
            audience,
            keys: sources.publicKeys(`${key}.recipients.${index}.keys`, keys, 'enc'),
          }))
        : recipientsFor(context, key),
      continuationOrigins: origins('continuation_origins', core ? [originOf(core.server_url)] : []),
      attrUrlOrigins: origins(
        'attr_url_origins',
        unique(receiversOf(context).flatMap(([, receiver]) => originsOf(receiver))),
      ),
    },
    attributes: attributesOf(table),
    method: methodFor(context, key, table),
  }
}

export function commPart(context: Context, tag: string, table: CommTable): CommPart {
  const { sources, problems, file } = context
  const { attempt, idle, longest, every, audit } = table.retention
  const key = `comm.${tag}`
  return {
    kind: 'comm',
    name: key,
    listen: listenOf(table, key, problems),
    serverUrl: table.server_url,
    internalUrl: table.internal_url,
    channel: channelOf(context, key, table),
    clock: { every, audit },
    settings: {
      serverUrl: table.server_url,
      secret: sources.secret(`${key}.secret`, table.secret, leastSecret),
      tag,
      decryptionKeys: privateKeys(context, table, 'decryption_keys', key),
      cores: coresFor(context, key, table),
      authMethods: authMethodsFor(context, key, table.auth_methods),
      purposes: purposesFor(context, key, table.purposes),
      attributes: table.attributes ?? file.core?.attributes,
      requestor:
        table.signing_keys || table.requestor ? requestorFor(context, key, table) : undefined,
      delivery: table.delivery,
      allowedOrigins: table.allowed_origins ?? file.core?.allowed_origins ?? [],
      retention: { attempt, idle, longest },
      organisation: table.organisation ?? file.core?.organisation,
      help: helpOf(table) ?? helpOf(file.core),
      hours: table.hours
        ? hoursFor(context, key, table.hours)
        : hoursFor(context, undefined, methodInCore(context, tag)?.hours),
      callBack: table.call_back && {
        purposes: table.call_back.purposes,
        countries: table.call_back.countries,
        withoutLogIn: table.call_back.without_log_in,
        lifetime: table.call_back.lifetime,
        most: table.call_back.most,
      },
    },
  }
}

export function deskPart(context: Context, table: DeskTable): DeskPart {
  const { sources, problems, file } = context
  const comms = Object.entries(file.comm)
  const purposes = purposesFor(context, 'desk', table.purposes ?? commonTo(comms, 'purposes'))
  return {
    kind: 'desk',
    name: 'desk',
    listen: listenOf(table, 'desk', problems),
    serverUrl: table.server_url,
    channels: comms
      .filter(([, comm]) => kindOf(comm) !== 'phone')
      .map(([tag, comm]) => ({
        plugin: tag,
        secret: sources.secret(`comm.${tag}.secret`, comm.secret, leastSecret),
        channel: channelOf(context, `comm.${tag}`, comm),
      })),
    settings: {
      serverUrl: table.server_url,
      secret: deskSecret(context, table),
      decryptionKeys: table.decryption_keys
        ? sources.privateKeys('desk.decryption_keys', table.decryption_keys, 'enc')
        : once(
            comms.flatMap(([tag, comm]) =>
              privateKeys(context, comm, 'decryption_keys', `comm.${tag}`),
            ),
          ),
      authMethods: authMethodsFor(
        context,
        'desk',
        table.auth_methods ?? commonTo(comms, 'auth_methods'),
      ),
      purposes,
      attributes: table.attributes ?? file.core?.attributes ?? {},
      identifies: identifiesFor(context, table),
      calls: table.calls ?? withPlatform(comms),
      agents: {
        ...agentsFor(context, 'desk.agents', table.agents),
        ...skillsFor(context, table.agents, purposes),
      },
      allowedOrigins: table.allowed_origins,
      frames: framesFor(context, table, purposes),
    },
  }
}

/** Those whose calls a telephone platform answers. */
const withPlatform = (comms: [tag: string, table: CommTable][]): string[] =>
  comms.flatMap(([tag, table]) => (table.type === 'phone' && table.platform ? [tag] : []))

/** Communication plugins may share a key. */
const once = (keys: JWK[]): JWK[] => [
  ...new Map(keys.map((key) => [fingerprint(key), key])).values(),
]

/** Desk and telephone plugin open each other's codes: one secret for both. */
function deskSecret({ file, sources, problems }: Context, table: DeskTable): string {
  if (table.secret) return sources.secret('desk.secret', table.secret, leastSecret)
  const comms = Object.entries(file.comm)
  const first = comms.find(([, comm]) => kindOf(comm) === 'phone') ?? comms[0]
  if (first) return sources.secret(`comm.${first[0]}.secret`, first[1].secret, leastSecret)
  problems.push({
    key: 'desk.secret',
    message: 'is missing',
    remedy: 'Write the secret of the communication plugin.',
  })
  return ''
}
