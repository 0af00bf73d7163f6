/** What the parts of one file know of each other, so that nothing has to be written twice. */
import type { JWK } from 'jose'
import type { CommConfig } from '../../comm/index.ts'
import type { Help } from '../../protocol/session-options.ts'
import { type Context, encryptionPair, publicKeys, signingPair } from './context.ts'
import { hoursFor } from './hours.ts'
import { isOwnModule, kindOfMethod } from './methods.ts'
import type {
  AuthTable,
  CommTable,
  HelpTable,
  PeerAuthMethod,
  PeerCore,
  OpenPurpose,
  RoomsTable,
} from './schema.ts'

type PeerMethod = CommConfig['authMethods'][number]

/** The authentication methods whose results a part accepts: its own list, or those of [core] that run as [auth.…] here. */
export function authMethodsFor(
  context: Context,
  key: string,
  own: PeerAuthMethod[] | undefined,
): PeerMethod[] {
  const { core } = context.file
  if (own)
    return own.map((method) => completed(context, `${key}.auth_methods.${method.tag}`, method))
  const here = (core?.auth_methods ?? []).filter(({ tag }) => context.file.auth[tag])
  if (here.length === 0) {
    const remedy = `Add [[${key}.auth_methods]] with tag, name, issuer and keys.`
    context.problems.push({ key: `${key}.auth_methods`, message: 'is missing', remedy })
  }
  return here.map(({ tag, name }) =>
    completed(context, `auth.${tag}`, { tag, name, legacy: false }),
  )
}

function completed(context: Context, key: string, method: PeerAuthMethod): PeerMethod {
  const { file, sources, problems } = context
  const part = file.auth[method.tag]
  const missing = (name: string): void => {
    const remedy = `Write it, or add a table [auth.${method.tag}].`
    problems.push({ key: `${key}.${name}`, message: 'is missing', remedy })
  }
  const { keys } = method
  if (!method.issuer && !part && !method.legacy) missing('issuer')
  if (!keys && !part) missing('keys')
  const fromPart = (): JWK[] =>
    part ? publicKeys(context, part, `auth.${method.tag}`, signingPair) : []
  return {
    tag: method.tag,
    name: method.name ?? nameInCore(context, method.tag),
    issuer: method.issuer ?? part?.server_url ?? '',
    keys: keys ? sources.publicKeys(`${key}.keys`, keys, 'sig') : fromPart(),
    attributes: method.attributes ?? (part && attributesOf(part)),
    legacy: method.legacy,
    origins: method.origins,
    dialect: method.dialect ?? part?.dialect ?? 'id-contact',
  }
}

/** What a plugin of this file may assert. */
export const attributesOf = (table: AuthTable): string[] =>
  isOwnModule(table) ? table.attributes : kindOfMethod(table).attributesOf(table as never)

const nameInCore = ({ file }: Context, tag: string) =>
  file.core?.auth_methods.find((method) => method.tag === tag)?.name ?? tag

export function purposesFor(context: Context, key: string, own: OpenPurpose[] | undefined) {
  const purposes = own ?? context.file.core?.purposes
  if (!purposes) {
    const remedy = `Add [[${key}.purposes]] with tag, name and attributes.`
    context.problems.push({ key: `${key}.purposes`, message: 'is missing', remedy })
  }
  return (purposes ?? []).map(({ allowed_auth, ...purpose }) => ({
    tag: purpose.tag,
    name: purpose.name,
    attributes: purpose.attributes,
    groups: purpose.groups,
    labels: purpose.labels,
    hours: hoursFor(context, own && `${key}.purposes.${purpose.tag}`, purpose.hours),
    allowedAuth: allowed_auth,
  }))
}

/** Where residents get help. */
export function helpOf(table: { help?: HelpTable | undefined } | undefined): Help | undefined {
  const { phone, phone_display, hours } = table?.help ?? {}
  if (phone === undefined || phone_display === undefined) return undefined
  return { phone, phoneDisplay: phone_display, ...(hours && { hours }) }
}

