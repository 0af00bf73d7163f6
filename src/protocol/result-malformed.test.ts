/** Whatever a token says, and however it is written: it opens and is a result, or it is refused in always the same words (T8). */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { TokenError } from './errors.ts'
import { openResult } from './result.ts'
import { changed, claims, enc, options, sealed, sig, signed } from './testing/attacker.ts'
import { forgeJwe } from './testing/forge.ts'
import { assertResult, made, recipesFor, type Recipe } from './testing/results.ts'
import { jsonOf, runs, tokensLike, variantsOf } from './testing/variants.ts'

const endless = { timeout: 900_000 }
const makers = { signing: sig.privateKey, encryption: enc.publicKey }
const everything = {
  ...claims,
  attributes: { email: 'bla', name: 'Ziska' },
  session_url: 'https://auth.example/session/x',
  ...{ iss: 'https://auth.example', aud: 'https://comm.example', jti: 'j'.repeat(22) },
  ...{ binding: 'b'.repeat(22), purpose: 'report_move', auth_method: 'digid', acr: 'low' },
  ...{ receipt_hash: 'h'.repeat(43), cross_device: false, auth_time: claims.iat, nbf: claims.iat },
}

/** @returns whether it opened */
async function opens(token: string): Promise<boolean> {
  try {
    await openResult(token, options)
    return true
  } catch (error) {
    assert.ok(error instanceof TokenError, String(error))
    assert.deepEqual(
      { ...error, message: error.message, cause: error.cause },
      { ...new TokenError(), message: new TokenError().message, cause: undefined },
    )
    return false
  }
}

describe('malformed result tokens', endless, () => {
  it('the good ones open', async () => {
    assert.ok(await opens(sealed()))
    assert.ok(await opens(changed(everything)))
  })

  it('with a layer changed, by somebody who has the keys', () =>
    fc.assert(
      fc.asyncProperty(recipesFor(everything, makers), async (recipe: Recipe) => {
        const token = await made(recipe, makers)
        if (token !== undefined && (await opens(token))) assertResult(recipe, {})
      }),
      runs,
    ))

  it('with any header around the envelope', () =>
    fc.assert(
      fc.asyncProperty(
        variantsOf({
          ...{ typ: 'JWT', cty: 'JWT', enc: 'A128CBC-HS256', alg: 'RSA-OAEP', kid: 'enc-1' },
        }).filter((header) => header !== undefined),
        async (header) => {
          const isOpened = await opens(forgeJwe(jsonOf(header), signed(), enc.publicKey))
          const { typ, cty, enc: content, alg } = (header ?? {}) as Record<string, unknown>
          if (isOpened)
            assert.deepEqual([typ, cty, content, alg], ['JWT', 'JWT', 'A128CBC-HS256', 'RSA-OAEP'])
        },
      ),
      runs,
    ))

  it('as texts that are hardly tokens', () =>
    fc.assert(
      fc.asyncProperty(tokensLike(sealed(), signed()), async (token) => void (await opens(token))),
      runs,
    ))
})
