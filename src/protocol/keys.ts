/**
 * Keys, and what each may be used for. A key has one algorithm, decided by its type and its use when it is loaded, never by a token
 * (RFC 8725 section 3.1): EC P-256 signs with ES256 and receives with ECDH-ES; RSA signs with RS256 and receives with RSA-OAEP.
 */
import {
  base64url,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  importPKCS8,
  importSPKI,
  type CryptoKey,
  type JWK,
} from 'jose'
import { ConfigError } from './errors.ts'
import { kidPattern } from './strict.ts'

export type { JWK }

/** A P-256 or RSA (2048 bits or more) key as JWK (RFC 7517), public or private. */
export type KeyRecord = JWK & { kid?: string }

/** What a set of keys was loaded for. */
export type KeyUse = 'sign' | 'verify' | 'encrypt' | 'decrypt'
/** One algorithm for each key (RFC 7518 sections 3.1 and 4.1; RFC 8725 section 3.1). */
export type KeyAlgorithm = 'ES256' | 'RS256' | 'ECDH-ES' | 'RSA-OAEP' | 'RSA-OAEP-256'

/** One key that was loaded. */
export interface Key {
  /** Names it: as given, else its thumbprint (RFC 7638). */
  readonly kid: string
  /** Whether the `kid` was given. One that we derived is not written into tokens: peers with published software expect none. */
  readonly named: boolean
  /** The only algorithm that it is used with. */
  readonly alg: KeyAlgorithm
  /** A private one cannot be taken out of it (not extractable). */
  readonly key: CryptoKey
  /** The public half (RFC 7517), for others. */
  readonly publicJwk: JWK
}

/** Keys for one use, by `kid`. The first one signs and encrypts; the others are there so that keys can be rotated. */
export interface KeySet {
  /** What it was loaded for. */
  readonly use: KeyUse
  /** By `kid`, in the order in which they were given. */
  readonly keys: ReadonlyMap<string, Key>
}

const algorithms = {
  sign: { EC: 'ES256', RSA: 'RS256' },
  verify: { EC: 'ES256', RSA: 'RS256' },
  encrypt: { EC: 'ECDH-ES', RSA: 'RSA-OAEP' },
  decrypt: { EC: 'ECDH-ES', RSA: 'RSA-OAEP' },
} as const

export interface ImportOptions {
  /** Algorithms that an RSA key may name in `alg` instead of the usual one, for peers that are not ours. Default: none. */
  also?: readonly KeyAlgorithm[]
}

const uses = { sign: 'sig', verify: 'sig', encrypt: 'enc', decrypt: 'enc' } as const
const publicMembers = { EC: ['kty', 'crv', 'x', 'y'], RSA: ['kty', 'n', 'e'] } as const
const privateMembers = { EC: ['d'], RSA: ['d', 'p', 'q', 'dp', 'dq', 'qi'] } as const
const smallestModulus = 2048
const largestModulus = 8192

/**
 * Loads keys for one use. A key without `kid` gets its RFC 7638 thumbprint as one. Of a private key that is given to verify or to encrypt
 * with, only the public half is kept.
 * @throws ConfigError with `key` `keys.<index>` when there is no key at all, a key is of another type, too small, for another use or
 *   without its private half, or when a `kid` is not allowed or occurs twice
 */
export async function importKeySet(
  records: readonly (JWK | string)[],
  use: KeyUse,
  { also = [] }: ImportOptions = {},
): Promise<KeySet> {
  if (records.length === 0) throw new ConfigError('keys', `Give at least one key to ${use} with.`)
  const keys = new Map<string, Key>()
  for (const [index, record] of records.entries()) {
    const key = await importKey(record, use, also, `keys.${index}`)
    if (keys.has(key.kid)) throw new ConfigError(`keys.${index}`, 'Give each key a kid of its own.')
    keys.set(key.kid, key)
  }
  return { use, keys }
}

async function importKey(
  record: JWK | string,
  use: KeyUse,
  also: readonly KeyAlgorithm[],
  path: string,
): Promise<Key> {
  const jwk = typeof record === 'string' ? await readPem(record, path) : record
  const type = checkType(jwk, path)
  const usual = algorithms[use][type]
  const alg = (type === 'RSA' && also.find((other) => other === jwk.alg)) || usual
  if (jwk.use !== undefined && jwk.use !== uses[use])
    throw new ConfigError(
      path,
      `Give a key whose use is "${uses[use]}"; this one is for something else.`,
    )
  if (jwk.alg !== undefined && jwk.alg !== alg)
    throw new ConfigError(path, `Give a key whose alg is ${usual}, or leave alg out.`)
  if (jwk.kid !== undefined && !(typeof jwk.kid === 'string' && kidPattern.test(jwk.kid)))
    throw new ConfigError(
      path,
      'Give a kid of at most 64 letters, digits, dots, dashes and underscores.',
    )
  const needsPrivate = use === 'sign' || use === 'decrypt'
  if (needsPrivate && typeof jwk.d !== 'string')
    throw new ConfigError(path, `Give the private key: one cannot ${use} with the public half.`)

  const publicHalf = pick(jwk, publicMembers[type])
  const material = needsPrivate ? { ...publicHalf, ...pick(jwk, privateMembers[type]) } : publicHalf
  try {
    const kid = jwk.kid ?? (await calculateJwkThumbprint(publicHalf))
    const key = (await importJWK(material, alg, { extractable: !needsPrivate })) as CryptoKey
    return {
      kid,
      named: jwk.kid !== undefined,
      alg,
      key,
      publicJwk: { ...publicHalf, kid, use: uses[use], alg },
    }
  } catch {
    // The error of the library may quote the key.
    throw new ConfigError(path, 'Give a complete JWK (RFC 7517) or PEM; this one cannot be loaded.')
  }
}

