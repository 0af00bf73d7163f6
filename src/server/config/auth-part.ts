/** `[auth.TAG]`, as `createAuth` asks for it. */
import type { AuthConfig } from '../../auth/index.ts'
import {
  leastSecret,
  listenOf,
  originOf,
  originsOf,
  privateKeys,
  unique,
  type Context,
} from './context.ts'
import { methodFor } from './methods.ts'
import type { AuthPart } from './parts.ts'
import { attributesOf, receiversOf, recipientsFor } from './peers.ts'
import type { AuthTable, CoreTable } from './schema.ts'

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
