/** A right pair of keys, tokens made by hand with them, and how to say that one is refused. For tests only. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { TokenError } from '../errors.ts'
import { generateKey, importKeySet } from '../keys.ts'
import { openResult, type OpenOptions } from '../result.ts'
import { forgeJwe, forgeJws, type Part } from './forge.ts'

export const start = 1_700_000_000
export const inner = { typ: 'JWT', alg: 'RS256' }
export const outer = { typ: 'JWT', cty: 'JWT', enc: 'A128CBC-HS256', alg: 'RSA-OAEP' }
export const claims = {
  sub: 'id-contact-attributes',
  status: 'succes',
  attributes: { email: 'bla' },
  iat: start,
  exp: start + 300,
}
export const sig = await generateKey('sig', 'RS256', 'sig-1')
export const enc = await generateKey('enc', 'RSA-OAEP', 'enc-1')
export const options: OpenOptions = {
  verificationKeys: await importKeySet([sig.publicKey], 'verify'),
  decryptionKeys: await importKeySet([enc.privateKey], 'decrypt'),
  now: () => new Date(start * 1000),
}

export const signed = (header: Part = inner, payload: Part = claims) =>
  forgeJws(header, payload, sig.privateKey)
export const sealed = (njwt: string = signed(), header: Part = outer, more = {}) =>
  forgeJwe(header, njwt, enc.publicKey, more)
export const changed = (change: object): string => sealed(signed(inner, { ...claims, ...change }))

export async function refused(token: unknown): Promise<string> {
  const error: unknown = await openResult(token as string, options).then(
    () => assert.fail('it opened'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof TokenError)
  return JSON.stringify({ ...error, message: error.message, name: error.name, cause: error.cause })
}

/** One test for each entry, and the same words for each refusal. */
export function refusals(title: string, tokens: Record<string, () => unknown>) {
  describe(title, () => {
    for (const [name, make] of Object.entries(tokens))
      it(name, async () => {
        const expected =
          '{"code":"ERR_ID_CONTACT_TOKEN","name":"TokenError","expired":false,"message":"The token is not valid"}'
        assert.deepEqual(JSON.parse(await refused(await make())), JSON.parse(expected))
      })
  })
}
