/** `[desk]`, as `createDesk` asks for it. */
import type { JWK } from 'jose'
import { agentsFor, skillsFor } from './agents.ts'
import { leastSecret, listenOf, privateKeys, type Context } from './context.ts'
import { framesFor } from './frames.ts'
import { channelOf, kindOf } from './methods.ts'
import type { DeskPart } from './parts.ts'
import { authMethodsFor, commonTo, purposesFor } from './peers.ts'
import { identifiesFor } from './requestors.ts'
import type { CommTable, DeskTable } from './schema.ts'
import { fingerprint } from './sources.ts'

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
