/** The plugins of the plugin authors' guide that are written with our kit, in whole conversations. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredConversation } from '../src/store/index.ts'
import { after, before, describe, it, mock } from 'node:test'
import dayAndNight from '../examples/plugins/kit-comm/day-and-night.ts'
import { zoe } from './people.ts'
import { examples, preparePlugins, type Plugins } from './plugins.ts'
import { Visitor, type Arrived } from './visitor.ts'

let plugins: Plugins
before(async () => {
  plugins = await preparePlugins()
  await plugins.serve('core')
  await plugins.serve('comm', 'desk')
})
after(() => plugins.stop())

describe('the authentication plugin with our kit: the session of a portal', () => {
  before(async () => {
    await plugins.portal()
    await plugins.serve('auth.portal')
  })

  /** From the municipal page to where the portal asks. */
  async function asked(visitor: Visitor): Promise<Arrived> {
    const start = await plugins.start({ auth_method: 'portal', comm_method: 'phone' })
    const login = await visitor.visit(start)
    assert.match(login.text, /Inloggen bij Mijn Juinen/)
    const question = await visitor.press(login, { person: zoe.id })
    assert.match(question.text, /Wilt u dit delen met gemeente Juinen\?/)
    return question
  }

  it('brings a resident to a number and a code, and their details to the agent', async () => {
    const visitor = new Visitor()
    const page = await visitor.press(await asked(visitor), { do: 'share' })
    const [, code] = /tel:(?:14026|\+31201234567),,(\d{9})#/.exec(page.text) ?? []
    assert.ok(code, page.text)
    const desk = await plugins.agent()
    const conversation = await desk.acceptCode(code)
    const { status, authMethod, level } = conversation.identity
    assert.deepEqual([status, authMethod, level], ['proven', 'portal', 'substantial'])
    assert.deepEqual(
      Object.fromEntries(conversation.attributes.map(({ tag, value }) => [tag, value])),
      { name: zoe.claims.name, address: zoe.claims.address!.formatted },
    )
    await conversation.end()
    desk.close()
    assert.match((await visitor.visit(page.url)).text, /Het gesprek is klaar/)
  })

  it('never shows who it is to the browser, and in no log', async () => {
    const visitor = new Visitor()
    await visitor.press(await asked(visitor), { do: 'share' })
    for (const url of visitor.visited)
      assert.ok(!decodeURIComponent(url).includes(zoe.claims.name), url)
    assert.ok(!plugins.output().includes(zoe.claims.name))
  })

  it('takes a resident back who does not want to share', async () => {
    const visitor = new Visitor()
    const page = await visitor.press(await asked(visitor), { do: 'stop' })
    assert.match(page.text, /Er is niets gedeeld/)
  })

  it('is of no use to whoever forwards the link of the portal', async () => {
    const link = (await asked(new Visitor())).url
    const victim = new Visitor()
    const question = await victim.press(await victim.visit(link), { person: zoe.id })
    const end = await victim.press(question, { do: 'share' })
    assert.equal(end.status, 403)
    assert.match(end.text, /Begin opnieuw op dit apparaat/)
  })

  it('gets nothing from the portal for a code without its verifier', async () => {
    const visitor = new Visitor()
    const back = await visitor.pressAndStay(await asked(visitor), { do: 'share' })
    const code = new URL(back).searchParams.get('code')!
    const password = readFileSync(join(plugins.folder, 'portal/password'), 'utf8')
    const ask = (verifier: string, authorization = `Bearer ${password}`) =>
      fetch(`${plugins.at.mijnJuinen}/contact/person`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ code, verifier }),
      })
    assert.equal((await ask('guess', 'Bearer other')).status, 401)
    assert.equal((await ask('guess')).status, 404)
    // The code is used up now, also for the plugin.
    const page = await visitor.visit(back)
    assert.match(page.text, /Inloggen is niet gelukt/)
  })
})

describe('the communication plugin with our kit: a number by day and another by night', () => {
  const settings: Record<string, string> = { opens: '09:00', closes: '17:00', day: '14 026' }
  const setting = (name: string): string => settings[name] ?? '+31 20 123 45 67'
  const row = { codeExpiresAt: new Date(), extensions: 4 } as StoredConversation
  after(() => mock.timers.reset())

  for (const [moment, number] of [
    ['2026-01-05T08:59:59+01:00', '+31201234567'],
    ['2026-01-05T09:00:00+01:00', '14026'],
    ['2026-01-05T16:59:59+01:00', '14026'],
    ['2026-01-05T17:00:00+01:00', '+31201234567'],
    ['2026-07-10T09:00:00+02:00', '14026'],
    ['2026-07-11T12:00:00+02:00', '+31201234567'],
    ['2026-07-12T12:00:00+02:00', '+31201234567'],
  ] as const)
    it(`gives ${number} at ${moment}`, async () => {
      const channel = await dayAndNight({ setting, fetch })
      mock.timers.reset()
      mock.timers.enable({ apis: ['Date'], now: new Date(moment) })
      const { phone } = channel.view(row, '012345678')
      assert.equal(phone?.tel_url, `tel:${number},,012345678#`)
      assert.equal(phone.extensions_left, 6)
    })

  it('gives nothing to call with as long as there is no code', async () => {
    const channel = await dayAndNight({ setting, fetch })
    assert.deepEqual(channel.view(row, undefined), {})
  })
})

describe('a plugin with our kit', () => {
  for (const file of ['kit-auth/portal.ts', 'kit-comm/day-and-night.ts'])
    it(`is at most 40 lines of code: ${file}`, () => {
      const lines = readFileSync(join(examples, file), 'utf8').split('\n')
      const code = lines.filter((line) => !/^\s*(\/\/.*|\/\*\*.*\*\/)?$/.test(line))
      assert.ok(code.length <= 40, String(code.length))
    })
})
