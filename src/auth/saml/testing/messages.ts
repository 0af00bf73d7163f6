/** The messages of the identity provider: `samlify` reads and signs them; SAML's artifact binding around it, which it does not have. */
import { randomBytes } from 'node:crypto'
import { getVerifiedXml, parseDomFromString } from '@node-saml/node-saml/lib/xml.js'
import * as samlify from 'samlify'
import type { Pair } from './certificates.ts'

// The schemas of SAML need a program of their own; what our messages hold is looked at here one by one.
samlify.setSchemaValidator({ validate: () => Promise.resolve('not checked') })

export interface ReadRequest {
  id: string
  /** `AuthnContextClassRef`. */
  word: string
  callback: string
  state: string
}

/** What is wrong with an answer. Everything left out is right. */
export interface Faults {
  /** Never answers. */
  silent?: boolean
  /** Answers with this status. */
  status?: number
  keepArtifacts?: boolean
  /** Changes values of the response before it is signed. */
  values?: Partial<Values>
  /** Changes the response after its assertion was signed, before the envelope is. */
  response?: (xml: string) => string | Promise<string>
  /** Changes the answer after everything was signed. */
  answer?: (xml: string) => string | Promise<string>
  /** Signs with these, which its metadata does not name. */
  signing?: Pair
  /** An algorithm of yesterday. */
  algorithm?: string
  unsignedEnvelope?: boolean
  unsignedAssertion?: boolean
  /** `InResponseTo` and issuer of the envelope. */
  envelope?: { id?: string; issuer?: string; status?: string }
  logoutStatus?: string
  unsignedLogout?: boolean
}

export interface Values {
  responseIssuer: string
  issuer: string
  audience: string
  recipient: string
  destination: string
  inResponseTo: string
  subjectInResponseTo: string
  notBefore: string
  notOnOrAfter: string
  subjectNotOnOrAfter: string
  authnInstant: string
  nameId: string
  word: string
  method: string
  assertionId: string
  /** Markup, as it is. */
  conditions: string
}

interface Settings {
  entityId: string
  loginUrl: string
  artifactUrl: string
  logoutUrl: string | undefined
  signing: Pair
  announced: string[]
}

export type Messages = ReturnType<typeof createMessages>
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const status = 'urn:oasis:names:tc:SAML:2.0:status:'
const newId = (): string => `_${randomBytes(16).toString('hex')}`
const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()
const bare = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '')

