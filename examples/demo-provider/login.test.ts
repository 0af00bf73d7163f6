/** A whole log-in, from the start by a core to the opened result, with the real provider on this machine. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { audience, serverUrl } from '../../src/auth/testing/plugin.ts'
import { residents, type Person } from './people.ts'
import { attributes, logIn, openForm, openStage, submit } from './testing/stage.ts'

const [zoe, ruud] = residents as [Person, Person]
const stage = await openStage()
const { plugin, provider, sink, newBrowser } = stage
after(() => stage[Symbol.asyncDispose]())

describe('a resident logs in', () => {
  it('and the receiver gets what was asked for, by attr_url', async () => {
    const browser = newBrowser()
    const end = await logIn(
      plugin,
      browser,
      { person: zoe.id, level: 'high' },
      { attr_url: `${sink.origin}/result`, acr: 'substantial' },
    )
    assert.equal(end.searchParams.get('error'), null)
    const claims = await plugin.open(sink.received.at(-1)!.body, audience)
    assert.equal(claims.status, 'success')
    assert.deepEqual(claims.attributes, {
      name: 'Zoë van der Velde-Çelik',
      date_of_birth: '1984-02-29',
      address: 'Fantasieplein 12\n0000 AA Juinen',
      email: 'zoe@bewoner.example',
    })
    assert.equal(claims.acr, 'high')
    assert.ok(Math.abs(claims.authenticatedAt! - Date.now() / 1000) < 60)
    assert.deepEqual(browser.names('auth.example'), [])
  })

  it('and by the browser', async () => {
    const end = await logIn(plugin, newBrowser(), { person: ruud.id }, { attributes: ['name'] })
    const claims = await plugin.open(end.searchParams.get('result')!, audience)
    assert.deepEqual(claims.attributes, { name: "Ruud O'Brien-Łukasiewicz" })
    assert.equal(claims.acr, 'substantial')
  })

  it('again in the same browser, as somebody else', async () => {
    const browser = newBrowser()
    for (const person of [zoe, ruud, ruud, zoe]) {
      const end = await logIn(plugin, browser, { person: person.id }, { attributes: ['name'] })
      const claims = await plugin.open(end.searchParams.get('result')!, audience)
      assert.equal(claims.attributes!.name, person.claims.name)
    }
  })

  it('in two tabs at once', async () => {
    const browser = newBrowser()
    const one = await openForm(browser, await plugin.clientUrl())
    const two = await openForm(browser, await plugin.clientUrl())
    const ends = [
      await submit(browser, two.url, { do: 'login', person: zoe.id }),
      await submit(browser, one.url, { do: 'login', person: zoe.id }),
    ]
    for (const end of ends) {
      const claims = await plugin.open(end.searchParams.get('result')!, audience)
      assert.equal(claims.status, 'success')
    }
  })

  it('with less certainty than is needed', async () => {
    const end = await logIn(
      plugin,
      newBrowser(),
      { person: zoe.id, level: 'low' },
      { acr: 'substantial' },
    )
    assert.equal(end.searchParams.get('error'), 'too_low')
    const claims = await plugin.open(end.searchParams.get('result')!, audience)
    assert.deepEqual([claims.status, claims.attributes], ['failed', undefined])
  })

  it('and changes their mind', async () => {
    const end = await logIn(plugin, newBrowser(), { do: 'cancel', person: zoe.id })
    assert.equal(end.searchParams.get('error'), 'cancelled')
    const claims = await plugin.open(end.searchParams.get('result')!, audience)
    assert.deepEqual([claims.status, claims.attributes], ['failed', undefined])
  })

  it('and the callback is opened by somebody else (T1)', async () => {
    const browser = newBrowser()
    const { url } = await openForm(browser, await plugin.clientUrl())
    const response = await browser.visit(url, { do: 'login', person: zoe.id })
    const resume = response.headers.get('location')!
    const { url: callback } = await browser.follow(
      resume,
      ({ origin, pathname }) => origin === serverUrl && pathname === '/callback',
    )
    assert.ok(new URL(callback).searchParams.get('code'))
    const other = await newBrowser().visit(callback)
    assert.equal(other.status, 403)
    assert.equal(other.headers.get('location'), null)
    // Once: the second time the browser has no cookie of it any more.
    assert.equal((await browser.visit(callback)).status, 303)
    assert.equal((await browser.visit(callback)).status, 403)
  })

  it('and whoever started it sees nothing of the provider (T5b)', async () => {
    const url = await plugin.clientUrl({ attributes })
    const readable = url.split(/[/.]/).map((part) => Buffer.from(part, 'base64url').toString())
    for (const text of [url, ...readable])
      for (const secret of [provider.issuer, new URL(provider.issuer).host, 'id-contact"', 'nonce'])
        assert.ok(!text.includes(secret), secret)
    // Each browser that opens it gets an attempt of its own.
    const states = new Set<string>()
    for (const browser of [newBrowser(), newBrowser()]) {
      const { searchParams } = new URL((await browser.visit(url)).headers.get('location')!)
      states.add(searchParams.get('state')!)
      states.add(searchParams.get('nonce')!)
    }
    assert.equal(states.size, 4)
  })

  it('and nothing of it is logged', () => {
    const text = JSON.stringify(plugin.log)
    assert.ok(text.includes('authentication_finished'))
    for (const { claims } of residents)
      for (const value of [claims.name, claims.email!, claims.birthdate!])
        assert.ok(!text.includes(value))
  })
})
