/** Signatures in XML: made and checked by `node-saml`, with the algorithms of today alone. */
import { getVerifiedXml, signXml } from '@node-saml/node-saml/lib/xml.js'
import type { X509Certificate } from 'node:crypto'
import { SamlFault } from './fault.ts'
import { attributeOf, childrenOf, isNamed, parseXml, type Name } from './xml.ts'

const c14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'
/** What may be named in a signature, per element. No SHA-1, no HMAC, no transforms that pick parts. */
const allowed: [Name, RegExp][] = [
  ['ds:CanonicalizationMethod', new RegExp(`^${c14n}$`)],
  ['ds:SignatureMethod', /^http:\/\/www\.w3\.org\/2001\/04\/xmldsig-more#rsa-sha(256|384|512)$/],
  [
    'ds:DigestMethod',
    /^http:\/\/www\.w3\.org\/2001\/04\/(xmlenc#sha256|xmldsig-more#sha384|xmlenc#sha512)$/,
  ],
  [
    'ds:Transform',
    new RegExp(`^(http://www\\.w3\\.org/2000/09/xmldsig#enveloped-signature|${c14n})$`),
  ],
]

export interface Verified {
  /** Exactly what was signed. Nothing else of the message may be believed. */
  text: string
  element: Element
}

/**
 * What the signature of this element vouches for. It must be the element's own child, and be about the element as a whole.
 * @param text the document that `element` is of
 * @throws SamlFault
 */
export function verified(
  text: string,
  element: Element,
  certificates: readonly X509Certificate[],
  now: Date,
): Verified {
  const [signature, ...others] = childrenOf(element, 'ds:Signature')
  if (!signature || others.length > 0) throw new SamlFault('not_signed')
  checkAlgorithms(signature)
  const current = certificates.filter((certificate) => isValidAt(certificate, now))
  if (current.length === 0) throw new SamlFault('certificate_expired')
  const signed = signedPart(text, element, current)
  const part = parseXml(signed)
  if (part.namespaceURI !== element.namespaceURI || part.localName !== element.localName)
    throw new SamlFault('signature_invalid')
  return { text: signed, element: part }
}

function signedPart(text: string, element: Element, certificates: X509Certificate[]): string {
  let signed: string | null
  try {
    signed = getVerifiedXml(
      text,
      element,
      certificates.map((certificate) => certificate.toString()),
    )
  } catch (cause) {
    throw new SamlFault('signature_invalid', { cause })
  }
  if (signed === null) throw new SamlFault('signature_invalid')
  return signed
}

function checkAlgorithms(signature: Element): void {
  const elements = signature.getElementsByTagName('*')
  for (let i = 0; i < elements.length; i++)
    for (const [name, pattern] of allowed)
      if (
        isNamed(elements[i]!, name) &&
        !pattern.test(attributeOf(elements[i]!, 'Algorithm') ?? '')
      )
        throw new SamlFault('weak_signature')
}

export const isValidAt = ({ validFromDate, validToDate }: X509Certificate, now: Date): boolean =>
  validFromDate <= now && now <= validToDate

/** Our own key, and the certificate by which others know it. PEM. */
export interface Credentials {
  privateKey: string
  certificate: string
}

/** Signs the element at the root: RSA-SHA256 over exclusive canonical XML. The signature comes where the schema wants it. */
export function signed(
  xml: string,
  { privateKey, certificate }: Credentials,
  place: 'after-issuer' | 'first' = 'after-issuer',
): string {
  const location =
    place === 'first'
      ? ({ reference: '/*', action: 'prepend' } as const)
      : ({ reference: "/*/*[local-name()='Issuer']", action: 'after' } as const)
  return signXml(xml, '/*', location, {
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
  })
}
