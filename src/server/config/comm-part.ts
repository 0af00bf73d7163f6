/** `[comm.TAG]`, as `createComm` asks for it. */
import { leastSecret, listenOf, privateKeys, type Context } from './context.ts'
import { hoursFor } from './hours.ts'
import { channelOf } from './methods.ts'
import type { CommPart } from './parts.ts'
import { authMethodsFor, coresFor, helpOf, purposesFor } from './peers.ts'
import { requestorFor } from './requestors.ts'
import type { CommTable } from './schema.ts'

/** A communication method as [core] has it. */
const methodInCore = ({ file }: Context, tag: string) =>
  file.core?.comm_methods.find((method) => method.tag === tag)

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
