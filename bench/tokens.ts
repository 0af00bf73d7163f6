/** Sealing and opening results, with EC and with RSA keys, beside the public-key operations that they consist of. */
import {
  constants,
  createECDH,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
  type JsonWebKey,
} from 'node:crypto'
import { generateKey, importKeySet } from '../src/protocol/keys.ts'
import { openResult, sealResult } from '../src/protocol/result.ts'
import { perSecond, rounded, type Task } from './measure.ts'

const kinds = {
  EC: ['ES256', 'ECDH-ES'],
  RSA: ['RS256', 'RSA-OAEP'],
} as const

const claims = {
  status: 'success' as const,
  attributes: { name: 'Voorbeeld van der Bench', date_of_birth: '1970-01-01' },
}

export async function benchTokens(): Promise<object> {
  const rows: Record<string, object> = {}
  for (const kind of ['EC', 'RSA'] as const) {
    const [signature, encryption] = kinds[kind]
    const signing = await generateKey('sig', signature)
    const encrypting = await generateKey('enc', encryption)
    const sealing = {
      dialect: 'id-contact' as const,
      signingKeys: await importKeySet([signing.privateKey], 'sign'),
      encryptionKeys: await importKeySet([encrypting.publicKey], 'encrypt'),
    }
    const opening = {
      decryptionKeys: await importKeySet([encrypting.privateKey], 'decrypt'),
      verificationKeys: await importKeySet([signing.publicKey], 'verify'),
    }
    const token = await sealResult(claims, sealing)
    const bare = kind === 'EC' ? bareEc(signing.privateKey) : bareRsa(signing.privateKey)
    const tasks: Task[] = [
      ['seal', () => sealResult(claims, sealing)],
      ['open', () => openResult(token, opening)],
      ...bare.seal,
      ...bare.open,
    ]
    // Both sides derive a key: measured once.
    const speed = await perSecond([...new Map(tasks)])
    for (const verb of ['seal', 'open'] as const) {
      const seconds = bare[verb].reduce((sum, [name]) => sum + 1 / speed[name]!, 0)
      rows[`${verb} ${kind}`] = {
        'per second': rounded(speed[verb]!),
        'bare per second': rounded(1 / seconds),
        'ratio (1 = no overhead)': rounded(speed[verb]! * seconds),
        'bare operations': bare[verb].map(([name]) => name).join(' + '),
      }
    }
  }
  return rows
}

interface Bare {
  seal: Task[]
  open: Task[]
}

const message = randomBytes(400)

function bareEc(jwk: object): Bare {
  const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
  const publicKey = createPublicKey(key)
  const signature = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })
  const [here, there] = [createECDH('prime256v1'), createECDH('prime256v1')]
  here.generateKeys()
  const theirs = there.generateKeys()
  return {
    seal: [
      ['ECDSA sign', () => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })],
      ['ECDH generate', () => createECDH('prime256v1').generateKeys()],
      ['ECDH derive', () => here.computeSecret(theirs)],
    ],
    open: [
      [
        'ECDSA verify',
        () => verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
      ],
      ['ECDH derive', () => here.computeSecret(theirs)],
    ],
  }
}

function bareRsa(jwk: object): Bare {
  const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
  const publicKey = createPublicKey(key)
  const signature = sign('sha256', message, key)
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const encrypted = publicEncrypt({ key: publicKey, padding }, randomBytes(32))
  return {
    seal: [
      ['RSA sign', () => sign('sha256', message, key)],
      ['RSA encrypt', () => publicEncrypt({ key: publicKey, padding }, randomBytes(32))],
    ],
    open: [
      ['RSA verify', () => verify('sha256', message, publicKey, signature)],
      ['RSA decrypt', () => privateDecrypt({ key, padding }, encrypted)],
    ],
  }
}
