/**
 * An identity provider on `samlify`: it checks the signatures of our requests, shows a page to log in at, gives artifacts, and resolves them
 * over TLS with certificates on both sides. What it says can be made wrong, one thing at a time.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createArtifacts } from './artifacts.ts'
import type { Authority, Pair } from './certificates.ts'
import { loginPage } from './login-page.ts'
import { createMessages, type Faults, type Messages } from './messages.ts'

export interface IdentityProvider extends AsyncDisposable {
  entityId: string
  /** Its metadata. */
  metadata: string
  /** Where the browser logs in. */
  loginUrl: string
  /** Reads our metadata, as an operator of the provider does. */
  know(metadata: string): void
  /** What goes wrong now. */
  faults: Faults
  /** Log-outs that were asked for. */
  loggedOut: { nameId: string; sessionIndex: string }[]
  /** What was resolved: the whole answer, as it went out. */
  sent: string[]
  messages: Messages
  signing: Pair
  /** How many calls from server to server there were. */
  calls: number
}

export interface IdentityProviderOptions {
  authority: Authority
  /** What it signs with. */
  signing: Pair
  /** Certificates that stand in its metadata. Default: that of `signing`. */
  announced?: string[]
  /** Whether it takes log-outs. */
  logout?: boolean
}

const soap = (message: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${message}</soap:Body></soap:Envelope>`

export async function startIdentityProvider(
  options: IdentityProviderOptions,
): Promise<IdentityProvider> {
  const { authority, signing, announced = [signing.certificate], logout = false } = options
  const server = await authority.issue('localhost', { elliptic: true })
  const front = createServer((req, res) => void handle(req, res, answerBrowser))
  const back = createTlsServer(
    {
      key: server.privateKey,
      cert: server.certificate,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: true,
    },
    (req, res) => void handle(req, res, answerServer),
  )
  const frontUrl = await listening(front, 'http')
  const backUrl = await listening(back, 'https')
  const entityId = `${frontUrl}/saml/idp/metadata`
  const loginUrl = `${frontUrl}/login`
  const messages = createMessages({
    ...{ entityId, loginUrl, signing, announced },
    artifactUrl: `${backUrl}/resolve`,
    logoutUrl: logout ? `${backUrl}/logout` : undefined,
  })
  const artifacts = createArtifacts(entityId)

  async function answerBrowser(url: URL, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await bodyOf(req))
    if (url.pathname === '/login') {
      const request = await messages.readRequest(url, form)
      res.setHeader('content-type', 'text/html; charset=utf-8')
      res.end(loginPage(request))
      return
    }
    if (url.pathname !== '/finish') return void res.writeHead(404).end()
    const choice = Object.fromEntries(form) as Record<string, string>
    const artifact = artifacts.add(choice)
    const target = new URL(choice.callback!)
    target.searchParams.set('SAMLart', artifact)
    target.searchParams.set('RelayState', choice.state!)
    res.writeHead(303, { location: target.href }).end()
  }

  async function answerServer(url: URL, req: IncomingMessage, res: ServerResponse): Promise<void> {
    idp.calls++
    const { faults } = idp
    const question = await bodyOf(req)
    if (faults.silent) return
    if (faults.status) return void res.writeHead(faults.status).end('<broken/>')
    res.setHeader('content-type', 'text/xml')
    if (url.pathname === '/resolve') {
      const { id, artifact } = await messages.readResolve(question)
      // Once, as a provider must; a test may have it give one again.
      const login = artifacts.take(artifact, faults.keepArtifacts)
      const envelope = await messages.artifactResponse(id, login, faults)
      const answer = (await faults.answer?.(soap(envelope))) ?? soap(envelope)
      idp.sent.push(answer)
      return void res.end(answer)
    }
    const { id, ...session } = await messages.readLogout(question)
    idp.loggedOut.push(session)
    const answer = soap(messages.logoutResponse(id, faults))
    res.end((await faults.answer?.(answer)) ?? answer)
  }

  const idp: IdentityProvider = {
    entityId,
    loginUrl,
    messages,
    signing,
    metadata: messages.metadata,
    know: (metadata) => messages.know(metadata),
    faults: {},
    loggedOut: [],
    sent: [],
    calls: 0,
    async [Symbol.asyncDispose]() {
      for (const each of [front, back]) {
        each.closeAllConnections()
        each.close()
        await once(each, 'close')
      }
    },
  }
  return idp
}

type Answer = (url: URL, req: IncomingMessage, res: ServerResponse) => Promise<void>

async function handle(req: IncomingMessage, res: ServerResponse, answer: Answer): Promise<void> {
  try {
    await answer(new URL(req.url!, 'http://localhost'), req, res)
  } catch (error) {
    // Told to whoever runs the test: a request of ours that the provider does not take.
    res.writeHead(400).end(String(error))
  }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of req) body += String(chunk)
  return body
}

async function listening(server: Server, scheme: 'http' | 'https'): Promise<string> {
  server.listen(0, 'localhost')
  await once(server, 'listening')
  return `${scheme}://localhost:${(server.address() as AddressInfo).port}`
}