function checkType(jwk: JWK, path: string): 'EC' | 'RSA' {
  if (jwk?.kty === 'EC' && jwk.crv === 'P-256') return 'EC'
  if (jwk?.kty !== 'RSA' || typeof jwk.n !== 'string')
    throw new ConfigError(path, 'Give an EC key on P-256 or an RSA key.')
  const bits = modulusLength(jwk.n)
  if (bits < smallestModulus || bits > largestModulus)
    throw new ConfigError(path, `Give an RSA key of ${smallestModulus} to ${largestModulus} bits.`)
  return 'RSA'
}

function modulusLength(n: string): number {
  try {
    const bytes = base64url.decode(n)
    const first = bytes.findIndex((byte) => byte !== 0)
    return first < 0 ? 0 : (bytes.length - first) * 8 - (Math.clz32(bytes[first]!) - 24)
  } catch {
    return 0
  }
}

function pick(jwk: JWK, members: readonly (keyof JWK & string)[]): JWK {
  return Object.fromEntries(
    members.filter((name) => jwk[name] !== undefined).map((name) => [name, jwk[name]]),
  ) as JWK
}

async function readPem(pem: string, path: string): Promise<JWK> {
  const text = pem.trim()
  const read = text.startsWith('-----BEGIN PUBLIC KEY-----')
    ? importSPKI
    : text.startsWith('-----BEGIN PRIVATE KEY-----')
      ? importPKCS8
      : undefined
  if (!read)
    throw new ConfigError(
      path,
      'Give a PEM that begins with "BEGIN PUBLIC KEY" or "BEGIN PRIVATE KEY"; openssl pkcs8 -topk8 -nocrypt makes one of older forms.',
    )
  // PEM does not say in plain words of which type the key is: try both.
  for (const alg of ['ES256', 'RS256']) {
    const key = await read(text, alg, { extractable: true }).catch(() => undefined)
    if (key) return exportJWK(key)
  }
  throw new ConfigError(path, 'Give an EC key on P-256 or an RSA key, as PEM.')
}

/**
 * A new key pair, as JWK. Default algorithm: ES256 to sign, ECDH-ES to encrypt; RSA keys get 2048 bits. Default `kid`: RFC 7638 thumbprint.
 * @throws TypeError when `alg` is not for that use
 */
export async function generateKey(
  use: 'sig' | 'enc',
  alg: KeyAlgorithm = use === 'sig' ? 'ES256' : 'ECDH-ES',
  kid?: string,
): Promise<{ privateKey: JWK; publicKey: JWK }> {
  const fitting: readonly string[] = Object.values(algorithms[use === 'sig' ? 'sign' : 'encrypt'])
  if (!fitting.includes(alg)) throw new TypeError(`${alg} is not an algorithm for use "${use}"`)
  const pair = await generateKeyPair(alg, {
    extractable: true,
    crv: 'P-256',
    modulusLength: smallestModulus,
  })
  const [publicKey, privateKey] = await Promise.all([
    exportJWK(pair.publicKey),
    exportJWK(pair.privateKey),
  ])
  const common = { kid: kid ?? (await calculateJwkThumbprint(publicKey)), use, alg }
  return { privateKey: { ...privateKey, ...common }, publicKey: { ...publicKey, ...common } }
}

/** The public halves as a JWK Set (RFC 7517 section 5), ready to be published. */
export function publicJwks(set: KeySet): { keys: JWK[] } {
  return { keys: [...set.keys.values()].map(({ publicJwk }) => publicJwk) }
}

/** The key that signs or encrypts: the first of the set. */
export function firstKey(set: KeySet): Key {
  return set.keys.values().next().value!
}

/**
 * The keys that may fit a token's header. A `kid` is only ever looked up in our own map; published software writes none, and then
 * every key with that algorithm is tried. Empty when there is none: the algorithm is the key's, the header can only agree.
 */
export function keysFor(set: KeySet, { kid, alg }: Record<string, unknown>): Key[] {
  const candidates = typeof kid === 'string' ? [set.keys.get(kid)] : [...set.keys.values()]
  return candidates.filter((key) => key !== undefined && key.alg === alg) as Key[]
}

/** Guards against a programming mistake, such as verifying with the set that is meant for encryption. */
export function demandUse(set: KeySet, use: KeyUse): void {
  if (set.use !== use)
    throw new ConfigError('keys', `These keys were loaded to ${set.use}; load them to ${use}.`)
}
