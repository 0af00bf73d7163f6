/** A plugin, its method and a browser that uses it. */
import assert from 'node:assert/strict'
import type { AuthConfig } from '../index.ts'
import { Browser } from './browser.ts'
import { idp, testMethod, type TestMethod } from './method.ts'
import { serverUrl, testPlugin, type TestPlugin } from './plugin.ts'

export interface Scene {
  method: TestMethod
  plugin: TestPlugin
  browser: Browser
}

export async function scene(
  changes: Partial<AuthConfig> = {},
  method: TestMethod = testMethod(),
): Promise<Scene> {
  const plugin = await testPlugin(method, changes)
  return { method, plugin, browser: new Browser({ [serverUrl]: plugin.handle }) }
}

export const stateOf = (response: Response): string =>
  new URL(response.headers.get('location')!).searchParams.get('state')!
export const callback = (state: string): string => `${serverUrl}/callback?code=c&state=${state}`

/** The whole way, and where it ends. */
export async function goThrough(
  { plugin, browser }: Scene,
  changes: Record<string, unknown> = {},
): Promise<URL> {
  const begun = await browser.visit(await plugin.clientUrl(changes))
  assert.equal(begun.status, 303)
  const location = begun.headers.get('location')!
  // At once when the identity provider could not be reached.
  if (!location.startsWith(idp)) return new URL(location)
  const ended = await browser.visit(callback(stateOf(begun)))
  assert.equal(ended.status, 303)
  return new URL(ended.headers.get('location')!)
}
