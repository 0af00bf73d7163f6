/** Result tokens that the right plugin made and made wrongly, posted for a guest: what was refused does not stand in the way of the good one. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { assertAnswered } from '../../protocol/testing/answered.ts'
import { assertResult, made, recipesFor, type Makers } from '../../protocol/testing/results.ts'
import { runs } from '../../protocol/testing/variants.ts'
import { postResult, roomsUrl, setting, startGuest, type Setting } from './testing/rooms.ts'

const endless = { timeout: 900_000 }
const iat = Math.floor(Date.now() / 1000)
const published = {
  ...{ sub: 'verder-helpen-attributes', status: 'success', iat, exp: iat + 300 },
  attributes: { name: 'Ziska', email: 'ziska@voorbeeld.example' },
}
const held = 'to be replaced'
const ours = {
  ...published,
  ...{ iss: 'https://digid.example', aud: roomsUrl, jti: `${held} jti`, nbf: iat },
  ...{ binding: `${held} binding`, purpose: 'report_move', auth_method: 'digid' },
  ...{ acr: 'substantial', receipt_hash: 'h'.repeat(43), auth_time: iat, cross_device: false },
}

for (const [whose, method, claims] of [
  ['of a plugin of ours', 'digid', ours],
  ['of a published plugin', 'irma', published],
] as const)
  describe(`malformed results ${whose} for a guest`, endless, () => {
    let state: Setting
    let makers: Makers
    before(async () => {
      state = await setting()
      makers = { signing: state.keys.signing[method]!, encryption: state.keys.encryption }
    })
    after(() => state.close())

    let names = 0
    it('are refused, and the good one is taken', () =>
      fc.assert(
        fc.asyncProperty(recipesFor(claims, makers), async (wrong) => {
          const guest = { id: `guest-${names++}` }
          assert.equal((await startGuest(state, { guest, method })).status, 200)
          const { binding } = state.asked.at(-1)!
          const recipe = {
            ...wrong,
            claims: wrong.claims
              .replaceAll(`${held} jti`, `jti ${names}`)
              .replaceAll(`${held} binding`, binding!),
          }
          const token = await made(recipe, makers)
          if (token === undefined) return
          const answer = await postResult(state, token)
          await assertAnswered(answer, [token, recipe.claims])
          if (!answer.ok)
            return assert.equal((await postResult(state, await state.result())).status, 200)
          const bound = { binding, purpose: 'report_move', auth_method: 'digid', aud: roomsUrl }
          assertResult(recipe, method === 'digid' ? bound : {})
        }),
        runs,
      ))
  })
