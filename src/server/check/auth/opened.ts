/** A result, opened without a judgement: each requirement looks at one thing of it. */
import { compactDecrypt, decodeProtectedHeader } from 'jose'
import { objectIn } from '../ask.ts'
import { expect } from '../requirement.ts'
import type { AuthScene } from './scene.ts'

export type Members = Record<string, unknown>

const utf8 = new TextDecoder()

export function headerOf(token: string): Members {
  try {
    return decodeProtectedHeader(token) as Members
  } catch {
    return {}
  }
}

/** What the envelope holds. @throws Unmet */
async function insideOf({ decryptionKeys }: AuthScene, token: string): Promise<Members> {
  for (const { key } of decryptionKeys.keys.values()) {
    const opened = await compactDecrypt(token.trim(), key).catch(() => undefined)
    const members = opened && objectIn(utf8.decode(opened.plaintext))
    if (members) return members
  }
  expect(false, 'an encrypted JSON object that the configured key opens', 'another text')
}

/** The signed token in it. @throws Unmet */
export async function signedIn(scene: AuthScene, token: string): Promise<string> {
  const { njwt } = await insideOf(scene, token)
  expect(typeof njwt === 'string', 'njwt as text', typeof njwt)
  return njwt
}

/** The claims of a result, whoever signed it. @throws Unmet */
export async function claimsIn(scene: AuthScene, token: string): Promise<Members> {
  const [, payload = ''] = (await signedIn(scene, token)).split('.')
  const claims = objectIn(Buffer.from(payload, 'base64url').toString())
  expect(claims, 'claims as a JSON object', 'another text')
  return claims
}
