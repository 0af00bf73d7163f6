/** References to messages, each good for one resolution. */
import { createHash, randomBytes } from 'node:crypto'

export interface Artifacts {
  add(login: Record<string, string>): string
  take(artifact: string, keep?: boolean): Record<string, string> | undefined
}

export function createArtifacts(entityId: string): Artifacts {
  const waiting = new Map<string, Record<string, string>>()
  return {
    add(login) {
      const artifact = artifactOf(entityId)
      waiting.set(artifact, login)
      return artifact
    },
    take(artifact, keep = false) {
      const login = waiting.get(artifact)
      if (!keep) waiting.delete(artifact)
      return login
    },
  }
}

/** Type 4 (SAML 2.0 Bindings, section 3.6.4). */
export function artifactOf(entityId: string, { type = 4, index = 0 } = {}): string {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(index, 2)
  const source = createHash('sha1').update(entityId).digest()
  return Buffer.concat([head, source, randomBytes(20)]).toString('base64')
}
