/** The request for a log-in (SAML 2.0 Core, section 3.4), signed, by HTTP-Redirect or HTTP-POST. */
import { SAML } from '@node-saml/node-saml'
import { signed, type Credentials } from './signature.ts'
import { bindings } from './provider.ts'
import { escaped, namespaces } from './xml.ts'

export interface AuthnRequest {
  /** `ID`: what the answer must name. */
  id: string
  entityId: string
  /** Where it is sent. */
  destination: string
  callbackUrl: string
  /** `AuthnContextClassRef`; a log-in that is stronger is as good. */
  word: string
  now: Date
  credentials: Credentials
}

/** The library encodes and signs; what it writes itself asks for an answer by HTTP-POST, with a policy for names that DigiD does not have. */
class ArtifactSaml extends SAML {
  readonly request: AuthnRequest

  constructor(request: AuthnRequest) {
    super({
      entryPoint: request.destination,
      callbackUrl: request.callbackUrl,
      issuer: request.entityId,
      // For answers, which the library does not check here; it asks for one all the same.
      idpCert: request.credentials.certificate,
      privateKey: request.credentials.privateKey,
      publicCert: request.credentials.certificate,
      signatureAlgorithm: 'sha256',
      digestAlgorithm: 'sha256',
      // HTTP-POST knows no compression (SAML 2.0 Bindings, section 3.5.4).
      skipRequestCompression: false,
    })
    this.request = request
  }

  protected override async generateAuthorizeRequestAsync(): Promise<string> {
    return written(this.request)
  }
}

/** The address that the browser goes to. `state` comes back as `RelayState`. */
export const redirectUrl = (request: AuthnRequest, state: string): Promise<string> =>
  new ArtifactSaml(request).getAuthorizeUrlAsync(state, undefined, {})

/** What a form has to post. */
export const postFields = (request: AuthnRequest, state: string): Record<string, string> => ({
  SAMLRequest: Buffer.from(signed(written(request), request.credentials)).toString('base64'),
  RelayState: state,
})

/** `ForceAuthn`: who is still logged in for another service proves anew that they are there. */
function written({ id, entityId, destination, callbackUrl, word, now }: AuthnRequest): string {
  return (
    `<samlp:AuthnRequest xmlns:samlp="${namespaces.samlp}" xmlns:saml="${namespaces.saml}"` +
    ` ID="${escaped(id)}" Version="2.0" IssueInstant="${now.toISOString()}"` +
    ` Destination="${escaped(destination)}" ForceAuthn="true" ProtocolBinding="${bindings.artifact}"` +
    ` AssertionConsumerServiceURL="${escaped(callbackUrl)}">` +
    `<saml:Issuer>${escaped(entityId)}</saml:Issuer>` +
    '<samlp:RequestedAuthnContext Comparison="minimum">' +
    `<saml:AuthnContextClassRef>${escaped(word)}</saml:AuthnContextClassRef>` +
    '</samlp:RequestedAuthnContext></samlp:AuthnRequest>'
  )
}
