/** Who may ask a core for authentication during a conversation: the plugins of this file by themselves, others as they are written down. */
import type { CommConfig } from '../../comm/index.ts'
import type { CoreConfig } from '../../core/index.ts'
import { type Context, originsOf, privateKeys, publicKeys, signingPair } from './context.ts'
import type { CommTable, CoreTable, DeskTable, RoomsTable } from './schema.ts'

type Requestor = NonNullable<CommConfig['requestor']>

type Asking = CommTable | RoomsTable

/** `key` is `comm.TAG` or `rooms.TAG`. */
const kidOf = (key: string, table: Asking): string =>
  table.requestor?.kid ?? key.replace('.', '-').slice(0, 64)

const mayAsk = ({ signing_keys, verification_keys, requestor }: Asking): boolean =>
  (signing_keys ?? verification_keys ?? requestor) !== undefined

/** Every part of the file that may ask, by the name of its table. */
const asking = ({ file }: Context): [key: string, table: Asking][] => [
  ...Object.entries(file.comm)
    .filter(([, comm]) => mayAsk(comm))
    .map(([tag, comm]): [string, Asking] => [`comm.${tag}`, comm]),
  ...Object.entries(file.rooms).map(([tag, rooms]): [string, Asking] => [`rooms.${tag}`, rooms]),
]

/**
 * Those that the core knows: the communication plugins and rooms of this file; platforms as the published core names them; and in our own words, with the
 * origins that they may use. What is written down goes before what is known.
 */
export function requestorsOf(context: Context, table: CoreTable): CoreConfig['requestors'] {
  const { sources } = context
  const plugins = asking(context)
    .filter(([, part]) => !isElsewhere(part, table))
    .map(([key, part]) => {
      const keys = publicKeys(context, part, key, signingPair)
      return [kidOf(key, part), { keys, origins: originsOf(part) }] as const
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
export const isElsewhere = (
  { requestor }: Asking,
  { server_url, internal_url }: CoreTable,
): boolean => requestor?.core !== undefined && ![server_url, internal_url].includes(requestor.core)

/** How a plugin asks: the core of this file, or the one that is named. Without keys it does not. */
export function requestorFor(context: Context, key: string, table: Asking): Requestor {
  const { file, problems } = context
  const core = table.requestor?.core ?? file.core?.internal_url ?? file.core?.server_url
  if (!core) {
    const remedy = `Write where the core is: [${key}.requestor] with core = "https://…".`
    problems.push({ key: `${key}.requestor.core`, message: 'is missing', remedy })
  }
  return {
    core: core ?? '',
    kid: kidOf(key, table),
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
