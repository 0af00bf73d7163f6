/** A log-in that ends with its conversation: from the result's `session_url` to the session of the browser at the real provider. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Browser } from '../../src/auth/testing/browser.ts'
import { audience, serverUrl } from '../../src/auth/testing/plugin.ts'
import { createSealer } from '../../src/protocol/ticket.ts'
import { residents } from './people.ts'
import { deskClient, logIn, openStage } from './testing/stage.ts'

const zoe = residents[0]!
const stage = await openStage()
const { plugin, provider, newBrowser } = stage
after(() => stage[Symbol.asyncDispose]())

/** Logs in, and gives the address at which the communication plugin tells of it. */
async function sessionOf(browser: Browser): Promise<string> {
  const end = await logIn(plugin, browser, { person: zoe.id }, { attributes: ['name', 'email'] })
  const { sessionUrl } = await plugin.open(end.searchParams.get('result')!, audience)
  return sessionUrl!
}

const tell = async (url: string, type: string): Promise<number> =>
  (await plugin.handle(new Request(`${url}?type=${type}`, { method: 'POST' }))).status

/** What the provider asks of whoever is logged in, and of nobody else. */
async function isLoggedIn(browser: Browser): Promise<boolean> {
  const response = await browser.visit(`${provider.issuer}/session/end`)
  return (await response.text()).includes('<h1>Wilt u uitloggen?</h1>')
}

/** Opens an address as the plugin does, with the secret of the test. */
async function keptIn(url: string): Promise<{ token: string; hint: string }> {
  const opened = await createSealer('s'.repeat(32)).open<{
    session: { token: string; hint: string }
  }>('session', url.split('/').at(-1)!)
  return opened.session
}

describe('a log-in of which the plugin hears', () => {
  it('ends at the provider with logout, in this browser and in no other', async () => {
    const [one, other] = [newBrowser(), newBrowser()]
    const url = await sessionOf(one)
    await sessionOf(other)
    assert.ok(url.startsWith(`${serverUrl}/session/`))
    assert.ok(url.length < 2048)
    assert.equal((await keptIn(url)).hint, 'refresh_token')
    assert.equal(await tell(url, 'user_active'), 200)
    assert.ok(await isLoggedIn(one))
    assert.equal(await tell(url, 'logout'), 200)
    assert.equal(await isLoggedIn(one), false)
    assert.ok(await isLoggedIn(other))
    assert.equal(await tell(url, 'logout'), 200, 'a second time is no error')
    assert.ok(!plugin.log.some(({ event }) => event === 'session_update_failed'))
  })

  it('ends at once when it was not strong enough', async () => {
    const browser = newBrowser()
    const end = await logIn(
      plugin,
      browser,
      { person: zoe.id, level: 'low' },
      { acr: 'substantial' },
    )
    assert.equal(end.searchParams.get('error'), 'too_low')
    assert.equal(await isLoggedIn(browser), false)
  })

  it('stays when another client says it', async () => {
    const browser = newBrowser()
    const url = await sessionOf(browser)
    const { token, hint } = await keptIn(url)
    const response = await fetch(`${provider.issuer}/token/revocation`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${deskClient.clientId}:${deskClient.clientSecret}`)}`,
      },
      body: new URLSearchParams({ token, token_type_hint: hint }),
    })
    assert.ok(response.ok)
    assert.ok(await isLoggedIn(browser))
  })

  it('stays when the address was changed', async () => {
    const browser = newBrowser()
    const url = await sessionOf(browser)
    assert.equal(await tell(`${url.slice(0, -4)}AAAA`, 'logout'), 200)
    assert.equal(await tell(url, 'log_out'), 200)
    assert.ok(await isLoggedIn(browser))
  })

  it('shows nothing of the provider in its address', async () => {
    const url = await sessionOf(newBrowser())
    const readable = url.split(/[/.]/).map((part) => Buffer.from(part, 'base64url').toString())
    for (const text of [url, ...readable])
      for (const word of ['refresh_token', 'token"', provider.issuer, zoe.id])
        assert.ok(!text.includes(word), word)
  })
})
