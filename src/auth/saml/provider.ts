/** What is known of the identity provider: from its metadata (SAML 2.0 Metadata, section 2.4.3), or from settings. */
import { X509Certificate } from 'node:crypto'
import { ConfigError } from '../../protocol/errors.ts'
import { isLoopback } from '../../protocol/settings.ts'
import { SamlFault } from './fault.ts'
import { attributeOf, childOf, childrenOf, isNamed, onlyChildOf, parseXml, textOf } from './xml.ts'

export const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  artifact: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact',
  soap: 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP',
} as const

/** What stands in the metadata of a provider. */
export interface ProviderSettings {
  /** What the provider calls itself. */
  entityId: string
  /** Where log-ins begin. */
  loginUrl: string
  /** Where artifacts are resolved. */
  artifactUrl: string
  /** Where log-outs are told, by SOAP. */
  logoutUrl?: string
  /** PEM. Several while the provider changes to another. */
  certificates: string[]
}

export interface Provider {
  entityId: string
  /** Per binding of the request. */
  loginUrls: Partial<Record<'redirect' | 'post', string>>
  /** By index, as an artifact names it. */
  artifactUrls: ReadonlyMap<number, string>
  logoutUrl?: string
  certificates: X509Certificate[]
}

export function providerFrom(settings: ProviderSettings): Provider {
  const { entityId, loginUrl, artifactUrl, logoutUrl, certificates } = settings
  return checked(
    {
      entityId,
      loginUrls: { redirect: loginUrl, post: loginUrl },
      artifactUrls: new Map([[0, artifactUrl]]),
      logoutUrl,
      certificates: certificates.map((pem, index) =>
        certificateFrom(pem, `provider.certificates.${index}`),
      ),
    },
    'provider',
  )
}

/** @throws ConfigError of `metadata` */
export function providerIn(metadata: string, now: Date): Provider {
  try {
    return checked(read(parseXml(metadata), now), 'metadata')
  } catch (error) {
    if (!(error instanceof SamlFault)) throw error
    throw new ConfigError(
      'metadata',
      `Give the metadata of one identity provider (${error.reason}).`,
    )
  }
}

function read(root: Element, now: Date): Provider {
  if (!isNamed(root, 'md:EntityDescriptor')) throw new SamlFault('no_entity_descriptor')
  const role = onlyChildOf(root, 'md:IDPSSODescriptor')
  for (const element of [root, role]) {
    const until = attributeOf(element, 'validUntil')
    if (until !== undefined && !(Date.parse(until) > now.getTime()))
      throw new ConfigError('metadata', 'It is no longer valid: fetch it from the provider again.')
  }
  return {
    entityId: attributeOf(root, 'entityID') ?? '',
    loginUrls: {
      redirect: locationOf(role, 'md:SingleSignOnService', bindings.redirect),
      post: locationOf(role, 'md:SingleSignOnService', bindings.post),
    },
    artifactUrls: new Map(
      childrenOf(role, 'md:ArtifactResolutionService')
        .filter((service) => attributeOf(service, 'Binding') === bindings.soap)
        .map((service) => [
          Number(attributeOf(service, 'index') ?? 0),
          attributeOf(service, 'Location') ?? '',
        ]),
    ),
    logoutUrl: locationOf(role, 'md:SingleLogoutService', bindings.soap),
    certificates: childrenOf(role, 'md:KeyDescriptor')
      .filter((key) => (attributeOf(key, 'use') ?? 'signing') === 'signing')
      .flatMap(certificatesOf),
  }
}

const locationOf = (
  role: Element,
  service: 'md:SingleSignOnService' | 'md:SingleLogoutService',
  binding: string,
): string | undefined => {
  const found = childrenOf(role, service).find((each) => attributeOf(each, 'Binding') === binding)
  return found && attributeOf(found, 'Location')
}

function certificatesOf(key: Element): X509Certificate[] {
  const info = childOf(key, 'ds:KeyInfo')
  const data = info ? childrenOf(info, 'ds:X509Data') : []
  return data
    .flatMap((each) => childrenOf(each, 'ds:X509Certificate'))
    .map((each) => certificateFrom(textOf(each), 'metadata'))
}

/** PEM, or the base64 inside it. */
export function certificateFrom(text: string, key: string): X509Certificate {
  try {
    return new X509Certificate(
      text.includes('-----') ? text : Buffer.from(text.replace(/\s/g, ''), 'base64'),
    )
  } catch (cause) {
    throw new ConfigError(key, 'Give a certificate (PEM).', { cause })
  }
}

function checked(provider: Provider, key: string): Provider {
  const { entityId, loginUrls, artifactUrls, logoutUrl, certificates } = provider
  if (!entityId) throw new ConfigError(key, 'The provider has no entity id.')
  if (artifactUrls.size === 0)
    throw new ConfigError(
      key,
      'The provider resolves no artifacts by SOAP; this method needs that.',
    )
  if (certificates.length === 0)
    throw new ConfigError(key, 'Give the certificate that the provider signs with.')
  if (certificates.some(({ publicKey }) => publicKey.asymmetricKeyType !== 'rsa'))
    throw new ConfigError(key, 'The provider must sign with an RSA key.')
  const own = [...artifactUrls.values(), ...(logoutUrl === undefined ? [] : [logoutUrl])]
  if (own.some((url) => protocolOf(url) !== 'https:'))
    throw new ConfigError(key, 'What is asked from server to server must be https.')
  for (const url of Object.values(loginUrls))
    if (url !== undefined && protocolOf(url) !== 'https:' && !isOnThisMachine(url))
      throw new ConfigError(
        key,
        'Log-ins must begin at an https address. Only a provider on this machine may use http.',
      )
  return provider
}

const isOnThisMachine = (url: string): boolean => protocolOf(url) === 'http:' && isLoopback(url)

const protocolOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).protocol : undefined
