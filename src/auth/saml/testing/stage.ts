/** A plugin with the SAML method, an identity provider that knows it, and a browser. */
import { Browser } from '../../testing/browser.ts'
import { audience, core, serverUrl, testPlugin, type TestPlugin } from '../../testing/plugin.ts'
import type { ResultClaims } from '../../../protocol/result.ts'
import { saml, type SamlOptions } from '../index.ts'
import { createAuthority, type Authority, type Pair } from './certificates.ts'
import {
  startIdentityProvider,
  type IdentityProvider,
  type IdentityProviderOptions,
} from './identity-provider.ts'
import { chosen, people } from './login-page.ts'

export interface Stage extends AsyncDisposable {
  idp: IdentityProvider
  plugin: TestPlugin
  browser: Browser
  authority: Authority
  options: SamlOptions
}

/** Made once per file: RSA keys take their time. */
let made: Promise<{ authority: Authority; own: Pair; signing: Pair }> | undefined
async function credentials(): Promise<{ authority: Authority; own: Pair; signing: Pair }> {
  const authority = await createAuthority('Test authority')
  const [own, signing] = await Promise.all([
    authority.issue('gemeente.example'),
    authority.issue('idp.example'),
  ])
  return { authority, own, signing }
}

export async function stage(
  changes: Partial<SamlOptions> = {},
  provider: Partial<IdentityProviderOptions> = {},
): Promise<Stage> {
  const { authority, own, signing } = await (made ??= credentials())
  const idp = await startIdentityProvider({ authority, signing, ...provider })
  const options: SamlOptions = {
    entityId: `${serverUrl}/m/metadata`,
    metadata: idp.metadata,
    ...own,
    tls: { authorities: authority.certificate },
    ...changes,
  }
  const method = await saml(options)
  const plugin = await testPlugin(method, { tag: 'digid' })
  const metadata = await plugin.handle(new Request(`${serverUrl}/m/metadata`))
  idp.know(await metadata.text())
  const browser = new Browser({ [serverUrl]: plugin.handle })
  return {
    ...{ idp, plugin, browser, authority, options },
    [Symbol.asyncDispose]: () => idp[Symbol.asyncDispose](),
  }
}

export interface Ended {
  claims: ResultClaims
  /** What the core is told. */
  error: string | null
  /** What the log says of it. */
  reason: string | undefined
}

/** Begins, and stops at the page of the provider. */
export async function toLoginPage(
  { plugin, browser }: Stage,
  start: Record<string, unknown> = {},
): Promise<string> {
  const begun = await browser.visit(await plugin.clientUrl({ attributes: ['bsn'], ...start }))
  const page = await browser.visit(begun.headers.get('location')!)
  const text = await page.text()
  if (page.status !== 200) throw new Error(`The provider says: ${text}`)
  return text
}

/** The answer of the provider's page: where the browser comes back. */
export async function choose(
  { browser, idp }: Stage,
  page: string,
  choice: Record<string, string> = { bsn: people.one },
): Promise<string> {
  const finished = await browser.visit(new URL('/finish', idp.loginUrl).href, chosen(page, choice))
  return finished.headers.get('location')!
}

/** Comes back, and reads what is delivered. */
export async function comeBack({ plugin, browser }: Stage, callback: string): Promise<Ended> {
  const response = await browser.visit(callback)
  const target = new URL(response.headers.get('location')!)
  if (target.origin !== core) throw new Error(`Ended at ${target.origin}`)
  const claims = await plugin.open(target.searchParams.get('result')!, audience)
  const finished = plugin.log.findLast(({ event }) => event === 'authentication_finished')
  return { claims, error: target.searchParams.get('error'), reason: finished?.reason }
}

/** The whole way. */
export async function logIn(
  setting: Stage,
  choice?: Record<string, string>,
  start?: Record<string, unknown>,
): Promise<Ended> {
  return comeBack(setting, await choose(setting, await toLoginPage(setting, start), choice))
}
