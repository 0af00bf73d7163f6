import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from '../../protocol/errors.ts'
import { Browser } from '../testing/browser.ts'
import { audience, core, serverUrl, testPlugin } from '../testing/plugin.ts'
import { demo, type People } from './index.ts'
import { everybody } from './people.ts'

async function training(asked: Record<string, unknown> = {}, method = demo()) {
  const plugin = await testPlugin(method)
  const browser = new Browser({ [serverUrl]: plugin.handle })
  const begun = await browser.visit(await plugin.clientUrl({ attributes: ['name'], ...asked }))
  const choosing = begun.headers.get('location')!
  const state = new URL(choosing).searchParams.get('state')!
  /** Sends the form of the page. */
  async function choose(fields: Record<string, string>) {
    const query = new URLSearchParams({ state, ...fields })
    const answer = await browser.visit(`${serverUrl}/callback?${query}`)
    const end = new URL(answer.headers.get('location')!)
    assert.equal(end.origin, core)
    const claims = await plugin.open(end.searchParams.get('result')!, audience)
    return { error: end.searchParams.get('error'), claims }
  }
  return { browser, choosing, choose, plugin }
}

describe('the method for trainings', () => {
  it('shows the people, and on top that nothing is proven', async () => {
    const { browser, choosing } = await training()
    const page = await browser.visit(`${choosing}&lang=en`)
    const text = await page.text()
    assert.match(text, /This is a training/)
    for (const { name } of Object.values(everybody)) assert.ok(text.includes(name!))
    assert.match(page.headers.get('content-security-policy')!, /form-action 'self'/)
  })

  it('gives what was asked for of the person who was chosen, and no more', async () => {
    const { choose } = await training({ attributes: ['name', 'bsn'] })
    const { error, claims } = await choose({ person: 'noor' })
    assert.equal(error, null)
    assert.deepEqual(claims.attributes, { name: everybody.noor!.name, bsn: everybody.noor!.bsn })
  })

  it('passes for the level that it is set to', async () => {
    const weak = await (await training({ acr: 'substantial' })).choose({ person: 'noor' })
    assert.equal(weak.error, 'too_low')
    const set = await training({ acr: 'substantial' }, demo({ level: 'substantial' }))
    assert.equal((await set.choose({ person: 'noor' })).claims.status, 'success')
  })

  for (const [what, fields, error] of [
    ['somebody who stops', { person: 'noor', stop: 'yes' }, 'cancelled'],
    ['nobody', {}, 'failed'],
    ['somebody unknown', { person: 'nobody' }, 'failed'],
    ['a property of objects', { person: 'constructor' }, 'failed'],
  ] as const)
    it(`${what}: ${error}`, async () => {
      const ending = await (await training()).choose(fields)
      assert.equal(ending.error, error)
      assert.equal(ending.claims.attributes, undefined)
    })

  it('shows its page to the browser that began alone', async () => {
    const { choosing, plugin } = await training()
    const other = new Browser({ [serverUrl]: plugin.handle })
    assert.equal((await other.visit(choosing)).status, 403)
  })

  it('refuses people without tags, and nobody at all', () => {
    for (const people of [{}, { 'a b': { name: 'x' } }] as People[])
      assert.throws(() => demo({ people }), ConfigError)
  })
})
