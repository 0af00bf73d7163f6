/** A resident at the page of Yivi. */
import assert from 'node:assert/strict'
import { Browser } from '../../testing/browser.ts'
import { audience, core, serverUrl, testPlugin } from '../../testing/plugin.ts'
import { yivi, type YiviOptions } from '../index.ts'
import { address, fakeIrma, publicPem, requestorToken } from './irma-server.ts'

export const name = 'pbdf.gemeente.personalData.fullname'
const passportNames = 'pbdf.pbdf.passport.firstName pbdf.pbdf.passport.lastName'
export const email = 'pbdf.sidn-pbdf.email.email'

export const optionsFor = (changes: Partial<YiviOptions> = {}): YiviOptions => ({
  server: address,
  token: requestorToken,
  publicKey: publicPem,
  attributes: { name: [name, passportNames], email: [email] },
  ...changes,
})

export async function yiviScene(
  asked: Record<string, unknown> = {},
  changes: Partial<YiviOptions> = {},
) {
  const irma = fakeIrma()
  const plugin = await testPlugin(yivi(optionsFor({ fetch: irma.fetch, ...changes })))
  const browser = new Browser({ [serverUrl]: plugin.handle })
  const clientUrl = await plugin.clientUrl({ attributes: ['name'], ...asked })
  /** Where the log-in goes on. */
  async function begin(): Promise<{ waiting: string; state: string }> {
    const begun = await browser.visit(clientUrl)
    const waiting = begun.headers.get('location')!
    return { waiting, state: new URL(waiting).searchParams.get('state')! }
  }
  /** Opens what the browser is sent to the core with. */
  async function ending(answer: Response) {
    const end = new URL(answer.headers.get('location')!)
    assert.equal(end.origin, core)
    const claims = await plugin.open(end.searchParams.get('result')!, audience)
    return { error: end.searchParams.get('error'), claims, address: end.href }
  }
  const finish = async (state: string, query = '') =>
    ending(await browser.visit(`${serverUrl}/callback?state=${state}${query}`))
  /** The reason in the log. */
  const reason = (): unknown =>
    plugin.log.find(({ event }) => event === 'authentication_finished')?.reason
  return { irma, plugin, browser, clientUrl, begin, ending, finish, reason }
}
