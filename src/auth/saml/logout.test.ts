import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { people } from './testing/login-page.ts'
import type { Faults } from './testing/messages.ts'
import { logIn, stage, type Stage } from './testing/stage.ts'

describe('single logout', () => {
  let setting: Stage
  before(async () => {
    setting = await stage({}, { logout: true })
  })
  after(() => setting[Symbol.asyncDispose]())
  afterEach(() => {
    setting.idp.faults = {}
    setting.idp.loggedOut.length = 0
    setting.plugin.log.length = 0
  })

  const tell = async (sessionUrl: string, type: string): Promise<void> => {
    const request = new Request(`${sessionUrl}?type=${type}`, { method: 'POST' })
    assert.equal((await setting.plugin.handle(request)).status, 200)
  }

  it('tells the provider at the end of the conversation, signed, from server to server', async () => {
    const { claims } = await logIn(setting)
    await tell(claims.sessionUrl!, 'logout')
    const nameId = `s00000000:${people.one}`
    assert.deepEqual(setting.idp.loggedOut, [{ nameId, sessionIndex: '_session' }])
    assert.ok(setting.plugin.log.some(({ event }) => event === 'session_update'))
  })

  it('keeps who it is sealed in the address', async () => {
    const { claims } = await logIn(setting)
    const parts = claims.sessionUrl!.split('/').at(-1)!.split('.')
    for (const part of [claims.sessionUrl!, ...parts])
      assert.ok(!`${part}${Buffer.from(part, 'base64url').toString()}`.includes(people.one))
  })

  it('says nothing of activity', async () => {
    const { claims } = await logIn(setting)
    const { calls } = setting.idp
    await tell(claims.sessionUrl!, 'user_active')
    assert.equal(setting.idp.calls, calls)
  })

  it('ends a log-in that was too weak at once', async () => {
    setting.idp.faults = {
      values: { word: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' },
    }
    assert.equal((await logIn(setting)).error, 'too_low')
    assert.equal(setting.idp.loggedOut.length, 1)
  })

  it('takes it well that the provider does not know the log-in any more', async () => {
    const { claims } = await logIn(setting)
    setting.idp.faults = { logoutStatus: 'UnknownPrincipal' }
    await tell(claims.sessionUrl!, 'logout')
    assert.ok(!setting.plugin.log.some(({ event }) => event === 'session_update_failed'))
  })

  for (const [what, faults] of [
    ['refuses', { logoutStatus: 'RequestDenied' }],
    ['does not sign', { unsignedLogout: true }],
    ['answers another question', { envelope: { id: '_other' } }],
    ['is another', { envelope: { issuer: 'https://idp.example' } }],
    ['is out of order', { status: 500 }],
  ] as [string, Faults][])
    it(`is logged as failed when the provider ${what}`, async () => {
      const { claims } = await logIn(setting)
      setting.idp.faults = faults
      await tell(claims.sessionUrl!, 'logout')
      const failed = setting.plugin.log.find(({ event }) => event === 'session_update_failed')
      assert.equal(failed?.code, 'ERR_ID_CONTACT_BAD_ANSWER')
    })
})
