/** A real OpenID provider for the demonstration and for tests: `oidc-provider`, with log-in pages of our own and people who do not exist. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type KoaContextWithOIDC } from 'oidc-provider'
import { demoLanguageOf, type DemoLanguage } from './language.ts'
import { configurationFor } from './configuration.ts'
import { levels, loginPage, type Level } from './login-page.ts'
import { failurePage } from './other-pages.ts'
import { peopleOf, type Kind } from './people.ts'
import { quietly } from './quiet.ts'
import { loadSecrets } from './secrets.ts'

export interface DemoClient {
  clientId: string
  clientSecret: string
  redirectUri: string
  postLogoutRedirectUri?: string
  /** Who can log in there. Default: `employees` for the client `desk`, `residents` for every other. */
  people?: Kind
}

export interface DemoProviderOptions {
  /** 0 takes a free one. */
  port: number
  /** Default `localhost`. */
  host?: string
  clients: readonly DemoClient[]
  /** Keeps the keys, so that a restart does not sign anybody out. Default: they are made at each start. */
  dataFolder?: string
}

export interface DemoProvider {
  issuer: string
  stop(): Promise<void>
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>
export type KnownClient = DemoClient & Required<Pick<DemoClient, 'people'>>
const largestForm = 4096

export async function startDemoProvider(options: DemoProviderOptions): Promise<DemoProvider> {
  const { port, host = 'localhost', dataFolder } = options
  const clients = options.clients.map((client): KnownClient => ({
    ...client,
    people: client.people ?? (client.clientId === 'desk' ? 'employees' : 'residents'),
  }))
  const secrets = await loadSecrets(dataFolder)
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening')
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`
  const provider = quietly(() => new Provider(issuer, configurationFor(clients, secrets)))
  provider.use(endRevoked)
  const toProvider = quietly(() => provider.callback())
  server.on('request', (req, res) => {
    if (!req.url?.startsWith('/interaction/')) return void toProvider(req, res)
    interact(provider, clients, req, res).catch(async () => {
      // An interaction that is not of this browser, or is over.
      if (!res.headersSent) await send(res, await failurePage(languageOfMessage(req), 400))
    })
  })
  return { issuer, stop: () => stop(server) }
}

/** Whose token is revoked is logged out, as at many providers; the library itself leaves the log-in of the browser as it is. */
async function endRevoked(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { oidc } = ctx
  if (oidc?.route !== 'revocation') return
  const token = oidc.entities.RefreshToken ?? oidc.entities.AccessToken
  if (!token?.sessionUid || token.clientId !== oidc.client?.clientId) return
  await (await oidc.provider.Session.findByUid(token.sessionUid))?.destroy()
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

async function interact(
  provider: Provider,
  clients: readonly KnownClient[],
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(req, res)
  const client = clients.find(({ clientId }) => clientId === interaction.params.client_id)!
  const people = peopleOf(client.people)
  const form = req.method === 'POST' ? await readForm(req) : undefined
  if (form?.get('do') === 'cancel')
    return provider.interactionFinished(req, res, {
      error: 'access_denied',
      error_description: 'The end-user cancelled',
    })
  const person = people.find(({ id }) => id === form?.get('person'))
  const level = levels.find((known) => known === form?.get('level'))
  if (person) {
    await forgetAnother(provider, interaction, person.id)
    const login = { accountId: person.id, acr: level ?? 'substantial' }
    return provider.interactionFinished(req, res, { login })
  }
  const { uid } = interaction
  const again = { isEmpty: form !== undefined, level: level as Level | undefined }
  const lang = languageOfInteraction(req, interaction)
  const kind = client.people
  await send(res, await loginPage({ lang, action: `/interaction/${uid}`, people, kind, ...again }))
}

/** Ends the session of whoever was logged in before in this browser; the library would do it with a page that runs a script. */
async function forgetAnother(
  provider: Provider,
  interaction: Interaction,
  accountId: string,
): Promise<void> {
  const { session } = interaction
  if (!session?.accountId || session.accountId === accountId) return
  await (await provider.Session.findByUid(session.uid))?.destroy()
  delete interaction.session
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000))
}

async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of req) {
    text += String(chunk)
    if (text.length > largestForm) throw new Error('The form is too large')
  }
  return new URLSearchParams(text)
}

/** What the client asked for, else what the browser prefers. */
function languageOfInteraction(req: IncomingMessage, { params }: Interaction): DemoLanguage {
  const [asked] = String(params.ui_locales ?? '').split(' ')
  if (asked) return asked.startsWith('en') ? 'en' : 'nl'
  return languageOfMessage(req)
}

const languageOfMessage = ({ headers }: IncomingMessage): DemoLanguage =>
  demoLanguageOf(
    new Request('http://localhost/', {
      headers: { 'accept-language': headers['accept-language'] ?? '' },
    }),
  )

async function send(res: ServerResponse, response: Response): Promise<void> {
  res.writeHead(response.status, Object.fromEntries(response.headers))
  res.end(await response.text())
}
