/** `oidc-provider`, set up as somebody else's provider documents itself. Whoever comes is logged in at once. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  interactionPolicy,
  Provider,
  type ClientMetadata,
  type Configuration,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { generateKey } from '../../../protocol/keys.ts'

export interface RealProvider extends AsyncDisposable {
  issuer: string
  /** What the browser, or the request that was pushed, asked for last. */
  asked: Record<string, unknown>
  /** The `acr` of the next log-in. */
  acr: string | undefined
  /** Follows an authorization request to the callback. */
  visit(url: string): Promise<URL>
}

export interface Wanted {
  client: ClientMetadata
  person: Record<string, unknown>
  configuration: Configuration
}

export async function startRealProvider(wanted: Wanted): Promise<RealProvider> {
  const server = createServer((req, res) => void answer(req, res))
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKey('sig', 'RS256')
  const provider = quietly(() => new Provider(issuer, configurationFor(wanted, privateKey as JWK)))
  const handle = provider.callback()

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!req.url!.startsWith('/interaction/')) return void handle(req, res)
    const { params } = await provider.interactionDetails(req, res)
    real.asked = params
    const login = { accountId: 'person', acr: real.acr }
    await provider.interactionFinished(req, res, { login })
  }

  const real: RealProvider = {
    issuer,
    asked: {},
    acr: undefined,
    async visit(address) {
      const cookies = new Map<string, string>()
      let url = new URL(address)
      for (let step = 0; step < 10 && url.origin === issuer; step++) {
        const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
        const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
        for (const line of response.headers.getSetCookie()) {
          const [name, value] = line.split(';')[0]!.split('=') as [string, string]
          cookies.set(name, value)
        }
        const location = response.headers.get('location')
        if (!location) throw new Error(`${url.pathname}: ${response.status}`)
        url = new URL(location, url)
      }
      return url
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return real
}

function configurationFor({ client, person, configuration }: Wanted, key: JWK): Configuration {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return {
    clients: [{ redirect_uris: ['https://auth.example/callback'], ...client }],
    jwks: { keys: [key] },
    cookies: { keys: ['a secret of tests'] },
    // Otherwise only userinfo would hold what a scope stands for.
    conformIdTokenClaims: false,
    // The library keeps itself from calling this machine, where the addresses of tests are.
    fetch: (url, init) => fetch(url, Object.assign({}, init, { dispatcher: undefined })),
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...person }) }),
    loadExistingGrant: grantEverything,
    interactions: { policy, url: (_ctx, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    ttl: { Interaction: 60, Session: 60, Grant: 60, IdToken: 60, AccessToken: 60 },
    ...configuration,
    features: { devInteractions: { enabled: false }, ...configuration.features },
  }
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider, params } = oidc
  const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId })
  grant.addOIDCScope(String(params!['scope']))
  await grant.save()
  return grant
}

/** The library warns that its memory is that of the process. */
function quietly<T>(make: () => T): T {
  const { info, warn } = console
  Object.assign(console, { info() {}, warn() {} })
  try {
    return make()
  } finally {
    Object.assign(console, { info, warn })
  }
}
