/** `type = "saml"`: DigiD, for who is connected to it directly. */
import { array, optional, picklist, strictObject } from 'valibot'
import { secret, tag, text, webAddress } from '../../protocol/settings.ts'
import { methodKind, type Reader } from '../kind.ts'
import type { SamlOptions } from './options.ts'
import { nl as words } from './words/nl.ts'

const provider = strictObject({
  entity_id: text,
  login_url: webAddress,
  artifact_url: webAddress,
  logout_url: optional(webAddress),
  certificates: array(secret),
})

/** PEM. */
const tls = strictObject({
  private_key: optional(secret),
  certificate: optional(secret),
  authorities: optional(secret),
})

export const samlKind = methodKind({
  type: 'saml',
  words,
  settings: {
    entity_id: optional(text),
    metadata: optional(secret),
    provider: optional(provider),
    private_key: secret,
    certificate: secret,
    next_certificates: optional(array(secret), []),
    tls: optional(tls, {}),
    binding: optional(picklist(['redirect', 'post'], 'must be "redirect" or "post"'), 'redirect'),
    level: optional(
      picklist(
        ['basis', 'midden', 'substantieel', 'hoog'],
        'must be "basis", "midden", "substantieel" or "hoog"',
      ),
      'midden',
    ),
    attribute: optional(tag, 'bsn'),
    name: optional(text),
  },
  attributesKey: 'attribute',
  attributesOf: ({ attribute }) => [attribute],
  addressesOf: ({ provider }): Record<string, string> =>
    provider ? { 'provider.login_url': provider.login_url } : {},
  read(table, reader) {
    const { binding, level, attribute, name } = table
    const list = (key: string, sources: typeof table.next_certificates): string[] =>
      sources.map((source, index) => reader.secret(`${key}.${index}`, source))
    const options: SamlOptions = {
      entityId: table.entity_id ?? `${reader.serverUrl}/m/metadata`,
      metadata: table.metadata && reader.secret('metadata', table.metadata),
      provider: table.provider && {
        entityId: table.provider.entity_id,
        loginUrl: table.provider.login_url,
        artifactUrl: table.provider.artifact_url,
        logoutUrl: table.provider.logout_url,
        certificates: list('provider.certificates', table.provider.certificates),
      },
      privateKey: reader.secret('private_key', table.private_key),
      certificate: reader.secret('certificate', table.certificate),
      nextCertificates: list('next_certificates', table.next_certificates),
      tls: tlsOf(table.tls, reader),
      ...{ binding, level, attribute, name },
    }
    return async () => {
      const { saml } = await import('./index.ts')
      return saml(options)
    }
  },
})

function tlsOf(
  { private_key, certificate, authorities }: Partial<Record<keyof typeof tls.entries, Source>>,
  { secret }: Reader,
): SamlOptions['tls'] {
  return {
    ...(private_key && { privateKey: secret('tls.private_key', private_key) }),
    ...(certificate && { certificate: secret('tls.certificate', certificate) }),
    ...(authorities && { authorities: secret('tls.authorities', authorities) }),
  }
}

type Source = Parameters<Reader['secret']>[1]