/** Every part of the file that takes results, by the name of its table. */
export const receiversOf = ({ file }: Context): [key: string, table: CommTable | RoomsTable][] => [
  ...Object.entries(file.comm).map(([tag, table]) => [`comm.${tag}`, table] as [string, CommTable]),
  ...Object.entries(file.rooms).map(
    ([tag, table]) => [`rooms.${tag}`, table] as [string, RoomsTable],
  ),
]

/** The public keys that results are encrypted for: every communication plugin and every rooms of this file. */
export function recipientsFor(context: Context, key: string) {
  const receivers = receiversOf(context)
  if (receivers.length === 0) {
    const remedy = `Add [[${key}.recipients]] with the keys of the communication plugin.`
    context.problems.push({ key: `${key}.recipients`, message: 'is missing', remedy })
  }
  return receivers.map(([part, table]) => ({
    audience: table.server_url,
    keys: publicKeys(context, table, part, encryptionPair),
  }))
}

/** The cores that may start conversations at a communication plugin: its own list, or [core] of this file. */
export function coresFor(context: Context, key: string, table: CommTable): CommConfig['cores'] {
  const { file, problems } = context
  if (table.cores) {
    checkLegacyCore(context, key, table, table.cores)
    return coresFrom(context, key, table.cores)
  }
  const { core } = file
  if (core)
    return [{ issuer: core.server_url, keys: publicKeys(context, core, 'core', signingPair) }]
  const remedy = `Add [[${key}.cores]] with the issuer (the core's server_url) and its public keys.`
  problems.push({ key: `${key}.cores`, message: 'is missing', remedy })
  return []
}

/** Cores that are written down. */
export const coresFrom = (context: Context, key: string, cores: PeerCore[]): CommConfig['cores'] =>
  cores.map((core, index) => peerCore(context, `${key}.cores.${index}`, core))

function peerCore(
  { sources, problems, warnings }: Context,
  key: string,
  { issuer, keys, legacy }: PeerCore,
): CommConfig['cores'][number] {
  if (legacy) {
    warnings.push(
      `${key} is legacy (${issuer}): that core does not bind a conversation to a browser. Whoever first opens the address of one after the log-in gets its code, and nobody can start without a log-in.`,
    )
    const remedy = 'Leave it out: a published core signs nothing. Or leave out legacy.'
    if (keys) problems.push({ key: `${key}.keys`, message: 'stands beside legacy', remedy })
    return { issuer, legacy }
  }
  const remedy = "Write the core's public keys, or legacy = true for a published core."
  if (!keys) problems.push({ key: `${key}.keys`, message: 'is missing', remedy })
  return { issuer, keys: keys ? sources.publicKeys(`${key}.keys`, keys, 'sig') : [] }
}

/** What can come to nothing with a published core is an error at the start instead of one for each resident. */
function checkLegacyCore(
  { problems }: Context,
  key: string,
  { delivery, auth_methods = [] }: CommTable,
  cores: PeerCore[],
): void {
  if (!cores.some(({ legacy }) => legacy)) return
  if (delivery === 'result')
    problems.push({
      key: `${key}.delivery`,
      message: 'is "result", which cannot work with a published core',
      remedy: 'Write "attr_url": a result without a binding is never taken from a browser.',
    })
  if (!auth_methods.some(({ legacy }) => legacy))
    problems.push({
      key: `${key}.auth_methods`,
      message: 'has no legacy method',
      remedy:
        'Write legacy = true for one or more: what starts at a published core has no binding for a result to carry.',
    })
}

/** What the communication plugins of this file list themselves, where each of them does: the desk reads it there. */
export function commonTo<Name extends 'auth_methods' | 'purposes'>(
  comms: [tag: string, table: CommTable][],
  name: Name,
): CommTable[Name] {
  const lists = comms.map(([, table]) => table[name])
  if (lists.length === 0 || lists.includes(undefined)) return undefined
  const byTag = new Map(lists.flatMap((list) => (list ?? []).map((one) => [one.tag, one] as const)))
  return [...byTag.values()] as CommTable[Name]
}
