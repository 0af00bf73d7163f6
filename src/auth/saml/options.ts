/** The settings of the SAML method, and their check. */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { ConfigError } from '../../protocol/errors.ts'
import { tagPattern } from '../../protocol/limits.ts'
import type { TlsSettings } from './back-channel.ts'
import { digidLevels, type DigidLevel } from './digid-levels.ts'
import { certificateFrom, type ProviderSettings } from './provider.ts'

/** The settings of SAML 2.0. */
export interface SamlOptions {
  /** As in the configuration file. */
  type?: 'saml'
  /** What the provider knows us by. Usual: the address of the metadata, `{serverUrl}/m/metadata`. */
  entityId: string
  /** The provider's own metadata, XML. What is in it is believed: get it from the provider itself. */
  metadata?: string
  /** Or what would stand in it. */
  provider?: ProviderSettings
  /** PEM, RSA. Signs what we send. */
  privateKey: string
  /** PEM, of that key. */
  certificate: string
  /** PEM. Certificates that will follow: they stand in our metadata already, so that the provider knows them when the key changes. */
  nextCertificates?: string[]
  /** What our side of the TLS connection shows. Default: the key and certificate that sign. */
  tls?: Partial<TlsSettings>
  /** How the request gets to the provider. Default: `redirect`. */
  binding?: 'redirect' | 'post'
  /** The level that the connection has, and so the least that is asked for. Default: `midden`. */
  level?: DigidLevel
  /** Tag of the attribute that the citizen service number becomes. Default: `bsn`. */
  attribute?: string
  /** What the provider is called on a page of ours. Default: DigiD. */
  name?: string
  /** Milliseconds for one call to the provider, answer included. Default 5000. */
  timeout?: number
  /** The clock. Default: that of the system. */
  now?: () => Date
}

/** @throws ConfigError whose `key` names the setting */
export function checkOptions(options: SamlOptions): void {
  const { entityId, metadata, provider, privateKey, certificate, nextCertificates = [] } = options
  const { tls = {}, binding = 'redirect', level = 'midden', attribute = 'bsn' } = options
  if (!URL.canParse(entityId)) throw new ConfigError('entity_id', 'Give an address, or a URN.')
  if ((metadata === undefined) === (provider === undefined))
    throw new ConfigError('metadata', 'Give the metadata of the provider, or provider.')
  checkPair(privateKey, certificate, '')
  for (const [index, each] of nextCertificates.entries())
    certificateFrom(each, `next_certificates.${index}`)
  if ((tls.privateKey === undefined) !== (tls.certificate === undefined))
    throw new ConfigError('tls', 'Give private_key and certificate, or neither.')
  if (tls.privateKey !== undefined) checkPair(tls.privateKey, tls.certificate!, 'tls.')
  if (!['redirect', 'post'].includes(binding))
    throw new ConfigError('binding', 'Give redirect or post.')
  if (!digidLevels.includes(level))
    throw new ConfigError('level', `Give one of ${digidLevels.join(', ')}.`)
  if (!tagPattern.test(attribute))
    throw new ConfigError('attribute', 'Give the tag of an attribute.')
}

/** Found at the start, not when the first citizen comes back. */
function checkPair(privateKey: string, certificate: string, prefix: string): void {
  const known = certificateFrom(certificate, `${prefix}certificate`)
  let key: KeyObject
  try {
    key = createPrivateKey(privateKey)
  } catch (cause) {
    throw new ConfigError(`${prefix}private_key`, 'Give a private key (PEM).', { cause })
  }
  if (prefix === '' && key.asymmetricKeyType !== 'rsa')
    throw new ConfigError('private_key', 'Give an RSA key: signatures are RSA-SHA256.')
  if (!known.checkPrivateKey(key))
    throw new ConfigError(`${prefix}certificate`, 'It is of another key than private_key.')
}
