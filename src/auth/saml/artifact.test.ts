/** The references that a browser brings: whoever has another's gets nothing for it. */
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { artifactOf } from './testing/artifacts.ts'
import { choose, comeBack, stage, toLoginPage, type Stage } from './testing/stage.ts'

let setting: Stage
before(async () => {
  setting = await stage()
})
after(() => setting[Symbol.asyncDispose]())
afterEach(() => {
  setting.idp.faults = {}
})

describe('artifacts', () => {
  const comeBackWith = async (change: (callback: URL) => void): Promise<string | undefined> => {
    const callback = new URL(await choose(setting, await toLoginPage(setting)))
    change(callback)
    const { calls } = setting.idp
    const { claims, reason } = await comeBack(setting, callback.href)
    assert.equal(claims.status, 'failed')
    assert.equal(setting.idp.calls, calls, 'Nobody is asked')
    return reason
  }

  for (const [what, artifact, reason] of [
    ['none', '', 'no_artifact'],
    ['no base64', '%%%', 'no_artifact'],
    ['too short', 'AAQAAA==', 'no_artifact'],
    ['of another type', () => artifactOf(setting.idp.entityId, { type: 1 }), 'no_artifact'],
    ['of another provider (mix-up)', () => artifactOf('https://idp.example'), 'wrong_issuer'],
    [
      'for an address that the provider does not have',
      () => artifactOf(setting.idp.entityId, { index: 7 }),
      'unknown_endpoint',
    ],
  ] as const)
    it(what, async () => {
      const value = typeof artifact === 'string' ? artifact : artifact()
      const reasonTold = await comeBackWith((callback) =>
        callback.searchParams.set('SAMLart', value),
      )
      assert.equal(reasonTold, reason)
    })

  it('that was used', async () => {
    const page = await toLoginPage(setting)
    const callback = await choose(setting, page)
    const used = new URL(callback).searchParams.get('SAMLart')!
    await comeBack(setting, callback)
    // The browser has come back: whoever knows the address cannot go there again.
    assert.equal((await setting.browser.visit(callback)).status, 403)
    // In an attempt of one's own the provider does not give it again.
    const mine = new URL(await choose(setting, await toLoginPage(setting)))
    mine.searchParams.set('SAMLart', used)
    const { claims, reason } = await comeBack(setting, mine.href)
    assert.equal(claims.status, 'failed')
    assert.equal(reason, 'artifact_used')
  })

  it('of the attempt of somebody else', async () => {
    const victim = await choose(setting, await toLoginPage(setting))
    const mine = new URL(await choose(setting, await toLoginPage(setting)))
    mine.searchParams.set('SAMLart', new URL(victim).searchParams.get('SAMLart')!)
    const { claims, reason } = await comeBack(setting, mine.href)
    assert.equal(claims.status, 'failed')
    assert.equal(reason, 'another_attempt')
  })

  it('that a provider gives twice, with the cookie put back', async () => {
    setting.idp.faults = { keepArtifacts: true, values: { assertionId: '_once' } }
    const callback = await choose(setting, await toLoginPage(setting))
    const cookie = setting.browser.cookiesFor(new URL(callback))
    assert.equal((await comeBack(setting, callback)).claims.status, 'success')
    const headers = { cookie }
    const again = await setting.plugin.handle(new Request(callback, { headers }))
    const target = new URL(again.headers.get('location')!)
    assert.equal(target.searchParams.get('error'), 'failed')
    const { reason } = setting.plugin.log.findLast(
      ({ event }) => event === 'authentication_finished',
    )!
    assert.equal(reason, 'assertion_used')
  })
})
