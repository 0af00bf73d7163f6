/**
 * State that travels in a URL: sealed, so that nobody who sees it can read or edit it, and that any server with the same secret can
 * open it. A ticket of one kind never opens as another: each kind has its own key and says its name in the header.
 */
import { base64url, CompactEncrypt, compactDecrypt } from 'jose'
import { ConfigError, TokenError } from './errors.ts'
import { seconds } from './lifetime.ts'
import { readObject, splitCompact } from './strict.ts'

export interface Sealer {
  /**
   * Seals a value that JSON can hold. `kind` is a word such as `return`: small letters and dashes.
   * Good for `lifetimeSeconds` from now.
   */
  seal<T>(kind: string, value: T, lifetimeSeconds: number): Promise<string>
  /**
   * The value of a ticket that this secret sealed for this `kind`.
   * @throws TokenError whose `expired` is true when the ticket is genuine but too old
   */
  open<T>(kind: string, ticket: string): Promise<T>
}

const utf8 = new TextEncoder()
const kindPattern = /^[a-z][a-z-]{0,31}$/

/**
 * @param secret 32 bytes or more; a text counts in UTF-8. All servers that must open each other's tickets share it.
 * @throws ConfigError when it is too short
 */
export function createSealer(
  secret: string | Uint8Array,
  options: { now?: () => Date } = {},
): Sealer {
  const { now = () => new Date() } = options
  const bytes = typeof secret === 'string' ? utf8.encode(secret) : Uint8Array.from(secret)
  if (bytes.length < 32)
    throw new ConfigError('secret', 'Give a secret of 32 random bytes or more.')
  const keys = new Map<string, Promise<Uint8Array>>()

  function keyFor(kind: string): Promise<Uint8Array> {
    if (!kindPattern.test(kind))
      throw new TypeError('The kind of a ticket is a word of small letters and dashes')
    let key = keys.get(kind)
    if (!key) keys.set(kind, (key = deriveKey(bytes, kind)))
    return key
  }

  return {
    async seal(kind, value, lifetimeSeconds) {
      const plaintext = JSON.stringify({ exp: seconds(now()) + lifetimeSeconds, value })
      return new CompactEncrypt(utf8.encode(plaintext))
        .setProtectedHeader(headerFor(kind))
        .encrypt(await keyFor(kind))
    },

    async open<T>(kind: string, ticket: string) {
      const key = await keyFor(kind)
      const { exp, value } = await decrypt(ticket, kind, key).catch(() => {
        throw new TokenError()
      })
      if (typeof exp !== 'number' || seconds(now()) >= exp) throw new TokenError({ expired: true })
      return value as T
    },
  }
}

const headerFor = (kind: string) => ({ alg: 'dir', enc: 'A256GCM', typ: `id-contact-${kind}` })

async function decrypt(
  ticket: string,
  kind: string,
  key: Uint8Array,
): Promise<Record<string, unknown>> {
  const [header] = splitCompact(ticket, 5)
  // We write every ticket ourselves, so its header can be only one text; no other is even parsed.
  if (header !== base64url.encode(JSON.stringify(headerFor(kind))))
    throw new Error('of another kind')
  const { plaintext } = await compactDecrypt(ticket, key, {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
    maxDecompressedLength: 0,
  })
  return readObject(plaintext)
}

/** HKDF (RFC 5869): one secret in the configuration, an independent key for each kind of ticket. */
async function deriveKey(secret: Uint8Array<ArrayBuffer>, kind: string): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const parameters = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: utf8.encode(`id-contact ticket ${kind}`),
  }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, material, 256))
}
