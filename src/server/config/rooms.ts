/** `[rooms.TAG]`: a platform that brings its own rooms. */
import type { RoomsConfig } from '../../comm/rooms/index.ts'
import { agentsFor } from './agents.ts'
import {
  type Context,
  leastSecret,
  listenOf,
  privateKeys,
  publicKeys,
  signingPair,
} from './context.ts'
import type { RoomsPart } from './parts.ts'
import { hoursFor } from './hours.ts'
import { authMethodsFor, coresFrom, helpOf, purposesFor } from './peers.ts'
import { isElsewhere, requestorFor } from './requestors.ts'
import type { RoomsTable } from './schema.ts'

export function roomsPart(context: Context, tag: string, table: RoomsTable): RoomsPart {
  const { sources, problems } = context
  const key = `rooms.${tag}`
  // As published plugins write it: with the beginning of the path that only other parts reach.
  const internalUrl = table.internal_url?.replace(/\/internal$/, '')
  const requestor = requestorFor(context, key, table)
  const cores = coresOf(context, key, table)
  if (cores.length === 0 && !requestor.origins) {
    problems.push({
      key: `${key}.requestor.origins`,
      message: 'is missing',
      remedy: `Write where a published core sends people, or [[${key}.cores]] with issuer and keys of a core of ours.`,
    })
  }
  return {
    kind: 'rooms',
    name: key,
    listen: listenOf(table, key, problems),
    serverUrl: table.server_url,
    internalUrl,
    settings: {
      serverUrl: table.server_url,
      internalUrl,
      secret: sources.secret(`${key}.secret`, table.secret, leastSecret),
      tag,
      signingKeys: privateKeys(context, table, 'signing_keys', key),
      decryptionKeys: privateKeys(context, table, 'decryption_keys', key),
      requestor,
      cores,
      dialect: table.dialect,
      displayName: table.display_name,
      widgetUrl: table.widget_url,
      platformOrigins: table.platform_origins,
      ...platformSecrets(context, key, table),
      allowedOrigins: table.allowed_origins ?? table.platform_origins,
      agents: agentsOf(context, key, table),
      authMethods: authMethodsFor(context, key, table.auth_methods),
      purposes: purposesFor(context, key, table.purposes),
      attributes: table.attributes ?? context.file.core?.attributes,
      organisation: table.organisation ?? context.file.core?.organisation,
      help: helpOf(table) ?? helpOf(context.file.core),
      hours: hoursFor(context, key, table.hours),
      retention: table.retention,
    },
  }
}

/** Those that are written down, or the core of this file when that is the one that is asked. */
function coresOf(context: Context, key: string, table: RoomsTable): RoomsConfig['cores'] {
  if (table.cores) return coresFrom(context, key, table.cores)
  const { core } = context.file
  if (!core || isElsewhere(table, core)) return []
  return [{ issuer: core.server_url, keys: publicKeys(context, core, 'core', signingPair) }]
}

/** One for guests and another for hosts: it is all that tells their tokens apart. */
function platformSecrets(
  { sources, problems }: Context,
  key: string,
  table: RoomsTable,
): Pick<RoomsConfig, 'guestSecret' | 'hostSecret'> {
  const guestSecret = sources.secret(`${key}.guest_secret`, table.guest_secret, leastSecret)
  const hostSecret = sources.secret(`${key}.host_secret`, table.host_secret, leastSecret)
  if (guestSecret !== '' && guestSecret === hostSecret) {
    const remedy = 'Agree on two secrets with the platform.'
    problems.push({ key: `${key}.host_secret`, message: 'is that of guests', remedy })
  }
  return { guestSecret, hostSecret }
}

/** Employees sign in where they do for the desk, unless it says otherwise. */
function agentsOf(context: Context, key: string, table: RoomsTable): RoomsConfig['agents'] {
  if (table.agents) return agentsFor(context, `${key}.agents`, table.agents)
  const { desk } = context.file
  if (desk) return agentsFor(context, 'desk.agents', desk.agents)
  const remedy = `Write [${key}.agents] with issuer, client_id and client_secret.`
  context.problems.push({ key: `${key}.agents`, message: 'is missing', remedy })
  return { issuer: '', clientId: '', clientSecret: '' }
}
