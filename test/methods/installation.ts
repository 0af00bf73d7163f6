/** A municipality with other ways to log in than the demonstration has: its website, all parts, and the provider where employees sign in. */
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { startDemoProvider } from '../../examples/demo-provider/provider.ts'
import { createSite } from '../../examples/municipal-site/site.ts'
import type { LogEntry } from '../../src/protocol/log-entry.ts'
import { writeAudit } from '../../src/server/audit.ts'
import { ensureKeys, ensureSecret, findBundles, listen, serve } from '../../src/server/index.ts'
import { freePortRange, removeFolder, temporaryFolder, type System } from '../system.ts'

export interface Method {
  tag: string
  name: string
  /** Its own keys of `[auth.TAG]`, and tables below that. */
  settings: string
}

/** What the purpose of a button on the website asks for. */
interface Purpose {
  tag: 'report_move' | 'request_permit' | 'waste_question'
  attributes: string[]
  methods: string[]
  acr?: 'low' | 'substantial' | 'high'
}

export interface Installation extends System {
  /** The address of each method's plugin. */
  methods: Record<string, string>
  log: LogEntry[]
  /** Stops everything, and gives what the audit says. Only of one that `keeps`. */
  audited(): Promise<string>
}

export interface InstallationOptions {
  methods: Method[]
  purposes: Purpose[]
  /** Tag → label. */
  attributes: Record<string, string>
  /** Conversations and audit are kept in a folder, and not in memory alone. */
  keeps?: boolean
  /** Default: one for the range that is free. The methods' plugins have the ports from the fifth on. */
  port?: number
}

const fixed = 5
const list = (texts: string[]): string => JSON.stringify(texts)

/** Ports of an installation with so many methods, before it is there: a provider may have to know addresses. */
export const portsFor = (methods: number): Promise<number> => freePortRange(fixed + methods)
export const methodUrl = (port: number, index: number): string =>
  `http://localhost:${port + fixed + index}`

export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { methods } = options
  const port = options.port ?? (await portsFor(methods.length))
  const at = (offset: number): string => `http://localhost:${port + offset}`
  const [site, core, comm, desk] = [at(0), at(1), at(2), at(3)]
  const dataDir = temporaryFolder()
  for (const part of ['core', 'comm', ...methods.map(({ tag }) => tag)])
    await ensureKeys(join(dataDir, 'keys', part))
  const clientSecret = ensureSecret(join(dataDir, 'keys', 'desk', 'client-secret'))
  const desks = [{ clientId: 'desk', clientSecret, redirectUri: `${desk}/callback` }]
  const provider = await startDemoProvider({ port: port + 4, clients: desks })
  const urls = methods.map((_, index) => methodUrl(port, index))
  const file = join(dataDir, 'id-contact.toml')
  writeFileSync(file, tomlOf(options, { site, core, comm, desk, provider: at(4), urls }))
  const log: LogEntry[] = []
  const running = await serve(file, { dataDir, env: {}, log: (entry) => log.push(entry) })
  const { version, integrityOf } = findBundles()
  const pages = createSite({
    core,
    sdk: `${core}/sdk/${version}`,
    integrity: integrityOf('id-contact-button.js') ?? '',
    connect: [comm],
  })
  const website = await listen(async (request) => pages.fetch(request), {
    host: 'localhost',
    port,
    key: 'port',
  })
  let stopped: Promise<unknown> | undefined
  return {
    ...{ site, core, comm, desk, dataDir, log },
    auth: urls[0]!,
    provider: at(4),
    methods: Object.fromEntries(methods.map(({ tag }, index) => [tag, urls[index]!])),
    output: () => log.map((entry) => JSON.stringify(entry)).join('\n'),
    async audited() {
      await stop()
      let text = ''
      const store = { dataDir: join(dataDir, 'conversations') }
      await writeAudit({ store }, { write: (more) => (text += more) })
      return text
    },
    async stop() {
      await stop()
      removeFolder(dataDir)
      return 0
    },
  }

  function stop(): Promise<unknown> {
    return (stopped ??= Promise.all([website.stop(), running.stop(), provider.stop()]))
  }
}

interface Addresses {
  site: string
  core: string
  comm: string
  desk: string
  provider: string
  urls: string[]
}

function tomlOf(
  { methods, purposes, attributes, keeps = false }: InstallationOptions,
  { site, core, comm, desk, provider, urls }: Addresses,
): string {
  return `
[core]
server_url = "${core}"
secret = { file = "keys/core/secret" }
signing_keys = { file = "keys/core/signing.private.json" }
organisation = "gemeente Juinen"
bsn_authorised = true
allowed_origins = ["${site}"]
${methods.map(({ tag, name }) => `[[core.auth_methods]]\ntag = "${tag}"\nname = "${name}"\n`).join('')}
[[core.comm_methods]]
tag = "phone"
name = "Bellen"

[core.attributes]
${Object.entries(attributes)
  .map(([tag, label]) => `${tag} = { label = "${label}" }\n`)
  .join('')}
${purposes.map(purposeOf).join('')}
${methods.map((method, index) => authOf(method, urls[index]!)).join('')}
[comm.phone]
type = "phone"
server_url = "${comm}"
secret = { file = "keys/comm/secret" }
decryption_keys = { file = "keys/comm/encryption.private.json" }
signing_keys = { file = "keys/comm/signing.private.json" }
number = "14026"
display = "14 026"

[desk]
server_url = "${desk}"
agents = { issuer = "${provider}", client_id = "desk", client_secret = { file = "keys/desk/client-secret" } }

[store]
${keeps ? '' : 'memory = true'}
`
}

const purposeOf = ({ tag, attributes, methods, acr }: Purpose): string => `
[[core.purposes]]
tag = "${tag}"
name = "Vraag"
attributes = ${list(attributes)}
allowed_auth = ${list(methods)}
allowed_comm = ["phone"]
legal_basis = "Wet basisregistratie personen, art. 2.39"
explanation = "We zoeken uw gegevens op."
${acr ? `acr = "${acr}"` : ''}
`

const authOf = ({ tag, settings }: Method, url: string): string => `
[auth.${tag}]
server_url = "${url}"
secret = { file = "keys/${tag}/secret" }
signing_keys = { file = "keys/${tag}/signing.private.json" }
${settings}
`
