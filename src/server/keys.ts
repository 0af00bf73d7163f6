/** Makes the keys and the secret of one part, each in a file that only its owner reads. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ConfigError } from '../protocol/errors.ts'
import { generateKey } from '../protocol/keys.ts'

/** `EC`: P-256, for ES256 and ECDH-ES. `RSA`: 2048 bits, for RS256 and RSA-OAEP, where a peer needs it. */
export type KeyKind = 'EC' | 'RSA'

const algorithms = {
  EC: { sig: 'ES256', enc: 'ECDH-ES' },
  RSA: { sig: 'RS256', enc: 'RSA-OAEP' },
} as const

export const keyFiles = [
  'signing.private.json',
  'signing.public.json',
  'encryption.private.json',
  'encryption.public.json',
  'secret',
] as const

/**
 * Writes `signing.private.json`, `signing.public.json`, `encryption.private.json`, `encryption.public.json` (JWK Sets, RFC 7517;
 * `kid` is the RFC 7638 thumbprint) and `secret` (32 random bytes) into `folder`, mode 0600. Returns their paths.
 * @throws ConfigError when one of the files is already there: a key is never overwritten
 */
export async function makeKeys(folder: string, kind: KeyKind = 'EC'): Promise<string[]> {
  const paths = keyFiles.map((name) => join(folder, name))
  const present = paths.find((path) => existsSync(path))
  if (present) throw alreadyThere(present)
  const { sig, enc } = algorithms[kind]
  const signing = await generateKey('sig', sig)
  const encryption = await generateKey('enc', enc)
  const contents = [
    keySet(signing.privateKey),
    keySet(signing.publicKey),
    keySet(encryption.privateKey),
    keySet(encryption.publicKey),
    newSecret(),
  ]
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  paths.forEach((path, index) => writePrivately(path, contents[index]!))
  return paths
}

/** `makeKeys` for a folder that has none yet; leaves one that has them as it is. */
export async function ensureKeys(folder: string, kind?: KeyKind): Promise<void> {
  if (!keyFiles.every((name) => existsSync(join(folder, name)))) await makeKeys(folder, kind)
}

/** The secret in a file, which is made with 32 random bytes when it is not there. */
export function ensureSecret(path: string): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writePrivately(path, newSecret())
  }
  return readFileSync(path, 'utf8').trim()
}

const keySet = (key: object): string => `${JSON.stringify({ keys: [key] }, null, 2)}\n`
const newSecret = (): string => `${randomBytes(32).toString('base64url')}\n`

/** `wx`: the operating system refuses to overwrite, even when two processes come here at the same moment. */
function writePrivately(path: string, content: string): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? alreadyThere(path) : error
  }
}

function alreadyThere(path: string): ConfigError {
  const remedy = 'Choose an empty folder, or move the old keys away yourself.'
  return new ConfigError(path, remedy, {
    message: `${path} is already there, and keys are never overwritten. ${remedy}`,
  })
}
