import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { importKeySet } from '../../protocol/keys.ts'
import type { Conversation, DeskKeys } from '../../protocol/messages-desk.ts'
import { verifyResult } from '../../protocol/signed-result.ts'
import { as, deskUrl, json, setting, waiting, type Setting } from '../testing/comm.ts'

describe('what an agent’s side can check for itself', () => {
  let state: Setting
  let sanne: string
  before(async () => {
    state = await setting()
    sanne = await state.agent('sanne')
  })
  after(() => state.close())

  const post = (path: string, token: string): Promise<Response> =>
    state.desk(json(deskUrl + path, {}, as(token)))
  const get = async (path: string): Promise<unknown> =>
    (await state.desk(new Request(deskUrl + path, { headers: as(sanne) }))).json()

  async function accepted(): Promise<Conversation> {
    await waiting(state)
    return (await (await post('/conversations/next', sanne)).json()) as Conversation
  }

  it('is the statement that the plugin signed, with that plugin’s keys', async () => {
    const { identity } = await accepted()
    const { auth_methods: methods } = (await get('/keys')) as DeskKeys
    assert.deepEqual(
      methods.map(({ auth_method, issuer, legacy }) => [auth_method, issuer, legacy]),
      [
        ['digid', 'https://digid.example', undefined],
        ['itsme', 'https://itsme.example', undefined],
        ['irma', '', true],
      ],
    )
    const [digid, itsme] = methods
    assert.doesNotMatch(JSON.stringify(methods), /"d":/)
    const options = { issuer: digid!.issuer, audience: 'https://comm.example' }
    const verificationKeys = await importKeySet(digid!.keys, 'verify')
    const claims = await verifyResult(identity.proof!.token, { ...options, verificationKeys })
    assert.equal(claims.binding, identity.proof!.binding)
    assert.deepEqual(
      Object.entries(claims.attributes!).sort(),
      identity.attributes.map(({ tag, value }) => [tag, value]).sort(),
    )
    const others = await importKeySet(itsme!.keys, 'verify')
    await assert.rejects(
      verifyResult(identity.proof!.token, { ...options, verificationKeys: others }),
    )
  })

  it('does not reach an agent who may not see all that is in it', async () => {
    const { id } = await accepted()
    const answer = await state.desk(
      json(`${deskUrl}/conversations/${id}/transfer`, { purpose: 'permit' }, as(sanne)),
    )
    assert.equal(answer.status, 204)
    const next = await (await post('/conversations/next', await state.agent('ahmed'))).json()
    const { identity } = next as Conversation
    assert.equal(identity.status, 'proven')
    assert.deepEqual(
      identity.attributes.map(({ tag }) => tag),
      ['email'],
    )
    assert.equal(identity.proof, undefined)
  })
})
