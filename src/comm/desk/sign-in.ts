/** Agents sign in at the organisation's OpenID provider: authorization code with PKCE, nonce and state (RFC 9700 section 2.1). */
import * as oidc from 'openid-client'
import { cookieOf, hostCookie, seeOther } from '../../web/index.ts'
import type { Log } from '../../protocol/log-entry.ts'
import {
  isAgent,
  isSupervisor,
  longestSession,
  nameIn,
  residentNameOf,
  skillsOf,
  type Door,
} from './agent.ts'
import { notice } from './page.ts'
import { signedIn } from './session.ts'

const attemptCookie = '__Host-id-contact-desk-sign-in'
/** Seconds to sign in. */
const attemptLifetime = 600

interface Attempt {
  state: string
  nonce: string
  verifier: string
}

export interface SignIn {
  begin(request: Request): Promise<Response>
  finish(request: Request): Promise<Response>
}

export function createSignIn(door: Door & { log: Log }): SignIn {
  const { config, sealer, log } = door
  const redirectUri = `${config.serverUrl}/callback`
  const provider = createProvider(door)

  return {
    async begin(request) {
      const attempt: Attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      try {
        const url = oidc.buildAuthorizationUrl(await provider(), {
          redirect_uri: redirectUri,
          scope: 'openid profile',
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
        })
        const sealed = await sealer.seal('desk-sign-in', attempt, attemptLifetime)
        return seeOther(url.href, hostCookie(attemptCookie, sealed, { seconds: attemptLifetime }))
      } catch (error) {
        return failed(door, request, 'unavailable', error)
      }
    },

    async finish(request) {
      const sealed = cookieOf(request, attemptCookie)
      const attempt = sealed
        ? await sealer.open<Attempt>('desk-sign-in', sealed).catch(() => undefined)
        : undefined
      if (!attempt) return notice(request, config, 403, 'again')
      try {
        // Behind a proxy the request may name another host; the provider was told this one.
        const current = new URL(`${redirectUri}${new URL(request.url).search}`)
        const tokens = await oidc.authorizationCodeGrant(await provider(), current, {
          pkceCodeVerifier: attempt.verifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()!
        if (!isAgent(config.agents, claims)) {
          log({ level: 'warn', event: 'agent_refused' })
          return clearing(await notice(request, config, 403, 'noAgent'))
        }
        const session = {
          subject: claims.sub,
          name: nameIn(claims.name),
          residentName: residentNameOf(config.agents, claims),
          skills: skillsOf(config.agents, claims),
          supervises: isSupervisor(config.agents, claims),
          until: door.now().getTime() + longestSession * 1000,
        }
        log({ event: 'agent_signed_in' })
        return clearing(seeOther(`${config.serverUrl}/`, await signedIn(door, session)))
      } catch (error) {
        return clearing(await failed(door, request, 'again', error))
      }
    },
  }
}

/** Discovers once; a failure is not remembered. */
function createProvider({ config }: Door): () => Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = config.agents
  const server = new URL(issuer)
  let found: Promise<oidc.Configuration> | undefined
  return () => {
    found ??= oidc
      .discovery(server, clientId, clientSecret, undefined, {
        timeout: 5,
        ...(config.fetch && { [oidc.customFetch]: config.fetch as oidc.CustomFetch }),
        // Only for trying out on one's own machine; a production configuration refuses plain http.
        execute: server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        found = undefined
        throw error
      })
    return found
  }
}

function failed(
  { log, config }: Door & { log: Log },
  request: Request,
  word: 'again' | 'unavailable',
  error: unknown,
): Promise<Response> {
  // The words of the error may hold what the provider sent.
  log({ level: 'warn', event: 'sign_in_failed', name: (error as Error).name })
  return notice(request, config, word === 'again' ? 403 : 502, word)
}

function clearing(response: Response): Response {
  response.headers.append('set-cookie', hostCookie(attemptCookie, '', { seconds: 0 }))
  return response
}
