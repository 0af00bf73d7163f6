/**
 * What the published components have in common, written after the protocol and without anything of `src/`: what is wrong there cannot be
 * wrong here in the same way.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { serve } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { EncryptJWT, jwtDecrypt, jwtVerify, SignJWT } from 'jose'

export type Generation = 'id-contact' | 'verder-helpen'

/** `succes` is how the first generation writes it. */
const words = {
  'id-contact': { subject: 'id-contact-attributes', success: 'succes' },
  'verder-helpen': { subject: 'verder-helpen-attributes', success: 'success' },
} as const

/** An RSA or EC key, and the algorithms that are used with one of its kind. */
export interface Key {
  key: KeyObject
  signing: 'RS256' | 'ES256'
  encryption: 'RSA-OAEP' | 'ECDH-ES'
}

/** From PEM. */
export function keyOf(pem: string): Key {
  const key = pem.includes('PRIVATE KEY') ? createPrivateKey(pem) : createPublicKey(pem)
  return key.asymmetricKeyType === 'rsa'
    ? { key, signing: 'RS256', encryption: 'RSA-OAEP' }
    : { key, signing: 'ES256', encryption: 'ECDH-ES' }
}

export interface Result {
  status: 'success' | 'failed'
  attributes?: Record<string, string>
  session_url?: string
}

/** A signed token within an encrypted one: of an authentication plugin, for a communication plugin. */
export async function sealResult(
  { status, attributes, session_url }: Result,
  { signer, reader, generation }: { signer: Key; reader: Key; generation: Generation },
): Promise<string> {
  const { subject, success } = words[generation]
  const claims = {
    status: status === 'success' ? success : status,
    ...(attributes && { attributes }),
    ...(session_url && { session_url }),
  }
  const njwt = await new SignJWT(claims)
    .setProtectedHeader({ typ: 'JWT', alg: signer.signing })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(signer.key)
  return new EncryptJWT({ njwt })
    .setProtectedHeader({
      typ: 'JWT',
      cty: 'JWT',
      enc: 'A128CBC-HS256',
      alg: reader.encryption,
    })
    .encrypt(reader.key)
}

/** Reads the spelling of its own generation alone, gives no time to clocks, and does not look at the subject. Throws when it is not good. */
export async function openResult(
  token: string,
  { reader, signers, generation }: { reader: Key; signers: Key[]; generation: Generation },
): Promise<Result> {
  const { payload: outer } = await jwtDecrypt(token, reader.key, {
    keyManagementAlgorithms: [reader.encryption],
    contentEncryptionAlgorithms: ['A128CBC-HS256'],
  })
  const { status, attributes, session_url } = await claimsOf(String(outer.njwt), signers)
  if (status !== words[generation].success && status !== 'failed') throw new Error('status')
  return {
    status: status === 'failed' ? 'failed' : 'success',
    ...(attributes !== undefined && { attributes: texts(attributes) }),
    ...(session_url !== undefined && { session_url: String(session_url) }),
  }
}

/** Published readers are told one signer each; ours has to read what several plugins of a test sign. */
async function claimsOf(token: string, signers: Key[]): Promise<Record<string, unknown>> {
  for (const { key, signing } of signers) {
    const verified = await jwtVerify(token, key, { algorithms: [signing] }).catch(() => undefined)
    if (verified) return verified.payload
  }
  throw new Error('signature or time')
}

function texts(value: unknown): Record<string, string> {
  const entries = Object.entries(value as object)
  if (!entries.every(([, text]) => typeof text === 'string')) throw new Error('attributes')
  return Object.fromEntries(entries) as Record<string, string>
}

/** As the peer answers it: the published ones give no reasons. */
export const empty = (status: number): Response => new Response(null, { status })

/** 303, whatever the method was. */
export const redirect = (location: string): Response =>
  new Response(null, { status: 303, headers: { location } })

/** What a JSON body says, when each of these members is a text. */
export function textsIn<Name extends string>(
  text: string,
  ...names: Name[]
): (Record<Name, string> & Record<string, unknown>) | undefined {
  try {
    const body = JSON.parse(text) as Record<Name, string>
    return names.every((name) => typeof body?.[name] === 'string') ? body : undefined
  } catch {
    return undefined
  }
}

/** Adds a parameter as they do: by what the address looks like. */
export const withResult = (url: string, result: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}result=${result}`

/** The command line: `--name value`, each of them required. */
export function argumentsOf<Name extends string>(...names: Name[]): Record<Name, string> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const { values } = parseArgs({ options })
  const missing = names.find((name) => values[name] === undefined)
  if (missing) throw new Error(`--${missing} is missing`)
  return values as Record<Name, string>
}

export const readKey = (path: string): Key => keyOf(readFileSync(path, 'utf8'))

/** Names of files, with commas between them. */
export const readKeys = (paths: string): Key[] => paths.split(',').map(readKey)

/** Answered 400. */
export class BadRequest extends Error {}

/** Listens where the address says. Whatever else goes wrong is answered 500, without a word. */
export function listen(url: string, routes: (app: Hono) => void): void {
  const app = new Hono()
  routes(app)
  app.onError((error) => empty(error instanceof BadRequest ? 400 : 500))
  app.notFound(() => empty(404))
  serve(
    { fetch: app.fetch, hostname: new URL(url).hostname, port: Number(new URL(url).port) },
    () => process.stdout.write('Ready.\n'),
  )
}

export const bodyOf = (context: Context): Promise<string> => context.req.text()
