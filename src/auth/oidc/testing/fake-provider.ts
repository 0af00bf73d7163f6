/** An OpenID provider that can be made to do everything wrong. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CompactEncrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose'
import { sha256 } from '../../../protocol/digest.ts'

export type Endpoint = 'par' | 'discovery' | 'jwks' | 'token' | 'userinfo' | 'revocation'
interface Sent {
  body: URLSearchParams
  authorization: string | undefined
}
type Json = Record<string, unknown>

export interface FakeProvider extends AsyncDisposable {
  issuer: string
  /** Which endpoint was called, in order. */
  calls: Endpoint[]
  /** Bodies of token requests, and their `Authorization`. */
  tokenRequests: Sent[]
  /** The same of requests that were pushed (RFC 9126). */
  pushes: Sent[]
  revocations: Sent[]
  /** Replaces the whole answer of an endpoint. */
  instead: Partial<Record<Endpoint, (res: ServerResponse) => void | Promise<void>>>
  /** Changes what is in the description, the ID token, the token answer or the userinfo answer. `undefined` takes a member away. */
  metadata: Json
  claims: Json
  tokens: Json
  info: Json
  /** Signs ID tokens with another key than the published one. */
  wrongKey: boolean
  /** Userinfo is a JWT. */
  signsInfo: boolean
  /** Encrypts ID tokens, and userinfo that is a JWT, for this public key. */
  recipient: JWK | undefined
  /** Takes the address of an authorization request, gives the query of the callback. */
  authorize(url: string): Promise<URLSearchParams>
}

export const canary = 'Zoë Canary'
export const clientId = 'id-contact'
export const clientSecret = 'a secret: with/special+characters'

export async function startFakeProvider(): Promise<FakeProvider> {
  const own = await generateKeyPair('ES256', { extractable: true })
  const other = await generateKeyPair('ES256')
  const jwk: JWK = { ...(await exportJWK(own.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }
  const pushed = new Map<string, URLSearchParams>()
  const codes = new Map<string, { nonce: string; challenge: string; redirectUri: string }>()
  const server = createServer((req, res) => void answer(req, res))
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`

  const provider: FakeProvider = {
    issuer,
    calls: [],
    tokenRequests: [],
    pushes: [],
    revocations: [],
    instead: {},
    metadata: {},
    claims: {},
    tokens: {},
    info: {},
    wrongKey: false,
    signsInfo: false,
    recipient: undefined,
    async authorize(address) {
      const { searchParams } = new URL(address)
      const reference = searchParams.get('request_uri')
      const asked = reference === null ? searchParams : pushed.get(reference)!
      const code = `code-${codes.size}`
      codes.set(code, {
        nonce: asked.get('nonce')!,
        challenge: asked.get('code_challenge')!,
        redirectUri: asked.get('redirect_uri')!,
      })
      return new URLSearchParams({ code, state: asked.get('state')!, iss: issuer })
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const endpoint = endpoints[new URL(req.url!, issuer).pathname]
    if (!endpoint) return void res.writeHead(404).end()
    provider.calls.push(endpoint)
    const body = new URLSearchParams(await textOf(req))
    const sent = { body, authorization: req.headers.authorization }
    if (endpoint === 'token') provider.tokenRequests.push(sent)
    if (endpoint === 'par') provider.pushes.push(sent)
    if (endpoint === 'revocation') provider.revocations.push(sent)
    const instead = provider.instead[endpoint]
    if (instead) return instead(res)
    const [status, answer] = await normal[endpoint](body)
    const isJwt = typeof answer === 'string'
    res.writeHead(status, { 'content-type': isJwt ? 'application/jwt' : 'application/json' })
    res.end(isJwt ? answer : JSON.stringify(answer))
  }

  const normal: Record<Endpoint, (body: URLSearchParams) => Promise<[number, Json | string]>> = {
    discovery: async () => [200, { ...descriptionOf(issuer), ...provider.metadata }],
    revocation: async () => [200, {}],
    jwks: async () => [200, { keys: [jwk] }],
    async userinfo() {
      const info = { sub: 'person', email: `${canary}@a.example`, ...provider.info }
      const about = { iss: issuer, aud: clientId, ...info }
      return [200, provider.signsInfo ? await protect(about) : info]
    },
    async par(body) {
      const reference = `urn:ietf:params:oauth:request_uri:${pushed.size}`
      pushed.set(reference, body)
      return [201, { request_uri: reference, expires_in: 60 }]
    },
    async token(body) {
      const code = body.get('code') ?? ''
      const grant = codes.get(code)
      codes.delete(code)
      const challenge = await sha256(body.get('code_verifier') ?? '')
      if (grant?.challenge !== challenge || grant.redirectUri !== body.get('redirect_uri'))
        return [400, { error: 'invalid_grant', error_description: canary }]
      const id_token = await idToken(grant.nonce)
      return [200, { access_token: 'at', token_type: 'Bearer', id_token, ...provider.tokens }]
    },
  }

  function idToken(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer, sub: 'person', aud: clientId, nonce, iat: now, exp: now + 300 }
    const more = { auth_time: now - 5, acr: 'urn:middle', name: canary, ...provider.claims }
    return protect({ ...claims, ...more })
  }

  async function protect(claims: Json): Promise<string> {
    const key: CryptoKey = provider.wrongKey ? other.privateKey : own.privateKey
    const signed = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .sign(key)
    const { recipient } = provider
    if (!recipient) return signed
    return new CompactEncrypt(new TextEncoder().encode(signed))
      .setProtectedHeader({
        alg: recipient.alg!,
        enc: 'A128CBC-HS256',
        kid: recipient.kid,
        cty: 'JWT',
      })
      .encrypt(await importJWK(recipient))
  }
  return provider
}

const endpoints: Record<string, Endpoint> = {
  '/.well-known/openid-configuration': 'discovery',
  '/jwks': 'jwks',
  '/par': 'par',
  '/token': 'token',
  '/userinfo': 'userinfo',
  '/revoke': 'revocation',
}

const descriptionOf = (issuer: string): Json => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: `${issuer}/jwks`,
  pushed_authorization_request_endpoint: `${issuer}/par`,
  id_token_signing_alg_values_supported: ['ES256'],
  userinfo_signing_alg_values_supported: ['ES256'],
  authorization_response_iss_parameter_supported: true,
})

async function textOf(req: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of req) text += String(chunk)
  return text
}
