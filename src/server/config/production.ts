/** What `production = true` refuses: settings that are fine for trying out and unsafe for residents. */
import type { Context } from './context.ts'
import { isOwnModule, kindOfMethod, type MethodTable } from './methods.ts'
import type { Problem } from './problems.ts'
import type { AgentsTable, ConfigFile } from './schema.ts'
import { type FileOrText, isLoopback } from '../../protocol/settings.ts'

/** Each address that a browser of a resident or an employee is sent to. */
function publicAddresses({
  core,
  auth,
  comm,
  desk,
  rooms,
}: ConfigFile): [key: string, url: string][] {
  return [
    ...(core ? [['core', core] as const] : []),
    ...Object.entries(auth).map(([tag, table]) => [`auth.${tag}`, table] as const),
    ...Object.entries(comm).map(([tag, table]) => [`comm.${tag}`, table] as const),
    ...(desk ? [['desk', desk] as const] : []),
    ...Object.entries(rooms).map(([tag, table]) => [`rooms.${tag}`, table] as const),
  ].map(([key, table]) => [`${key}.server_url`, table.server_url])
}

const isOpenHttp = (url: string): boolean => url.startsWith('http:') && !isLoopback(url)

/** Without production this is only worth a word: browsers do not keep our cookies on such an address. */
export function warnOfOpenHttp({ file, warnings }: Context): void {
  for (const [key, url] of publicAddresses(file).filter(([, url]) => isOpenHttp(url))) {
    warnings.push(
      `${key} is plain http (${new URL(url).host}): browsers refuse the cookies that bind a conversation. Use https.`,
    )
  }
}

function checkMethod(tag: string, table: MethodTable, problems: Problem[]): void {
  const kind = kindOfMethod(table)
  if (kind.isForTraining) {
    const remedy = 'Take it out, or write production = false on a machine for trainings.'
    problems.push({ key: `auth.${tag}.type`, message: 'proves nothing', remedy })
  }
  for (const [name, url] of Object.entries(kind.addressesOf(table as never))) {
    if (isOpenHttp(url)) {
      const remedy = 'Use https in production.'
      problems.push({ key: `auth.${tag}.${name}`, message: 'is plain http', remedy })
    }
  }
}

export function checkProduction({ file, problems }: Context): void {
  for (const [key, url] of publicAddresses(file)) {
    if (isOpenHttp(url))
      problems.push({ key, message: 'is plain http', remedy: 'Use https in production.' })
  }
  checkCore(file, problems)
  for (const [tag, table] of Object.entries(file.auth)) {
    if (!isOwnModule(table)) checkMethod(tag, table, problems)
  }
  for (const [key, agents] of agentsIn(file)) {
    if (isOpenHttp(agents.issuer)) {
      problems.push({
        key: `${key}.issuer`,
        message: 'is plain http',
        remedy: 'Use https in production.',
      })
    }
  }
  for (const [key, origins = []] of pagesIn(file)) {
    for (const origin of origins.filter(isOpenHttp)) {
      problems.push({
        key,
        message: `holds ${origin}, which is plain http`,
        remedy: 'Use https in production.',
      })
    }
  }
  if (file.store.memory) {
    const remedy =
      'Write folder = "conversations" or database_url in [store]: a restart must not lose who is waiting.'
    problems.push({ key: 'store.memory', message: 'is set', remedy })
  }
}

/** Pages that may ask a part something, that it sends browsers to, or that have it in a frame: whoever is in between can change them. */
const pagesIn = ({ core, auth, comm, desk, rooms }: ConfigFile): Pages[] => [
  ['core.allowed_origins', core?.allowed_origins],
  ...Object.entries(auth).map(
    ([tag, table]) => [`auth.${tag}.continuation_origins`, table.continuation_origins] as Pages,
  ),
  ...Object.entries(comm).flatMap(([tag, table]): Pages[] => {
    const platform = table.type === 'phone' ? table.platform : undefined
    return [
      [`comm.${tag}.allowed_origins`, table.allowed_origins],
      [
        `comm.${tag}.platform.allowed_origins`,
        platform?.type === 'published' ? platform.allowed_origins : undefined,
      ],
    ]
  }),
  ['desk.allowed_origins', desk?.allowed_origins],
  ['desk.frames', desk?.frames.flatMap(({ origin, ancestors = [] }) => [origin, ...ancestors])],
  ...Object.entries(rooms).flatMap(([tag, { allowed_origins, platform_origins }]): Pages[] => [
    [`rooms.${tag}.allowed_origins`, allowed_origins],
    [`rooms.${tag}.platform_origins`, platform_origins],
  ]),
]

type Pages = [key: string, origins: readonly string[] | undefined]

/** Wherever employees sign in. */
const agentsIn = ({
  desk,
  comm,
  rooms,
}: ConfigFile): [key: string, agents: Pick<AgentsTable, 'issuer'>][] => [
  ...(desk ? [['desk.agents', desk.agents] as [string, AgentsTable]] : []),
  ...Object.entries(comm).flatMap(([tag, table]) =>
    table.type === 'phone' && table.platform?.type === 'published' && table.platform.agents
      ? [[`comm.${tag}.platform.agents`, table.platform.agents] as [string, { issuer: string }]]
      : [],
  ),
  ...Object.entries(rooms).flatMap(([tag, { agents }]) =>
    agents ? [[`rooms.${tag}.agents`, agents] as [string, AgentsTable]] : [],
  ),
]

function checkCore({ core, comm }: ConfigFile, problems: Problem[]): void {
  if (!core) return
  if (!core.organisation) {
    const remedy = 'Write the name that residents know: organisation = "Gemeente …".'
    problems.push({ key: 'core.organisation', message: 'is missing', remedy })
  }
  if (!core.signing_keys && Object.keys(comm).length === 0) {
    const remedy =
      'Make keys with id-contact keys --out DIR, and write signing_keys = { file = "DIR/signing.private.json" }.'
    problems.push({ key: 'core.signing_keys', message: 'is missing', remedy })
  }
  if (isSample(core.secret)) {
    const remedy = 'Make a secret of your own with: id-contact keys --out DIR.'
    problems.push({ key: 'core.secret', message: 'is the published example', remedy })
  }
  for (const purpose of core.purposes) {
    if (!purpose.legal_basis) {
      const remedy =
        'Write on what ground these attributes are asked: legal_basis = "Wet BRP art. 2.38".'
      problems.push({
        key: `core.purposes.${purpose.tag}.legal_basis`,
        message: 'is missing',
        remedy,
      })
    }
    if (!purpose.explanation) {
      const remedy = 'Write in plain words why: explanation = { nl = "…", en = "…" }.'
      problems.push({
        key: `core.purposes.${purpose.tag}.explanation`,
        message: 'is missing',
        remedy,
      })
    }
  }
}

const isSample = (secret: FileOrText): boolean =>
  typeof secret === 'string' && secret.startsWith('sample_secret')
