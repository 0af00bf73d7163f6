/** What the parts of one file know of each other, so that nothing has to be written twice. */
import type { JWK } from 'jose'
import type { CommConfig } from '../../comm/index.ts'
import { type Context, encryptionPair, publicKeys, signingPair } from './context.ts'
import type { AuthTable, PeerAuthMethod, PeerPurpose } from './schema.ts'

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
    dialect: method.dialect ?? part?.dialect ?? 'id-contact',
  }
}

/** What a plugin of this file may assert. */
export const attributesOf = (table: AuthTable): string[] =>
  table.type === 'oidc' ? Object.keys(table.claims) : table.attributes

const nameInCore = ({ file }: Context, tag: string) =>
  file.core?.auth_methods.find((method) => method.tag === tag)?.name ?? tag

export function purposesFor(context: Context, key: string, own: PeerPurpose[] | undefined) {
  const purposes = own ?? context.file.core?.purposes
  if (!purposes) {
    const remedy = `Add [[${key}.purposes]] with tag, name and attributes.`
    context.problems.push({ key: `${key}.purposes`, message: 'is missing', remedy })
  }
  return (purposes ?? []).map(({ tag, name, attributes, allowed_auth }) => ({
    tag,
    name,
    attributes,
    allowedAuth: allowed_auth,
  }))
}

/** The public keys that results are encrypted for: every communication plugin of this file. */
export function recipientsFor(context: Context, key: string) {
  const comms = Object.entries(context.file.comm)
  if (comms.length === 0) {
    const remedy = `Add [[${key}.recipients]] with the keys of the communication plugin.`
    context.problems.push({ key: `${key}.recipients`, message: 'is missing', remedy })
  }
  return comms.map(([tag, table]) => ({
    audience: table.server_url,
    keys: publicKeys(context, table, `comm.${tag}`, encryptionPair),
  }))
}
