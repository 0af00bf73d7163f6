/** The reference that the browser brings (SAML 2.0 Bindings, section 3.6.4), and what the provider gives for it. */
import { createHash } from 'node:crypto'
import type { BackChannel } from './back-channel.ts'
import { SamlFault } from './fault.ts'
import type { Provider } from './provider.ts'
import { signed, verified, type Credentials, type Verified } from './signature.ts'
import { attributeOf, childOf, escaped, namespaces, onlyChildOf, textOf } from './xml.ts'

/** Two bytes of type, two of index, twenty that name the provider, twenty that name the message. */
const pattern = /^[A-Za-z0-9+/]{58}[A-Za-z0-9+/=]{2}$/
const typeCode = 4

/**
 * Where this artifact is resolved.
 * @throws SamlFault when it is none, or is of another provider (mix-up)
 */
function resolverOf(artifact: string, { entityId, artifactUrls }: Provider): string {
  if (!pattern.test(artifact)) throw new SamlFault('no_artifact')
  const bytes = Buffer.from(artifact, 'base64')
  const source = createHash('sha1').update(entityId).digest()
  if (bytes.length !== 44 || bytes.readUInt16BE(0) !== typeCode) throw new SamlFault('no_artifact')
  if (!bytes.subarray(4, 24).equals(source)) throw new SamlFault('wrong_issuer')
  const url = artifactUrls.get(bytes.readUInt16BE(2))
  if (url === undefined) throw new SamlFault('unknown_endpoint')
  return url
}

export interface Resolving {
  provider: Provider
  entityId: string
  credentials: Credentials
  call: BackChannel
  /** `ID` of this question. */
  id: string
  now: Date
  signal?: AbortSignal
}

/**
 * The message that the artifact stands for, as far as the provider signed it.
 * @throws RequestError, SamlFault
 */
export async function resolve(artifact: string, resolving: Resolving): Promise<Verified> {
  const { provider, entityId, credentials, call, id, now, signal } = resolving
  const url = resolverOf(artifact, provider)
  const question =
    `<samlp:ArtifactResolve xmlns:samlp="${namespaces.samlp}" xmlns:saml="${namespaces.saml}"` +
    ` ID="${escaped(id)}" Version="2.0" IssueInstant="${now.toISOString()}"` +
    ` Destination="${escaped(url)}"><saml:Issuer>${escaped(entityId)}</saml:Issuer>` +
    `<samlp:Artifact>${escaped(artifact)}</samlp:Artifact></samlp:ArtifactResolve>`
  const message = signed(question, credentials)
  const answer = await call(url, { message, expected: 'samlp:ArtifactResponse', signal })
  const whole = verified(answer.text, answer.message, provider.certificates, now)
  const { element } = whole
  if (textOf(onlyChildOf(element, 'saml:Issuer')) !== provider.entityId)
    throw new SamlFault('wrong_issuer')
  if (attributeOf(element, 'InResponseTo') !== id) throw new SamlFault('another_question')
  if (statusOf(element).code !== 'Success') throw new SamlFault('not_resolved')
  // Success without a message: it was resolved before, or too long ago (section 3.6.6).
  const response = childOf(element, 'samlp:Response')
  if (!response) throw new SamlFault('artifact_used')
  return { text: whole.text, element: response }
}

export interface Status {
  /** `Success`, `Requester`, `Responder`. */
  code: string
  /** `AuthnFailed`, `NoAuthnContext`, … */
  detail?: string
}

const statusPattern = /^urn:oasis:names:tc:SAML:2\.0:status:([A-Za-z]{1,40})$/

/** @throws SamlFault */
export function statusOf(message: Element): Status {
  const code = onlyChildOf(onlyChildOf(message, 'samlp:Status'), 'samlp:StatusCode')
  const detail = childOf(code, 'samlp:StatusCode')
  return { code: wordOf(code), ...(detail && { detail: wordOf(detail) }) }
}

const wordOf = (code: Element): string =>
  statusPattern.exec(attributeOf(code, 'Value') ?? '')?.[1] ?? ''
