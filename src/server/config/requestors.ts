/** Who may ask a core for authentication during a conversation: the plugins of this file by themselves, others as they are written down. */
import type { CommConfig } from '../../comm/index.ts'
import type { CoreConfig } from '../../core/index.ts'
import { type Context, originsOf, privateKeys, publicKeys, signingPair } from './context.ts'
import type { CommTable, CoreTable, DeskTable } from './schema.ts'

type Requestor = NonNullable<CommConfig['requestor']>

const kidOf = (tag: string, table: CommTable): string =>
  table.requestor?.kid ?? `comm-${tag}`.slice(0, 64)

const mayAsk = ({ signing_keys, verification_keys, requestor }: CommTable): boolean =>
  (signing_keys ?? verification_keys ?? requestor) !== undefined

/**
 * Those that the core knows: the communication plugins of this file; platforms as the published core names them; and in our own words, with the
 * origins that they may use. What is written down goes before what is known.
 */
export function requestorsOf(context: Context, table: CoreTable): CoreConfig['requestors'] {
  const { sources, file } = context
  const plugins = Object.entries(file.comm)
    .filter(([, comm]) => mayAsk(comm) && !isElsewhere(comm, table))
    .map(([tag, comm]) => {
      const keys = publicKeys(context, comm, `comm.${tag}`, signingPair)
      return [kidOf(tag, comm), { keys, origins: originsOf(comm) }] as const
    })
  const published = Object.entries(table.authonly_request_keys).map(([kid, keys]) => {
    const key = `core.authonly_request_keys.${kid}`
    return [kid, { keys: sources.publicKeys(key, keys, 'sig') }] as const
  })
  const own = Object.entries(table.requestors).map(([kid, { keys, origins }]) => {
    const key = `core.requestors.${kid}.keys`
    return [kid, { keys: sources.publicKeys(key, keys, 'sig'), origins }] as const
  })
  return Object.fromEntries([...plugins, ...published, ...own])
}

/** The plugin asks another core than that of this file. */
const isElsewhere = ({ requestor }: CommTable, { server_url, internal_url }: CoreTable): boolean =>
  requestor?.core !== undefined && ![server_url, internal_url].includes(requestor.core)

/** How a plugin asks: the core of this file, or the one that is named. Without keys it does not. */
export function requestorFor(
  context: Context,
  tag: string,
  table: CommTable,
): Requestor | undefined {
  const { file, problems } = context
  if (!table.signing_keys && !table.requestor) return undefined
  const key = `comm.${tag}`
  const core = table.requestor?.core ?? file.core?.internal_url ?? file.core?.server_url
  if (!core) {
    const remedy = `Write where the core is: [${key}.requestor] with core = "https://…".`
    problems.push({ key: `${key}.requestor.core`, message: 'is missing', remedy })
  }
  return {
    core: core ?? '',
    kid: kidOf(tag, table),
    signingKeys: privateKeys(context, table, 'signing_keys', key),
    origins: table.requestor?.origins,
  }
}

/** The plugins that can ask, so that agents are offered to. */
export const identifiesFor = ({ file }: Context, table: DeskTable): string[] =>
  table.identifies ??
  Object.entries(file.comm)
    .filter(([, comm]) => mayAsk(comm))
    .map(([tag]) => tag)
