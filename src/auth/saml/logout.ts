/** The end of a log-in, told to the provider from server to server (SAML 2.0 Profiles, section 4.4; SOAP). */
import { RequestError } from '../../protocol/errors.ts'
import { statusOf, type Resolving } from './artifact.ts'
import { SamlFault } from './fault.ts'
import { signed, verified } from './signature.ts'
import { attributeOf, escaped, namespaces, onlyChildOf, textOf } from './xml.ts'

/** What has to be kept of a log-in to end it. */
export interface Kept {
  nameId: string
  sessionIndex?: string
}

/** @throws RequestError when the provider may not have ended it; one that does not know it any more is no error */
export async function logOut(
  { nameId, sessionIndex }: Kept,
  url: string,
  { provider, entityId, credentials, call, id, now, signal }: Resolving,
): Promise<void> {
  const index = sessionIndex
    ? `<samlp:SessionIndex>${escaped(sessionIndex)}</samlp:SessionIndex>`
    : ''
  const request =
    `<samlp:LogoutRequest xmlns:samlp="${namespaces.samlp}" xmlns:saml="${namespaces.saml}"` +
    ` ID="${escaped(id)}" Version="2.0" IssueInstant="${now.toISOString()}"` +
    ` Destination="${escaped(url)}"><saml:Issuer>${escaped(entityId)}</saml:Issuer>` +
    `<saml:NameID>${escaped(nameId)}</saml:NameID>${index}</samlp:LogoutRequest>`
  try {
    const message = signed(request, credentials)
    const answer = await call(url, { message, expected: 'samlp:LogoutResponse', signal })
    const { element } = verified(answer.text, answer.message, provider.certificates, now)
    if (textOf(onlyChildOf(element, 'saml:Issuer')) !== provider.entityId)
      throw new SamlFault('wrong_issuer')
    if (attributeOf(element, 'InResponseTo') !== id) throw new SamlFault('another_question')
    const { code, detail } = statusOf(element)
    const isOver = code === 'Success' || detail === 'UnknownPrincipal'
    if (!isOver) throw new SamlFault('not_logged_out')
  } catch (cause) {
    if (!(cause instanceof SamlFault)) throw cause
    throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER', { cause })
  }
}
