/**
 * Logging in with DigiD, for organisations that are connected to it directly: SAML 2.0 with the artifact binding, so that who logged in goes
 * from server to server (Logius, Koppelvlakspecificatie DigiD SAML Authenticatie).
 * @module
 */
import { X509Certificate } from 'node:crypto'
import { ConfigError, RequestError } from '../../protocol/errors.ts'
import { StateError } from '../../protocol/state-error.ts'
import { randomId } from '../../protocol/digest.ts'
import type {
  AuthMethod,
  BeginRequest,
  Begun,
  CompleteRequest,
  LoginSession,
  Outcome,
} from '../method.ts'
import type { AttemptRequest, MethodRoute } from '../method-route.ts'
import { resolve, type Resolving } from './artifact.ts'
import { postFields, redirectUrl, type AuthnRequest } from './authn-request.ts'
import { createBackChannel } from './back-channel.ts'
import { bsnOf } from './bsn.ts'
import type { Person } from './assertion.ts'
import { isAsStrong, levelOf, wordFor } from './digid-levels.ts'
import { SamlFault } from './fault.ts'
import { logOut, type Kept } from './logout.ts'
import { metadataOf } from './metadata.ts'
import { checkOptions, type SamlOptions } from './options.ts'
import { postPath, postRoutes } from './post-page.ts'
import { providerFrom, providerIn } from './provider.ts'
import { personOrFailure } from './response.ts'
import { createSeen } from './seen.ts'
import { isValidAt } from './signature.ts'

export type { SamlOptions } from './options.ts'
export type { TlsSettings } from './back-channel.ts'
export type { ProviderSettings } from './provider.ts'
export type { DigidLevel } from './digid-levels.ts'

interface Memory {
  /** `ID` of the request. */
  id: string
  /** The level that it asks for. */
  word: string
}

/** An `ID` in XML may not begin with a digit. */
const newId = (): string => `_${randomId(20)}`

/**
 * A method for `createAuth`. Register `{serverUrl}/m/metadata` with the provider.
 * @throws ConfigError whose `key` names the setting that cannot be used
 */
export async function saml(options: SamlOptions): Promise<AuthMethod> {
  checkOptions(options)
  const { entityId, privateKey, certificate, nextCertificates = [], tls } = options
  const { binding = 'redirect', level = 'midden', attribute = 'bsn', name = 'DigiD' } = options
  const { timeout = 5000, now = () => new Date() } = options
  const provider = options.provider
    ? providerFrom(options.provider)
    : providerIn(options.metadata!, now())
  const { logoutUrl } = provider
  const loginUrl = provider.loginUrls[binding]
  if (loginUrl === undefined)
    throw new ConfigError('binding', `The provider takes no requests by ${binding}.`)
  const credentials = { privateKey, certificate }
  const call = createBackChannel({ ...credentials, ...tls }, timeout)
  const seen = createSeen()

  const requestOf = ({ id, word }: Memory, callbackUrl: string): AuthnRequest => ({
    ...{ id, word, callbackUrl, entityId, credentials },
    destination: loginUrl,
    now: now(),
  })
  const question = (signal?: AbortSignal): Resolving => ({
    ...{ provider, entityId, credentials, call, signal },
    id: newId(),
    now: now(),
  })

  const ours = new X509Certificate(certificate)

  /** Told now, and not to somebody who has logged in for nothing. */
  function checkCertificates(): void {
    const isGood = (each: X509Certificate): boolean => isValidAt(each, now())
    if (isGood(ours) && provider.certificates.some(isGood)) return
    throw new StateError('ERR_ID_CONTACT_CERTIFICATE_EXPIRED', 'A certificate is not valid now')
  }

  async function begin({ callbackUrl, routesUrl, acr }: BeginRequest): Promise<Begun> {
    checkCertificates()
    const state = randomId(32)
    const memory: Memory = { id: newId(), word: wordFor(acr, level) }
    const url =
      binding === 'post'
        ? `${routesUrl}${postPath}?RelayState=${state}`
        : await redirectUrl(requestOf(memory, callbackUrl), state)
    return { url, state, memory }
  }

  async function complete(request: CompleteRequest): Promise<Outcome> {
    try {
      return await redeem(request)
    } catch (error) {
      if (error instanceof SamlFault) return { status: 'failed', reason: error.reason }
      if (!(error instanceof RequestError)) throw error
      const reason = error.code.replace('ERR_ID_CONTACT_', '').toLowerCase()
      return { status: 'unavailable', reason }
    }
  }

  async function redeem({
    callback,
    callbackUrl,
    memory,
    signal,
  }: CompleteRequest): Promise<Outcome> {
    const { id: requestId, word } = memory as Memory
    const asked = question(signal)
    const response = await resolve(callback.searchParams.get('SAMLart') ?? '', asked)
    const expected = {
      issuer: provider.entityId,
      audience: entityId,
      recipient: callbackUrl,
      requestId,
      now: asked.now,
    }
    const person = personOrFailure(response, expected, provider)
    if ('status' in person) return person
    seen.add(person, asked.now)
    // From here on somebody is logged in there, whatever comes of it here.
    return logoutUrl === undefined
      ? outcomeOf(person, word)
      : { ...outcomeOf(person, word), session: keptOf(person) }
  }

  function outcomeOf({ nameId, word, authenticatedAt }: Person, asked: string): Outcome {
    if (!isAsStrong(word, asked)) return { status: 'too_low' }
    try {
      const attributes = { [attribute]: bsnOf(nameId) }
      return { status: 'success', attributes, acr: levelOf(word), authenticatedAt }
    } catch (error) {
      if (!(error instanceof SamlFault)) throw error
      return { status: 'failed', reason: error.reason }
    }
  }

  const certificates = [certificate, ...nextCertificates]
  const routes: MethodRoute[] = [
    {
      method: 'GET',
      path: '/metadata',
      answer: ({ callbackUrl }) =>
        new Response(metadataOf({ entityId, callbackUrl, certificates, credentials }), {
          headers: { 'content-type': 'application/samlmetadata+xml' },
        }),
    },
  ]
  if (binding === 'post')
    routes.push(
      ...postRoutes(name, ({ attempt, callbackUrl }: AttemptRequest) => ({
        action: loginUrl,
        fields: postFields(requestOf(attempt.memory as Memory, callbackUrl), attempt.state),
      })),
    )
  // Nothing is said of activity: SAML has no message for it.
  const session: LoginSession | undefined =
    logoutUrl === undefined
      ? undefined
      : {
          logout: (kept, { signal }) => logOut(kept as Kept, logoutUrl, question(signal)),
        }
  const method = { attributes: [attribute], begin, complete, routes, stateParameter: 'RelayState' }
  return session ? { ...method, session } : method
}

const keptOf = ({ nameId, sessionIndex }: Person): Kept => ({ nameId, sessionIndex })
