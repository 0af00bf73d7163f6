/** The provider, a plugin that uses it, and a browser that walks between them. */
import assert from 'node:assert/strict'
import { oidc } from '../../../src/auth/oidc/index.ts'
import { Browser } from '../../../src/auth/testing/browser.ts'
import { core, serverUrl, testPlugin, type TestPlugin } from '../../../src/auth/testing/plugin.ts'
import { startSink, type Sink } from '../../../src/auth/testing/sink.ts'
import { startDemoProvider, type DemoProvider } from '../provider.ts'

export const authClient = {
  clientId: 'id-contact',
  clientSecret: 'auth-client-secret-of-the-test',
  redirectUri: `${serverUrl}/callback`,
}
export const deskClient = {
  clientId: 'desk',
  clientSecret: 'desk-client-secret-of-the-test',
  redirectUri: 'https://desk.example/callback',
  postLogoutRedirectUri: 'https://desk.example/',
}
export const attributes = ['name', 'date_of_birth', 'address', 'email']

export interface Stage extends AsyncDisposable {
  provider: DemoProvider
  sink: Sink
  plugin: TestPlugin
  newBrowser(): Browser
}

export async function openStage(): Promise<Stage> {
  const provider = await startDemoProvider({ port: 0, clients: [authClient, deskClient] })
  const sink = await startSink()
  const plugin = await testPlugin(methodFor(provider.issuer), { attrUrlOrigins: [sink.origin] })
  return {
    provider,
    sink,
    plugin,
    newBrowser: () => new Browser({ [serverUrl]: plugin.handle }),
    async [Symbol.asyncDispose]() {
      await sink[Symbol.asyncDispose]()
      await provider.stop()
    },
  }
}

const methodFor = (issuer: string) =>
  oidc({
    issuer,
    clientId: authClient.clientId,
    clientSecret: authClient.clientSecret,
    scope: 'openid profile email address',
    claims: {
      name: 'name',
      date_of_birth: 'birthdate',
      address: 'address.formatted',
      email: 'email',
    },
    acr: { low: 'low', substantial: 'substantial', high: 'high' },
    logout: 'revoke',
  })

export const isElsewhere = ({ origin }: URL): boolean =>
  origin === core || origin === 'https://desk.example'

/** To the page on which one chooses who to be. */
export async function openForm(
  browser: Browser,
  url: string,
): Promise<{ url: string; html: string }> {
  const { url: form, response } = await browser.follow(url, isElsewhere)
  assert.equal(response?.status, 200, form)
  return { url: form, html: await response.text() }
}

/** Sends the form, and follows until the browser leaves. */
export async function submit(
  browser: Browser,
  url: string,
  form: Record<string, string>,
): Promise<URL> {
  const response = await browser.visit(url, form)
  assert.equal(response.status, 303)
  const next = new URL(response.headers.get('location')!, url).href
  return new URL((await browser.follow(next, isElsewhere)).url)
}

/** The whole way of a resident, to where the browser leaves. */
export async function logIn(
  plugin: TestPlugin,
  browser: Browser,
  form: Record<string, string>,
  asked: Record<string, unknown> = {},
): Promise<URL> {
  const { url } = await openForm(browser, await plugin.clientUrl({ attributes, ...asked }))
  return submit(browser, url, { do: 'login', ...form })
}
