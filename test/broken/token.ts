/** Results and handovers, taken apart and put together again with something else in them. */
import { CompactEncrypt, CompactSign, compactDecrypt, compactVerify, importJWK } from 'jose'
import { signHandover, type Handover } from '../../src/protocol/handover.ts'
import { generateKey, importKeySet, type JWK } from '../../src/protocol/keys.ts'
import { keysIn, rewritten } from './fault.ts'

export type Members = Record<string, unknown>

export interface Opened {
  claims: Members
  /** Header of the signed token. */
  signed: Members
  /** Header of the envelope; missing when there is none. */
  sealed: Members | undefined
  njwt: string
}

export const read = (text: string | undefined): Members => {
  try {
    return JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as Members
  } catch {
    return {}
  }
}

const first = (folder: string, name: string): JWK => keysIn(folder, name)[0]!

/** Whoever signed it, and in whatever envelope; undefined when it is no token at all. */
export async function open(folder: string, token: string): Promise<Opened | undefined> {
  const parts = token.split('.')
  const sealed = parts.length === 5 ? read(parts[0]) : undefined
  if (sealed && !sealed.alg) return undefined
  const key =
    sealed && (await importJWK(first(folder, 'comm/encryption.private'), String(sealed.alg)))
  const plain = key && new TextDecoder().decode((await compactDecrypt(token, key)).plaintext)
  const njwt = plain ? (JSON.parse(plain) as { njwt: string }).njwt : token
  const [header, payload] = njwt.split('.')
  return { claims: read(payload), signed: read(header), sealed, njwt }
}

export async function isSignedBy(folder: string, signer: string, njwt: string): Promise<boolean> {
  const key = await importJWK(first(folder, `${signer}/signing.public`), 'ES256')
  return compactVerify(njwt, key).then(
    () => true,
    () => false,
  )
}

export interface Sealing {
  claims: Members
  /** Folder of the keys that sign. Default: keys that nobody knows. */
  signer?: string
  /** Headers, besides what has to be there. */
  signed?: Members
  sealed?: Members
  /** The name of the signed token in the envelope. */
  name?: string
}

const utf8 = new TextEncoder()

export async function seal(
  folder: string,
  { claims, signer, signed = {}, sealed = {}, name = 'njwt' }: Sealing,
): Promise<string> {
  const own = signer
    ? first(folder, `${signer}/signing.private`)
    : (await generateKey('sig')).privateKey
  const njwt = await new CompactSign(utf8.encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ: 'JWT', alg: 'ES256', kid: own.kid, ...signed } as never)
    .sign(await importJWK(own, 'ES256'))
  const receiver = first(folder, 'comm/encryption.public')
  const head = { typ: 'JWT', cty: 'JWT', enc: 'A128CBC-HS256', alg: 'ECDH-ES', kid: receiver.kid }
  return new CompactEncrypt(utf8.encode(JSON.stringify({ [name]: njwt })))
    .setProtectedHeader({ ...head, ...sealed } as never)
    .encrypt(await importJWK(receiver, 'ECDH-ES'))
}

/** The result that a request brings, with other claims. */
export async function resealed(
  request: Request,
  folder: string,
  changes: Members,
): Promise<Request> {
  const { claims } = (await open(folder, await request.clone().text()))!
  return rewritten(
    request,
    await seal(folder, { claims: { ...claims, ...changes }, signer: 'login' }),
  )
}

/** A handover of the core that the checker plays. */
export async function handoverOf(folder: string, claims: Members): Promise<string> {
  const signingKeys = await importKeySet(keysIn(folder, 'core/signing.private'), 'sign')
  return signHandover(claims as unknown as Handover, { signingKeys })
}
