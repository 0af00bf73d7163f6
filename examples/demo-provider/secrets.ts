/** What the provider signs with. Made at the start, or kept in a folder so that a restart does not sign anybody out. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

export interface Secrets {
  jwks: { keys: JWK[] }
  cookieKeys: string[]
}

export async function loadSecrets(folder: string | undefined): Promise<Secrets> {
  const file = folder && join(folder, 'secrets.json')
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const secrets = await makeSecrets()
  if (file) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  }
  return secrets
}

async function makeSecrets(): Promise<Secrets> {
  const keys = await Promise.all(['RS256', 'ES256'].map(makeKey))
  return { jwks: { keys }, cookieKeys: [randomBytes(32).toString('base64url')] }
}

async function makeKey(alg: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: `demo-${alg.toLowerCase()}` }
}