export function createMessages(settings: Settings) {
  const { entityId, signing } = settings
  const metadata = metadataOf(settings)
  /** Us, once for each of our certificates: `samlify` looks at one. */
  let sps: ReturnType<typeof samlify.ServiceProvider>[] = []
  let ours = ''

  const signedBy = ({
    faults,
    xml,
    path,
  }: {
    faults: Faults
    xml: string
    path: string
  }): string => {
    const { privateKey, certificate } = faults.signing ?? signing
    return samlify.SamlLib.constructSAMLSignature({
      rawSamlMessage: xml,
      referenceTagXPath: path,
      privateKey,
      signingCert: bare(certificate),
      signatureAlgorithm: faults.algorithm ?? rsaSha256,
      isBase64Output: false,
      signatureConfig: {
        prefix: 'ds',
        location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' },
      },
    })
  }

  return {
    metadata,
    know(metadata: string) {
      const keys = metadata.match(/<md:KeyDescriptor.*?<\/md:KeyDescriptor>/gs) ?? []
      sps = keys.map((key) =>
        samlify.ServiceProvider({
          metadata: metadata.replace(keys.join(''), key),
        }),
      )
      ours = metadata
    },

    /** A request by redirect or by form, whose signature `samlify` checks against our metadata. */
    async readRequest(url: URL, form: URLSearchParams): Promise<ReadRequest> {
      const idp = samlify.IdentityProvider({ metadata, privateKey: signing.privateKey })
      const isForm = form.has('SAMLRequest')
      const query = Object.fromEntries(url.searchParams)
      const octetString = url.search.slice(1).split('&Signature=')[0]!
      const { samlContent, extract } = await Promise.any(
        sps.map((sp) =>
          isForm
            ? idp.parseLoginRequest(sp, 'post', { body: Object.fromEntries(form) })
            : idp.parseLoginRequest(sp, 'redirect', { query, octetString }),
        ),
      )
      const request = (await parseDomFromString(samlContent)).documentElement
      const context = request.getElementsByTagNameNS('*', 'RequestedAuthnContext')[0]!
      if (request.getAttribute('Destination') !== settings.loginUrl) throw new Error('Destination')
      if (context.getAttribute('Comparison') !== 'minimum') throw new Error('Comparison')
      return {
        id: (extract.request as { id: string }).id,
        word: context.textContent!,
        callback: request.getAttribute('AssertionConsumerServiceURL')!,
        state: (isForm ? form.get('RelayState') : url.searchParams.get('RelayState'))!,
      }
    },

    async readResolve(soap: string): Promise<{ id: string; artifact: string }> {
      const resolve = await readSigned(soap, 'ArtifactResolve', ours)
      const artifact = resolve.getElementsByTagNameNS('*', 'Artifact')[0]!.textContent!
      return { id: resolve.getAttribute('ID')!, artifact }
    },

    async readLogout(soap: string) {
      const request = await readSigned(soap, 'LogoutRequest', ours)
      return {
        id: request.getAttribute('ID')!,
        nameId: request.getElementsByTagNameNS('*', 'NameID')[0]!.textContent!,
        sessionIndex: request.getElementsByTagNameNS('*', 'SessionIndex')[0]!.textContent!,
      }
    },

    /** What an artifact stood for; empty for one that was used, as the standard has it. */
    async artifactResponse(
      id: string,
      login: Record<string, string> | undefined,
      faults: Faults,
    ): Promise<string> {
      let response = login
        ? responseOf(settings, sps[0]!.entityMeta.getEntityID(), login, faults)
        : ''
      if (response.includes('<saml:Assertion') && !faults.unsignedAssertion)
        response = signedBy({
          faults,
          xml: response,
          path: "/*[local-name(.)='Response']/*[local-name(.)='Assertion']",
        })
      response = (await faults.response?.(response)) ?? response
      const { envelope = {} } = faults
      const xml =
        '<samlp:ArtifactResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"' +
        ` xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${newId()}" Version="2.0"` +
        ` IssueInstant="${soon(0)}" InResponseTo="${envelope.id ?? id}">` +
        `<saml:Issuer>${envelope.issuer ?? entityId}</saml:Issuer>` +
        `<samlp:Status><samlp:StatusCode Value="${status}${envelope.status ?? 'Success'}"/></samlp:Status>` +
        `${response}</samlp:ArtifactResponse>`
      const path = "/*[local-name(.)='ArtifactResponse']"
      return faults.unsignedEnvelope ? xml : signedBy({ faults, xml, path })
    },

    logoutResponse(id: string, faults: Faults): string {
      const xml =
        '<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"' +
        ` xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${newId()}" Version="2.0"` +
        ` IssueInstant="${soon(0)}" InResponseTo="${faults.envelope?.id ?? id}">` +
        `<saml:Issuer>${faults.envelope?.issuer ?? entityId}</saml:Issuer>` +
        `<samlp:Status>${statusCode(faults.logoutStatus)}</samlp:Status></samlp:LogoutResponse>`
      const path = "/*[local-name(.)='LogoutResponse']"
      return faults.unsignedLogout ? xml : signedBy({ faults, xml, path })
    },

    /** Signs an envelope anew, as the provider itself would. */
    sign: (xml: string, path: string): string => signedBy({ faults: {}, xml, path }),
  }
}

const statusCode = (detail: string | undefined): string =>
  detail
    ? `<samlp:StatusCode Value="${status}Responder"><samlp:StatusCode Value="${status}${detail}"/></samlp:StatusCode>`
    : `<samlp:StatusCode Value="${status}Success"/>`

