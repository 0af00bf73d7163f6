/** Keys and certificates, made anew for each run. */
// What the maker of certificates needs to be there first.
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto as unknown as Crypto)

export interface Pair {
  /** PEM, PKCS #8. */
  privateKey: string
  /** PEM. */
  certificate: string
}

export interface Authority {
  /** PEM. */
  certificate: string
  issue(name: string, changes?: Changes): Promise<Pair>
}

interface Changes {
  notBefore?: Date
  notAfter?: Date
  /** Elliptic, for TLS alone: quicker to make. */
  elliptic?: boolean
}

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
}
const elliptic = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 24 * 60 * 60 * 1000
const usual = (): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + 30 * day),
})

const generate = (algorithm: typeof rsa | typeof elliptic): Promise<CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>

async function pem(key: CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key as webcrypto.CryptoKey)
  return x509.PemConverter.encode(bytes, 'PRIVATE KEY')
}

export async function createAuthority(name: string): Promise<Authority> {
  const keys = await generate(elliptic)
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: elliptic,
    ...usual(),
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  })
  return {
    certificate: own.toString('pem'),
    async issue(subject, { elliptic: isElliptic = false, ...changes } = {}) {
      const subjectKeys = await generate(isElliptic ? elliptic : rsa)
      const issued = await x509.X509CertificateGenerator.create({
        subject: `CN=${subject}`,
        issuer: own.subject,
        publicKey: subjectKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: elliptic,
        ...usual(),
        ...changes,
        extensions: [
          new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }]),
        ],
      })
      return {
        privateKey: await pem(subjectKeys.privateKey),
        certificate: issued.toString('pem'),
      }
    },
  }
}
