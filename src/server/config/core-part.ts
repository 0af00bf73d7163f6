/** `[core]`, as `createCore` asks for it. */
import { resolve } from 'node:path'
import {
  leastSecret,
  listenOf,
  originOf,
  originsOf,
  privateKeys,
  unique,
  type Context,
} from './context.ts'
import { callBackFor } from './call-back.ts'
import { hoursFor } from './hours.ts'
import { kindOf } from './methods.ts'
import type { CorePart } from './parts.ts'
import { helpOf, receiversOf } from './peers.ts'
import { requestorsOf } from './requestors.ts'
import type { AuthTable, CommTable, CoreTable } from './schema.ts'

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

/** Where the core calls a plugin, and to which origins that plugin may send people and results. */
function whereIs(
  method: { start?: string | undefined; origins?: string[] | undefined },
  part: AuthTable | CommTable | undefined,
): { start: string; origins: string[] } {
  const start = method.start ?? part?.internal_url ?? part?.server_url ?? ''
  const known = [...(start ? [originOf(start)] : []), ...(part ? originsOf(part) : [])]
  return { start, origins: method.origins ?? unique(known) }
}
