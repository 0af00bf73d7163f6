/** Secrets and keys from where the configuration says they are. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { JWK } from 'jose'
import type { Problem } from './problems.ts'
import { isTable } from './shape.ts'
import type { FileOrText, KeySource, KeySources } from '../../protocol/settings.ts'

/** What a key is for: `sig`, to sign results and handovers; `enc`, to encrypt results. */
export type KeyUse = 'sig' | 'enc'
type Half = 'private' | 'public'

export interface Sources {
  /** A secret's text, without white space around it. `least` in bytes. */
  secret(key: string, source: FileOrText, least?: number): string
  privateKeys(key: string, source: KeySources, use: KeyUse): JWK[]
  publicKeys(key: string, source: KeySources, use: KeyUse): JWK[]
  exists(source: KeySources): boolean
  /** The full path of a file or folder that the configuration names. */
  path(name: string): string
}

/** `folder` is where relative paths begin. Problems are added to the lists; what could not be read comes back empty. */
export function createSources(folder: string, problems: Problem[], warnings: string[]): Sources {
  const path = (name: string): string => resolve(folder, name)

  function read(key: string, name: string): string | undefined {
    try {
      return readFileSync(path(name), 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      problems.push({
        key,
        message: `names a file that cannot be read: ${path(name)} (${code})`,
        remedy: `Check the path and its permissions${isMade(name) ? `, or make it with: id-contact keys --out ${dirname(path(name))}` : ''}.`,
      })
      return undefined
    }
  }

  function keysIn(key: string, source: KeySource, half: Half, use: KeyUse): JWK[] {
    const content = 'file' in source ? read(key, source.file) : source.key
    if (content === undefined) return []
    const found = parseKeys(content)
    const wrong = !found
      ? { message: 'holds no key', remedy: 'It must be a JWK Set, a JWK, or a key in PEM.' }
      : refusal(found, source, half, use)
    if (wrong) {
      problems.push({ key, ...wrong })
      return []
    }
    if (half === 'private' && 'file' in source) warnOfReaders(key, path(source.file), warnings)
    return found!.map((jwk) => ({
      ...(half === 'private' ? jwk : publicPart(jwk)),
      ...('kid' in source && source.kid ? { kid: source.kid } : {}),
    }))
  }

  const keys = (half: Half) => (key: string, source: KeySources, use: KeyUse) =>
    [source].flat().flatMap((one) => keysIn(key, one, half, use))

  return {
    path,
    secret(key, source, least = 1) {
      const text = typeof source === 'string' ? source : read(key, source.file)?.trim()
      if (text !== undefined && Buffer.byteLength(text) < least) {
        problems.push({
          key,
          message: text === '' ? 'is empty' : `is shorter than ${least} bytes`,
          remedy: 'Make a good one with: id-contact keys --out DIR, which writes a file "secret".',
        })
      }
      return text ?? ''
    },
    privateKeys: keys('private'),
    publicKeys: keys('public'),
    exists: (source) =>
      [source].flat().every((one) => !('file' in one) || existsSync(path(one.file))),
  }
}

/** Whether `id-contact keys` makes a file of this name; what a provider or a database gave, it does not. */
const isMade = (name: string): boolean =>
  /^(secret|(signing|encryption)\.(private|public)\.json)$/.test(basename(name))

function refusal(
  found: JWK[],
  source: KeySource,
  half: Half,
  use: KeyUse,
): Omit<Problem, 'key'> | undefined {
  if (half === 'private' && !found.every((jwk) => jwk.d)) {
    return {
      message: 'holds a public key only',
      remedy:
        'Name the file with the private keys; it ends on .private.json when id-contact keys made it.',
    }
  }
  if ('type' in source && found.some((jwk) => jwk.kty !== source.type)) {
    return {
      message: `holds no ${source.type} key`,
      remedy: 'Write the type of the key that stands there.',
    }
  }
  if (found.some((jwk) => jwk.use !== undefined && jwk.use !== use)) {
    const set = use === 'sig' ? 'signing' : 'encryption'
    return {
      message: `holds a key that is not for ${set}`,
      remedy: `Name the file ${set}.${half}.json.`,
    }
  }
  if (!found.every(isStrong)) {
    return {
      message: 'holds a key that is too weak or of another kind',
      remedy: 'Use P-256, or RSA of 2048 bits or more: id-contact keys --out DIR makes good ones.',
    }
  }
  return undefined
}

const isStrong = ({ kty, crv, n }: JWK): boolean =>
  kty === 'EC' ? crv === 'P-256' : Buffer.from(n ?? '', 'base64url').length >= 256

/** A private key that others on the machine can read is no longer private; containers mount secrets that way, so it is a warning. */
function warnOfReaders(key: string, path: string, warnings: string[]): void {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    warnings.push(`${key} is readable for other users of this machine. Write: chmod 600 ${path}`)
  }
}

function parseKeys(content: string): JWK[] | undefined {
  try {
    if (content.includes('-----BEGIN')) return [fromPem(content)]
    const json: unknown = JSON.parse(content)
    if (!isTable(json)) return undefined
    const found = Array.isArray(json.keys) ? json.keys : [json]
    return found.length > 0 && found.every(isKey) ? found : undefined
  } catch {
    return undefined
  }
}

const isKey = (value: unknown): value is JWK =>
  isTable(value) && (value.kty === 'EC' || value.kty === 'RSA')

const fromPem = (pem: string): JWK =>
  pem.includes('PRIVATE KEY-----')
    ? (createPrivateKey(pem).export({ format: 'jwk' }) as JWK)
    : (createPublicKey(pem).export({ format: 'jwk' }) as JWK)

function publicPart({ kty, crv, x, y, n, e, kid, use, alg }: JWK): JWK {
  const members = Object.entries({ kty, crv, x, y, n, e, kid, use, alg })
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as JWK
}

/** The same for the private and the public half of a key, whatever its `kid`. */
export function fingerprint({ kty, crv, x, y, n, e }: JWK): string {
  return createHash('sha256')
    .update(JSON.stringify([kty, crv, x, y, n, e]))
    .digest('base64url')
}
