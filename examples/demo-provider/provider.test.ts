/** The provider's own pages, the desk as its client, and how it starts. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { Browser } from '../../src/auth/testing/browser.ts'
import { employees, residents } from './people.ts'
import { startDemoProvider } from './provider.ts'
import {
  authClient,
  deskClient,
  isElsewhere,
  logIn,
  openForm,
  openStage,
  submit,
} from './testing/stage.ts'

const zoe = residents[0]!
const stage = await openStage()
const { plugin, provider, newBrowser } = stage
after(() => stage[Symbol.asyncDispose]())

describe('the log-in page', () => {
  const open = async (lang: string): Promise<{ browser: Browser; url: string; html: string }> => {
    const browser = newBrowser()
    return { browser, ...(await openForm(browser, `${await plugin.clientUrl()}?lang=${lang}`)) }
  }

  it('is in the language that the plugin passes on', async () => {
    assert.match((await open('en')).html, /<html lang="en" dir="ltr">[^]*<h1>Juinen login<\/h1>/)
    assert.match(
      (await open('nl')).html,
      /<html lang="nl" dir="ltr">[^]*<h1>Inloggen bij Juinen<\/h1>/,
    )
  })

  it('offers residents, none chosen, and levels', async () => {
    const { html } = await open('nl')
    const radios = html.match(/<input[^>]*>/g)!.filter((tag) => tag.includes('radio'))
    const people = radios.filter((tag) => tag.includes('name="person"'))
    assert.equal(people.length, residents.length)
    assert.ok(!people.some((tag) => tag.includes('checked')))
    assert.match(
      radios.find((tag) => tag.includes('checked'))!,
      /value="substantial"/,
    )
    assert.ok(!employees.some(({ claims }) => html.includes(claims.name)))
    assert.doesNotMatch(html, /<script/)
  })

  it('says what is missing, and keeps the level', async () => {
    const { browser, url } = await open('nl')
    for (const person of ['', 'nobody', employees[0]!.id]) {
      const response = await browser.visit(url, { do: 'login', person, level: 'high' })
      assert.equal(response.status, 422)
      const html = await response.text()
      assert.match(html, /<title>Fout: [^]*role="alert"[^]*aria-describedby="error"/)
      assert.match(html, /value="high"\s+checked/)
    }
    // One can still go on.
    const end = await submit(browser, url, { do: 'login', person: zoe.id })
    assert.equal(end.searchParams.get('error'), null)
  })

  it('lets its form lead elsewhere, and nothing run', async () => {
    const { browser, url } = await open('nl')
    const response = await browser.visit(url)
    const policy = response.headers.get('content-security-policy')!
    assert.match(policy, /form-action 'self' http: https:/)
    assert.doesNotMatch(policy, /script-src|unsafe/)
  })

  it('is of one browser', async () => {
    const { url } = await open('nl')
    const response = await newBrowser().visit(url)
    assert.equal(response.status, 400)
    assert.match(await response.text(), /<h1>Inloggen lukt nu niet<\/h1>/)
  })

  it('refuses a form that is too large', async () => {
    const { browser, url } = await open('nl')
    const response = await browser.visit(url, { do: 'login', person: 'x'.repeat(5000) })
    assert.equal(response.status, 400)
  })
})

describe('an employee logs in at the desk', () => {
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  const authorizeUrl = (): string => {
    const query = new URLSearchParams({
      client_id: 'desk',
      redirect_uri: deskClient.redirectUri,
      response_type: 'code',
      scope: 'openid profile',
      state: 's',
      nonce: 'n',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })
    return `${provider.issuer}/auth?${query}`
  }
  const redeem = async (
    end: URL,
  ): Promise<{ idToken: string; claims: Record<string, unknown> }> => {
    const response = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`desk:${deskClient.clientSecret}`)}`,
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: end.searchParams.get('code')!,
        redirect_uri: deskClient.redirectUri,
        code_verifier: verifier,
      }),
    })
    const { id_token: idToken } = (await response.json()) as { id_token: string }
    const payload = Buffer.from(idToken.split('.')[1]!, 'base64url').toString()
    return { idToken, claims: JSON.parse(payload) as Record<string, unknown> }
  }

  it('with the name in the ID token, and stays logged in', async () => {
    const browser = newBrowser()
    const { url, html } = await openForm(browser, authorizeUrl())
    assert.match(html, /<h1>Inloggen als medewerker<\/h1>/)
    assert.doesNotMatch(html, /name="level"/)
    const end = await submit(browser, url, { do: 'login', person: 'employee-2' })
    const { claims } = await redeem(end)
    assert.equal(claims.name, 'Ahmed El Idrissi')
    assert.equal(claims.sub, 'employee-2')
    assert.equal(claims.nonce, 'n')
    const again = await browser.follow(authorizeUrl(), isElsewhere)
    assert.ok(new URL(again.url).searchParams.get('code'))
  })

  it('and no resident gets in', async () => {
    const browser = newBrowser()
    await logIn(plugin, browser, { person: zoe.id })
    const { url } = await openForm(browser, authorizeUrl())
    const response = await browser.visit(url, { do: 'login', person: zoe.id })
    assert.equal(response.status, 422)
    const end = await submit(browser, url, { do: 'login', person: 'employee-1' })
    assert.equal((await redeem(end)).claims.sub, 'employee-1')
  })

  it('and logs out', async () => {
    const browser = newBrowser()
    const { url } = await openForm(browser, authorizeUrl())
    const { idToken } = await redeem(
      await submit(browser, url, { do: 'login', person: 'employee-1' }),
    )
    const query = new URLSearchParams({
      id_token_hint: idToken,
      post_logout_redirect_uri: deskClient.postLogoutRedirectUri,
    })
    const page = await browser.visit(`${provider.issuer}/session/end?${query}`)
    assert.equal(page.status, 200)
    const html = await page.text()
    assert.match(html, /<h1>Wilt u uitloggen\?<\/h1>/)
    assert.doesNotMatch(html, /<script/)
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1]!
    const action = /action="([^"]+)"/.exec(html)![1]!
    const left = await submit(browser, action, { xsrf, logout: 'yes' })
    assert.equal(left.href, deskClient.postLogoutRedirectUri)
    await openForm(browser, authorizeUrl())
  })
})

describe('the provider', () => {
  it('refuses an address that is not registered, on a page of its own', async () => {
    const query = new URLSearchParams({
      client_id: 'id-contact',
      redirect_uri: 'https://evil.example/callback',
      response_type: 'code',
      scope: 'openid',
    })
    const response = await fetch(`${provider.issuer}/auth?${query}`, { redirect: 'manual' })
    assert.equal(response.status, 400)
    const html = await response.text()
    assert.match(html, /<h1>Inloggen lukt nu niet<\/h1>/)
    assert.ok(!html.includes('evil'))
  })

  it('signs with the same keys after a restart, when it has a folder', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'demo-provider-'))
    const keys = async (): Promise<unknown> => {
      const one = await startDemoProvider({ port: 0, clients: [authClient], dataFolder })
      const set: unknown = await (await fetch(`${one.issuer}/jwks`)).json()
      await one.stop()
      return set
    }
    const first = await keys()
    assert.deepEqual(await keys(), first)
    assert.doesNotMatch(JSON.stringify(first), /"d":/)
    assert.equal(statSync(join(dataFolder, 'secrets.json')).mode & 0o777, 0o600)
    rmSync(dataFolder, { recursive: true })
  })

  it('says so when its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve))
    const { port } = other.address() as { port: number }
    await assert.rejects(startDemoProvider({ port, clients: [authClient] }), { code: 'EADDRINUSE' })
    other.close()
  })

  it('prints nothing', async (t) => {
    const printed = (['log', 'info', 'warn', 'error'] as const).map((name) =>
      t.mock.method(console, name, () => {}),
    )
    await using own = await openStage()
    const end = await logIn(own.plugin, own.newBrowser(), { person: zoe.id })
    assert.ok(end.searchParams.get('result'))
    for (const { mock } of printed) assert.equal(mock.callCount(), 0)
  })
})
