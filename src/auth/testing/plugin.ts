/** A plugin with keys, the receiver of its results, and what it logged. */
import { generateKey, importKeySet } from '../../protocol/keys.ts'
import type { LogEntry } from '../../protocol/log-entry.ts'
import { openResult, type ResultClaims } from '../../protocol/result.ts'
import { createAuth, type AuthConfig, type AuthMethod } from '../index.ts'

export const serverUrl = 'https://auth.example'
export const core = 'https://core.example'
export const audience = 'https://comm.example'
export const binding = 'b'.repeat(22)

export interface TestPlugin {
  handle(request: Request): Promise<Response>
  log: LogEntry[]
  /** Opens a result as the receiver does. */
  open(token: string, receiver?: string): Promise<ResultClaims>
  start(body: unknown, contentType?: string): Promise<Response>
  /** `client_url` of a start that has to succeed. */
  clientUrl(changes?: Record<string, unknown>): Promise<string>
}

export const startBody = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  attributes: ['name'],
  continuation: `${core}/return/ticket?kept=1`,
  binding,
  audience,
  purpose: 'report_move',
  auth_method: 'oidc',
  ...changes,
})

export async function testPlugin(
  method: AuthMethod,
  changes: Partial<AuthConfig> = {},
): Promise<TestPlugin> {
  const signing = await generateKey('sig')
  const receiving = await generateKey('enc')
  const log: LogEntry[] = []
  const handle = await createAuth({
    serverUrl,
    secret: 's'.repeat(32),
    tag: 'oidc',
    dialect: 'id-contact',
    signingKeys: [signing.privateKey],
    recipients: [{ audience, keys: [receiving.publicKey] }],
    continuationOrigins: [core],
    attrUrlOrigins: [audience],
    method,
    log: (entry) => log.push(entry),
    ...changes,
  })
  const verificationKeys = await importKeySet([signing.publicKey], 'verify')
  const decryptionKeys = await importKeySet([receiving.privateKey], 'decrypt')
  const { now } = changes
  const start = (body: unknown, contentType = 'application/json'): Promise<Response> =>
    handle(
      new Request(`${serverUrl}/start_authentication`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
  return {
    handle,
    log,
    start,
    open: (token, receiver) =>
      openResult(token, {
        decryptionKeys,
        verificationKeys,
        issuer: serverUrl,
        ...(receiver && { audience: receiver }),
        ...(now && { now }),
      }),
    async clientUrl(changes) {
      const response = await start(startBody(changes))
      if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
      return ((await response.json()) as { client_url: string }).client_url
    },
  }
}
