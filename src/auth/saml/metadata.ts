/** What the provider has to know of us (SAML 2.0 Metadata, section 2.4.4): where artifacts are brought, and what we sign with. */
import { createHash } from 'node:crypto'
import { bindings } from './provider.ts'
import { signed, type Credentials } from './signature.ts'
import { escaped, namespaces } from './xml.ts'

export interface Described {
  entityId: string
  callbackUrl: string
  /** PEM: the one that signs now, and those that will. */
  certificates: string[]
  credentials: Credentials
}

export function metadataOf({
  entityId,
  callbackUrl,
  certificates,
  credentials,
}: Described): string {
  // The same as long as what it says is the same.
  const id = createHash('sha256').update([entityId, callbackUrl, ...certificates].join('\n'))
  const keys = certificates.map(
    (pem) =>
      '<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>' +
      `${pem.replace(/-----[A-Z ]+-----|\s/g, '')}` +
      '</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>',
  )
  const xml =
    `<md:EntityDescriptor xmlns:md="${namespaces.md}" xmlns:ds="${namespaces.ds}"` +
    ` ID="_${id.digest('hex').slice(0, 40)}" entityID="${escaped(entityId)}">` +
    '<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true"' +
    ` protocolSupportEnumeration="${namespaces.samlp}">${keys.join('')}` +
    `<md:AssertionConsumerService index="0" isDefault="true" Binding="${bindings.artifact}"` +
    ` Location="${escaped(callbackUrl)}"/></md:SPSSODescriptor></md:EntityDescriptor>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${signed(xml, credentials, 'first')}`
}
