/** A log-in at a provider that can be made to do everything wrong. */
import assert from 'node:assert/strict'
import type { ResultClaims } from '../../../protocol/result.ts'
import { Browser } from '../../testing/browser.ts'
import { audience, core, serverUrl, testPlugin, type TestPlugin } from '../../testing/plugin.ts'
import { oidc } from '../index.ts'
import { clientId, clientSecret, type FakeProvider } from './fake-provider.ts'

const timeout = 400

export interface Attempt {
  provider: FakeProvider
  plugin: TestPlugin
  browser: Browser
  callback: URLSearchParams
}
export interface Ending {
  error: string | null
  claims: ResultClaims
}

export async function attempt(
  provider: FakeProvider,
  asked: Record<string, unknown> = {},
  pushed?: boolean,
) {
  const plugin = await testPlugin(methodFor(provider, pushed))
  const browser = new Browser({ [serverUrl]: plugin.handle })
  const begun = await browser.visit(
    await plugin.clientUrl({ attributes: ['name', 'email'], ...asked }),
  )
  const location = begun.headers.get('location')!
  return { plugin, browser, location }
}

const methodFor = ({ issuer }: FakeProvider, pushed?: boolean) =>
  oidc({
    pushed,
    issuer,
    clientId,
    clientSecret,
    claims: { name: 'name', email: 'email' },
    acr: { 'urn:bottom': 'low', 'urn:middle': 'substantial', 'urn:top': 'high' },
    timeout,
  })

export async function ended(plugin: TestPlugin, response: Response): Promise<Ending> {
  const end = new URL(response.headers.get('location')!)
  assert.equal(end.origin, core)
  const claims = await plugin.open(end.searchParams.get('result')!, audience)
  return { error: end.searchParams.get('error'), claims }
}