function responseOf(
  { entityId }: Settings,
  audience: string,
  login: Record<string, string>,
  { values = {} }: Faults,
): string {
  const { id, word, callback, bsn, status: failed } = login as Record<string, string>
  const value: Values = {
    responseIssuer: entityId,
    issuer: entityId,
    audience,
    recipient: callback!,
    destination: callback!,
    inResponseTo: id!,
    subjectInResponseTo: id!,
    notBefore: soon(0),
    notOnOrAfter: soon(120),
    subjectNotOnOrAfter: soon(120),
    authnInstant: soon(0),
    nameId: `s00000000:${bsn}`,
    word: word!,
    method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    assertionId: newId(),
    conditions: '',
    ...values,
  }
  const assertion = failed ? '' : assertionOf(value)
  return (
    '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"' +
    ` xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${newId()}" Version="2.0"` +
    ` IssueInstant="${soon(0)}" InResponseTo="${value.inResponseTo}"` +
    ` Destination="${value.destination}"><saml:Issuer>${value.responseIssuer}</saml:Issuer>` +
    `<samlp:Status>${statusCode(failed)}</samlp:Status>${assertion}</samlp:Response>`
  )
}

const assertionOf = (value: Values): string =>
  `<saml:Assertion ID="${value.assertionId}" Version="2.0" IssueInstant="${soon(0)}">` +
  `<saml:Issuer>${value.issuer}</saml:Issuer>` +
  `<saml:Subject><saml:NameID>${value.nameId}</saml:NameID>` +
  `<saml:SubjectConfirmation Method="${value.method}"><saml:SubjectConfirmationData` +
  ` NotOnOrAfter="${value.subjectNotOnOrAfter}" Recipient="${value.recipient}"` +
  ` InResponseTo="${value.subjectInResponseTo}"/></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="${value.notBefore}" NotOnOrAfter="${value.notOnOrAfter}">` +
  `<saml:AudienceRestriction><saml:Audience>${value.audience}</saml:Audience></saml:AudienceRestriction>` +
  `${value.conditions}</saml:Conditions><saml:AuthnStatement AuthnInstant="${value.authnInstant}"` +
  ` SessionIndex="_session"><saml:AuthnContext><saml:AuthnContextClassRef>${value.word}` +
  '</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement></saml:Assertion>'

/** A message of ours in SOAP, as far as a certificate of our metadata signed it. */
async function readSigned(soap: string, name: string, metadata: string): Promise<Element> {
  const document = await parseDomFromString(soap)
  const message = document.getElementsByTagNameNS('*', name)[0]!
  const ours = await parseDomFromString(metadata)
  const certificates = Array.from(
    { length: ours.getElementsByTagNameNS('*', 'X509Certificate').length },
    (_, index) => ours.getElementsByTagNameNS('*', 'X509Certificate')[index]!.textContent!,
  )
  const pems = certificates.map(
    (text) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`,
  )
  const signed = getVerifiedXml(soap, message, pems)
  if (!signed) throw new Error(`The signature of ${name} is not good`)
  return (await parseDomFromString(signed)).documentElement
}

const metadataOf = ({
  entityId,
  loginUrl,
  artifactUrl,
  logoutUrl,
  announced,
}: Settings): string => {
  const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings:'
  const service = (name: string, binding: string, url: string, more = ''): string =>
    `<md:${name} Binding="${bindings}${binding}" Location="${url}"${more}/>`
  const keys = announced.map(
    (pem) =>
      '<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">' +
      `<ds:X509Data><ds:X509Certificate>${bare(pem)}</ds:X509Certificate></ds:X509Data>` +
      '</ds:KeyInfo></md:KeyDescriptor>',
  )
  return (
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">` +
    '<md:IDPSSODescriptor WantAuthnRequestsSigned="true"' +
    ` protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}` +
    service('ArtifactResolutionService', 'SOAP', artifactUrl, ' index="0"') +
    (logoutUrl ? service('SingleLogoutService', 'SOAP', logoutUrl) : '') +
    service('SingleSignOnService', 'HTTP-Redirect', loginUrl) +
    service('SingleSignOnService', 'HTTP-POST', loginUrl) +
    '</md:IDPSSODescriptor></md:EntityDescriptor>'
  )
}
