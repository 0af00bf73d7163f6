/** The published token opens at its time, and with one character changed anywhere it does not. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { TokenError } from './errors.ts'
import { generateKey, importKeySet } from './keys.ts'
import { openResult, type OpenOptions } from './result.ts'
import { forgeJwe } from './testing/forge.ts'
import { published } from './testing/published-result.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const envelope = { typ: 'JWT', cty: 'JWT', enc: 'A128CBC-HS256', alg: 'RSA-OAEP' }

describe('the published token', () => {
  let options: OpenOptions
  const at = (time: number) => ({ ...options, now: () => new Date(time * 1000) })
  const opens = (token: string, time = published.issuedAt) =>
    openResult(token, at(time)).then(
      () => true,
      (error: unknown) => {
        assert.ok(error instanceof TokenError)
        return false
      },
    )

  before(async () => {
    options = {
      decryptionKeys: await importKeySet([published.key], 'decrypt'),
      verificationKeys: await importKeySet([published.key], 'verify'),
    }
  })

  it('opens at its time', async () => {
    for (const time of [published.issuedAt, published.expires - 1, published.expires + 59])
      assert.deepEqual(await openResult(published.token, at(time)), {
        status: 'success',
        attributes: { email: 'bla' },
        iat: published.issuedAt,
        exp: published.expires,
      })
  })

  it('does not open before or after', async () => {
    for (const time of [published.issuedAt - 61, published.expires + 60, published.expires + 86400])
      assert.equal(await opens(published.token, time), false)
    await assert.rejects(openResult(published.token, { ...options, now: undefined }), TokenError)
  })

  it('does not open with another key', async () => {
    const sig = await generateKey('sig', 'RS256')
    const enc = await generateKey('enc', 'RSA-OAEP')
    const verificationKeys = await importKeySet([sig.publicKey], 'verify')
    const decryptionKeys = await importKeySet([enc.privateKey], 'decrypt')
    await assert.rejects(
      openResult(published.token, { ...at(published.issuedAt), verificationKeys }),
      TokenError,
    )
    await assert.rejects(
      openResult(published.token, { ...at(published.issuedAt), decryptionKeys }),
      TokenError,
    )
  })

  it('does not open with one character of the envelope changed, left out or added', async () => {
    const opened = await alterations(published.token, opens)
    assert.deepEqual(opened, [])
  })

  it('does not open with one character of the signed token inside changed, left out or added', async () => {
    const rewrap = (signed: string) => forgeJwe(envelope, signed, published.key)
    assert.equal(await opens(rewrap(published.signed)), true)
    const opened = await alterations(published.signed, (signed) => opens(rewrap(signed)))
    assert.deepEqual(opened, [])
  })
})

/** Which alterations of a compact token still open: there must be none. */
async function alterations(
  token: string,
  opens: (token: string) => Promise<boolean>,
): Promise<string[]> {
  const opened: string[] = []
  for (let i = 0; i <= token.length; i++) {
    const [before, here, after] = [token.slice(0, i), token[i] ?? '', token.slice(i + 1)]
    const lastOfSegment = here !== '' && here !== '.' && (token[i + 1] ?? '.') === '.'
    const altered = [
      ...[...(lastOfSegment ? alphabet : ''), ...neighbours(here)].map(
        (other) => before + other + after,
      ),
      before + after,
      ...['A', '='].map((extra) => before + extra + here + after),
    ]
    await Promise.all(
      altered.map(async (candidate) => {
        if (candidate !== token && (await opens(candidate))) opened.push(`at ${i}`)
      }),
    )
  }
  return opened
}

/** The lowest and the highest bit turned, and characters that lenient decoders skip or translate. */
function neighbours(character: string): string[] {
  const index = alphabet.indexOf(character)
  const turned = index < 0 ? ['A', '-'] : [alphabet[index ^ 1]!, alphabet[index ^ 32]!]
  return [...turned, '.', '=', ' ', '\n', '+', '/', 'é', '\u0000']
}
