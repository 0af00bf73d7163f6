/**
 * The whole of ID Contact on this machine, for the fictional municipality of Juinen: its website, the core, an authentication plugin, a
 * communication plugin, the desk, and an OpenID provider with people who do not exist. Each has an origin of its own, as in real life.
 *
 * `--data DIR` (default `.data`): keys and conversations. `--port N` (default 8080): the website; the others take the ports after it.
 * `--delivery result`: results come through the browser instead of from server to server. `--config FILE`: another file than `id-contact.toml`.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ConfigError } from '../../src/protocol/errors.ts'
import {
  ensureKeys,
  ensureSecret,
  findBundles,
  listen,
  serve,
  stopOnSignal,
  type Listening,
} from '../../src/server/index.ts'
import { startDemoProvider } from '../demo-provider/provider.ts'
import { createSite } from '../municipal-site/site.ts'

interface Addresses {
  site: string
  core: string
  auth: string
  comm: string
  desk: string
  provider: string
  chat: string
  video: string
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.data' },
    port: { type: 'string', default: '8080' },
    delivery: { type: 'string', default: 'attr_url' },
    config: { type: 'string', default: fileURLToPath(new URL('id-contact.toml', import.meta.url)) },
  },
})

try {
  process.exitCode = await run(values.data, Number(values.port), values)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function run(
  data: string,
  port: number,
  { delivery, config }: { delivery: string; config: string },
): Promise<number> {
  const at = addressesFrom(port)
  for (const part of ['core', 'auth', 'comm', 'chat', 'video'])
    await ensureKeys(join(data, 'keys', part))
  const secretOf = (part: string): string => ensureSecret(join(data, 'keys', part, 'client-secret'))
  const clients = [
    { clientId: 'id-contact', clientSecret: secretOf('auth'), redirectUri: `${at.auth}/callback` },
    { clientId: 'desk', clientSecret: secretOf('desk'), redirectUri: `${at.desk}/callback` },
  ]
  const running = await serve(config, { dataDir: data, env: environment(at, delivery) })
  const others: { stop(): Promise<void> }[] = []
  try {
    const dataFolder = join(data, 'keys', 'provider')
    others.push(await provider(port + 5, clients, dataFolder))
    others.push(await website(port, at))
    announce(at)
    return await stopOnSignal(running)
  } catch (error) {
    await running.stop()
    throw error
  } finally {
    await Promise.all(others.map((other) => other.stop()))
  }
}

function addressesFrom(port: number): Addresses {
  if (!(port > 0 && port < 65_530)) throw new ConfigError('--port', 'Give a number below 65530.')
  const address = (offset: number): string => `http://localhost:${port + offset}`
  return {
    site: address(0),
    core: address(1),
    auth: address(2),
    comm: address(3),
    desk: address(4),
    provider: address(5),
    chat: address(6),
    video: address(7),
  }
}

/** The file says where everything is by default; these stand in its place, and what somebody sets in theirs. */
function environment(at: Addresses, delivery: string): Record<string, string | undefined> {
  return {
    ID_CONTACT_CORE_SERVER_URL: at.core,
    ID_CONTACT_CORE_ALLOWED_ORIGINS: at.site,
    ID_CONTACT_AUTH_OIDC_SERVER_URL: at.auth,
    ID_CONTACT_AUTH_OIDC_ISSUER: at.provider,
    ID_CONTACT_COMM_PHONE_SERVER_URL: at.comm,
    ID_CONTACT_COMM_PHONE_DELIVERY: delivery,
    ID_CONTACT_COMM_CHAT_SERVER_URL: at.chat,
    ID_CONTACT_COMM_CHAT_DELIVERY: delivery,
    ID_CONTACT_COMM_VIDEO_SERVER_URL: at.video,
    ID_CONTACT_COMM_VIDEO_DELIVERY: delivery,
    ID_CONTACT_DESK_SERVER_URL: at.desk,
    ID_CONTACT_DESK_AGENTS_ISSUER: at.provider,
    ...process.env,
  }
}

async function provider(
  port: number,
  clients: Parameters<typeof startDemoProvider>[0]['clients'],
  dataFolder: string,
): Promise<{ stop(): Promise<void> }> {
  try {
    return await startDemoProvider({ port, clients, dataFolder })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    const remedy = 'Choose others with --port, or stop what uses it.'
    const message = `Port ${port} on localhost is taken by another program. ${remedy}`
    throw new ConfigError('--port', remedy, { message, cause: error })
  }
}

function website(port: number, at: Addresses): Promise<Listening> {
  const { version, integrityOf } = findBundles()
  const site = createSite({
    core: at.core,
    sdk: `${at.core}/sdk/${version}`,
    integrity: integrityOf('id-contact-button.js') ?? '',
    connect: [at.comm, at.chat, at.video],
  })
  const handler = async (request: Request): Promise<Response> => site.fetch(request)
  return listen(handler, { host: 'localhost', port, key: '--port' })
}

function announce(at: Addresses): void {
  console.log(`
ID Contact runs.

  the municipal website      ${at.site}
  the desk of the employees  ${at.desk}

  1. Open the desk, and sign in as one of the employees.
  2. Open the website in another window, and press "Veilig contact met de gemeente".
  3. Log in as one of the residents: you get a telephone number and a code. A question about a permit can be asked in a chat as well, or by video; help with a form is by video.
  4. At the desk, pick the resident up from the queue, or type the code.

  core ${at.core}   auth ${at.auth}   phone ${at.comm}   chat ${at.chat}   video ${at.video}   identity provider ${at.provider}

Ctrl-C stops it. Who waits now is still there at the next start.
`)
}
