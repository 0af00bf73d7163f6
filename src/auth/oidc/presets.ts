/**
 * What providers have published of themselves, as settings: data, with the source of each. What a source does not say is not here, and
 * the operator fills it in; whatever the operator writes comes first. No preset leaves a check out.
 */
import type { OidcOptions } from './options.ts'

/** Settings of `oidc`, without those that are each client's own. */
export type Preset = Partial<
  Omit<OidcOptions, 'issuer' | 'clientId' | 'clientSecret' | 'clientKeys' | 'decryptionKeys'>
>

/**
 * Direct, with a key pair (not with a secret key: then tokens are encrypted with the secret).
 *
 * Source: https://belgianmobileid.github.io/doc/authentication (authorization, token and userinfo request). The scope has
 * `service:CODE` with a code of the client's own, so there is none here; nor does the source say which level of assurance
 * `acr_basic` and `acr_advanced` reach. An assertion names the token endpoint as its audience. ID token and userinfo are signed and
 * encrypted. The address is there for who has a Belgian document alone, as is the national number.
 */
const itsme: Preset = {
  authentication: 'private_key_jwt',
  assertionAudience: 'token_endpoint',
  claims: {
    name: 'name',
    given_name: 'given_name',
    family_name: 'family_name',
    birthdate: 'birthdate',
    email: 'email',
    phone_number: 'phone_number',
    address: 'address.formatted',
    street_address: 'address.street_address',
    postal_code: 'address.postal_code',
    locality: 'address.locality',
    national_number: 'http://itsme.services/v2/claim/BENationalNumber',
  },
}

/**
 * How the broker is told which identity provider and which level, and what it says of the level.
 *
 * Source: https://developer.signicat.com/docs/eid-hub/concepts/levels-of-assurance/ (`acr_values=loa:<LoA>`, and no lower level than
 * was asked for), and the ID token in https://developer.signicat.com/identity-methods/id-porten/attributes-reference/ (`acr`).
 */
const throughSignicat = (idp: string): Preset => ({
  // Otherwise the broker may answer with the log-in of another service.
  prompt: 'login',
  acrValues: {
    always: `idp:${idp}`,
    low: 'loa:low',
    substantial: 'loa:substantial',
    high: 'loa:high',
  },
  acr: { low: 'low', substantial: 'substantial', high: 'high' },
})

/**
 * DigiD through Signicat.
 *
 * Source: https://developer.signicat.com/identity-methods/digid/attribute-reference/. `idp_id` begins with the sector of the number,
 * and only that of the BSN is taken; `nin` would be the number of another sector as well.
 */
const signicatDigid: Preset = {
  ...throughSignicat('digid'),
  scope: 'openid idp-id',
  claims: { bsn: 'idp_id' },
  prefixes: { bsn: 's00000000:' },
}

/**
 * eHerkenning through Signicat.
 *
 * Source: https://developer.signicat.com/identity-methods/eherkenning/attributes-reference/eherkenning-attributes-oidc/. Which claims
 * come is a matter of the service catalogue, so `claims` is the operator's.
 */
const signicatEherkenning: Preset = {
  ...throughSignicat('eherkenning'),
  scope: 'openid profile idp-id eherkenning-extra',
}

/**
 * eIDAS through Signicat: people with a means of another country. It comes over the connection of eHerkenning, for a service whose entry
 * in the catalogue is open to it; no identity provider of its own is named.
 *
 * Source: https://developer.signicat.com/broker/eherkenning-broker/eherkenning-service-catalogue (eIDAS by the classifier of a service),
 * https://developer.signicat.com/identity-methods/eherkenning/attributes-reference/glossary/ (`idpId` is then an encrypted number or a
 * pseudonym, so nothing is taken from it), and OpenID Connect Core 1.0 section 5.1 for the claims of the scope `profile`.
 */
const signicatEidas: Preset = {
  ...signicatEherkenning,
  claims: { given_name: 'given_name', family_name: 'family_name', birthdate: 'birthdate' },
}

/**
 * A Keycloak of one's own.
 *
 * Source: https://www.keycloak.org/docs/latest/server_admin/ (client scopes `profile` and `email`; levels are mapped by the realm) and
 * https://www.keycloak.org/securing-apps/oidc-layers (endpoint for pushed requests, revocation).
 */
const keycloak: Preset = {
  scope: 'openid profile email',
  pushed: true,
  logout: 'revoke',
  claims: { name: 'name', given_name: 'given_name', family_name: 'family_name', email: 'email' },
}

/** What providers have in common for every customer, by name. */
export const presets = {
  itsme,
  'signicat-digid': signicatDigid,
  'signicat-eherkenning': signicatEherkenning,
  'signicat-eidas': signicatEidas,
  keycloak,
} satisfies Record<string, Preset>

/** A provider that is known by name. */
export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as PresetName[]

/** The settings of `own` that are there, and beneath them those of the preset. */
export function withPreset<Own extends object>(
  name: PresetName | undefined,
  own: Own,
): Preset & Own {
  const given = Object.entries(own).filter(([, value]) => value !== undefined)
  return { ...(name && presets[name]), ...(Object.fromEntries(given) as Own) }
}
