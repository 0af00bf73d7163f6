/**
 * Result tokens that the right plugin made and made wrongly, at every place where a communication plugin takes one: taken only when they
 * are this conversation's result, refused in always the same words, and what was refused does not stand in the way of the good one.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sha256 } from '../protocol/digest.ts'
import { writeClaims } from '../protocol/result-claims.ts'
import { assertAnswered } from '../protocol/testing/answered.ts'
import {
  assertResult,
  made,
  recipesFor,
  type Makers,
  type Recipe,
} from '../protocol/testing/results.ts'
import { runs } from '../protocol/testing/variants.ts'
import { commUrl, json, jwt, setting, start, type Setting, type Started } from './testing/comm.ts'
import { handoverOf, post, talking, underWay } from './testing/during.ts'

const endless = { timeout: 900_000 }
const held = 'to be replaced'

/** Everything that a result of plugin `digid` or `itsme` can say; what only one conversation has is put in later. */
const claimsOf = (tag: string): object => {
  const iat = Math.floor(Date.now() / 1000)
  const said = {
    status: 'success',
    attributes: { name: 'Ziska Zandbergen', email: 'ziska@voorbeeld.example' },
    sessionUrl: `https://${tag}.example/session/x`,
    ...{ iss: `https://${tag}.example`, aud: commUrl, jti: `${held} jti`, acr: 'substantial' },
    ...{ binding: `${held} binding`, purpose: 'report_move', authMethod: tag },
    ...{ receiptHash: `${held} receipt`, crossDevice: false, authenticatedAt: iat },
  } as const
  const wire = writeClaims(said, 'id-contact')
  return { sub: 'id-contact-attributes', ...wire, iat, nbf: iat, exp: iat + 300 }
}

describe('malformed results of a plugin of ours', endless, () => {
  let state: Setting
  let digid: Makers
  let itsme: Makers
  before(async () => {
    state = await setting()
    const { signing, encryption } = state.keys
    digid = { signing: signing.digid!, encryption }
    itsme = { signing: signing.itsme!, encryption }
  })
  after(() => state.close())

  let names = 0
  /** The token for this very conversation. */
  async function tokenFor(recipe: Recipe, started: Started, makers: Makers) {
    const claims = recipe.claims
      .replaceAll(`${held} jti`, `jti ${names++}`)
      .replaceAll(`${held} binding`, started.binding!)
      .replaceAll(`${held} receipt`, await sha256(started.receipt))
    const own = { ...recipe, claims }
    return { recipe: own, token: await made(own, makers) }
  }

  const boundTo = ({ binding, purpose, authMethod }: Started): object => ({
    ...{ binding, purpose, auth_method: authMethod },
    ...{ iss: `https://${authMethod}.example`, aud: commUrl },
  })

  /** Each with a conversation of its own. */
  const each = (deliver: (started: Started, token: string) => Promise<Response>) =>
    fc.assert(
      fc.asyncProperty(recipesFor(claimsOf('digid'), digid), async (wrong) => {
        const started = await start(state)
        const { recipe, token } = await tokenFor(wrong, started, digid)
        if (token === undefined) return
        const answer = await deliver(started, token)
        const told = await answer.clone().text()
        await assertAnswered(answer, [token, JSON.stringify(recipe.claims)])
        if (answer.ok) return assertResult(recipe, boundTo(started))
        if (answer.status !== 403) {
          assert.match(
            told,
            /urn:id-contact:problem:(invalid-result|malformed-request|body-too-large)"/,
          )
          const good = await state.result(started)
          assert.equal((await state.comm(jwt(started.attr_url!, good))).status, 200)
        } else {
          const said = JSON.parse(recipe.claims)
          const { type } = JSON.parse(told)
          // Whoever did not succeed there is told so; who succeeded in another browser does not get on in this one (T1).
          if (type.endsWith(':authentication-failed')) assert.equal(said.status, 'failed')
          else {
            assert.equal(type, 'urn:id-contact:problem:invalid-handover')
            assert.notEqual(said.receipt_hash, await sha256(started.receipt))
          }
        }
      }),
      runs,
    )

  it('that are posted', () => each((started, token) => state.comm(jwt(started.attr_url!, token))))

  it('that a script brings back', () =>
    each(async (started, token) => {
      const handover = await state.handover(started)
      return state.comm(json(started.client_url, { handover, result: token }))
    }))

  it('that a browser brings back', () =>
    fc.assert(
      fc.asyncProperty(recipesFor(claimsOf('digid'), digid), async (wrong) => {
        const started = await start(state)
        const { recipe, token } = await tokenFor(wrong, started, digid)
        if (token === undefined) return
        const query = new URLSearchParams({
          handover: await state.handover(started),
          result: token,
        })
        const answer = await state.comm(new Request(`${started.client_url}?${query}`))
        await assertAnswered(answer, [token, recipe.claims], { as: 'page' })
        if (answer.status === 303) assertResult(recipe, boundTo(started))
      }),
      runs,
    ))

  it('of a log-in during the conversation', () =>
    fc.assert(
      fc.asyncProperty(recipesFor(claimsOf('itsme'), itsme), async (wrong) => {
        const attempt = await underWay(state, await talking(state))
        const { recipe, token } = await tokenFor(wrong, attempt, itsme)
        if (token === undefined) return
        const answer = await state.comm(jwt(attempt.attr_url!, token))
        await assertAnswered(answer, [token, recipe.claims])
        if (answer.ok) assertResult(recipe, boundTo(attempt))
        else assert.equal((await post(state, attempt)).status, 200)
        const handover = await handoverOf(state, attempt)
        const body = { handover, result: token }
        await assertAnswered(await state.comm(json(attempt.client_url, body)), [token])
      }),
      { ...runs, numRuns: Math.ceil(runs.numRuns / 2) },
    ))
})

describe('malformed results of a published plugin', endless, () => {
  let state: Setting
  let irma: Makers
  before(async () => {
    state = await setting()
    irma = { signing: state.keys.signing.irma!, encryption: state.keys.encryption }
  })
  after(() => state.close())

  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    ...{ sub: 'id-contact-attributes', status: 'succes', iat, exp: iat + 300 },
    ...{ attributes: { name: 'Ziska' }, session_url: 'https://irma.example/session/x' },
  }

  it('that are posted', () =>
    fc.assert(
      fc.asyncProperty(recipesFor(claims, irma), async (recipe) => {
        const token = await made(recipe, irma)
        if (token === undefined) return
        const started = await start(state, { authMethod: 'irma' })
        const answer = await state.comm(jwt(started.attr_url!, token))
        await assertAnswered(answer, [token, recipe.claims])
        if (answer.ok) assertResult(recipe, {})
      }),
      runs,
    ))

  it('of an earlier log-in, with the start', () =>
    fc.assert(
      fc.asyncProperty(recipesFor(claims, irma), async (recipe) => {
        const token = await made(recipe, irma)
        if (token === undefined) return
        const body = { purpose: 'report_move', auth_result: token }
        const answer = await state.comm(json(`${commUrl}/start_communication`, body))
        await assertAnswered(answer, [token, recipe.claims])
        if (answer.ok) assertResult(recipe, {})
      }),
      runs,
    ))
})
