/** The plugins of the plugin authors' guide, in whole conversations. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Browser } from '../src/auth/testing/browser.ts'
import { zoe } from './people.ts'
import { examples, preparePlugins, type Plugins } from './plugins.ts'

let plugins: Plugins
before(async () => {
  plugins = await preparePlugins()
  await plugins.serve('core')
  await plugins.serve('comm', 'desk')
})
after(() => plugins.stop())

/** A page of ours says this only to the browser that it belongs to. */
const startAgain = /Begin opnieuw op dit apparaat/

interface Choice {
  auth_method: string
  comm_method: string
}

/** Where the core sends a browser that has chosen. */
async function start(choice: Choice): Promise<string> {
  const answer = await fetch(`${plugins.at.core}/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ purpose: 'report_move', ...choice }),
  })
  assert.equal(answer.status, 200, await answer.clone().text())
  return ((await answer.json()) as { client_url: string }).client_url
}

const nowhere = (): boolean => false

/** Goes on until a page is there, and gives its address and its text. */
async function arrive(browser: Browser, url: string): Promise<{ url: string; text: string }> {
  const { url: end, response } = await browser.follow(url, nowhere)
  return { url: end, text: await response!.text() }
}

/** Presses a button of a form, and goes on until there is another page. */
async function press(browser: Browser, url: string, form: Record<string, string>) {
  const response = await browser.visit(url, form)
  const location = response.headers.get('location')
  assert.ok(location, `${response.status}`)
  return arrive(browser, new URL(location, url).href)
}

describe('the authentication plugin with our kit: the session of a portal', () => {
  before(async () => {
    await plugins.run(
      [process.execPath, join(examples, 'kit-auth/mijn-juinen.ts')],
      'Mijn Juinen',
      {
        PORT: String(plugins.portOf('mijnJuinen')),
        PLUGIN: plugins.at.portal,
        PASSWORD_FILE: join(plugins.folder, 'portal/password'),
      },
    )
    await plugins.serve('auth.portal')
  })

  /** From the municipal page to where the portal asks. */
  async function asked(browser: Browser): Promise<string> {
    const login = await arrive(
      browser,
      await start({ auth_method: 'portal', comm_method: 'phone' }),
    )
    assert.match(login.text, /Inloggen bij Mijn Juinen/)
    const form = new URL(
      /action="([^"]+)"/.exec(login.text)![1]!.replaceAll('&amp;', '&'),
      login.url,
    )
    const question = await press(browser, form.href, { person: zoe.id })
    assert.match(question.text, /Wilt u dit delen met gemeente Juinen\?/)
    return question.url
  }

  it('brings a resident to a number and a code, and their details to the agent', async () => {
    const browser = new Browser({})
    const page = await press(browser, await asked(browser), { do: 'share' })
    const [, code] = /tel:14026,,(\d{9})#/.exec(page.text) ?? []
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
    assert.match((await arrive(browser, page.url)).text, /Het gesprek is klaar/)
  })

  it('never shows who it is to the browser, and in no log', async () => {
    const browser = new Browser({})
    await press(browser, await asked(browser), { do: 'share' })
    for (const url of browser.visited)
      assert.ok(!decodeURIComponent(url).includes(zoe.claims.name), url)
    assert.ok(!plugins.output().includes(zoe.claims.name))
  })

  it('takes a resident back who does not want to share', async () => {
    const browser = new Browser({})
    const page = await press(browser, await asked(browser), { do: 'stop' })
    assert.match(page.text, /Er is niets gedeeld/)
  })

  it('is of no use to whoever forwards the link of the portal', async () => {
    const attacker = new Browser({})
    const link = await asked(attacker)
    const victim = new Browser({})
    const login = await arrive(victim, link)
    const form = new URL(
      /action="([^"]+)"/.exec(login.text)![1]!.replaceAll('&amp;', '&'),
      login.url,
    )
    const question = await press(victim, form.href, { person: zoe.id })
    const shared = await victim.visit(question.url, { do: 'share' })
    const back = shared.headers.get('location')!
    const end = await victim.visit(back)
    assert.equal(end.status, 403)
    assert.match(await end.text(), startAgain)
  })

  it('gets nothing from the portal for a code without its verifier', async () => {
    const browser = new Browser({})
    const shared = await browser.visit(await asked(browser), { do: 'share' })
    const code = new URL(shared.headers.get('location')!).searchParams.get('code')!
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
    const page = await arrive(browser, shared.headers.get('location')!)
    assert.match(page.text, /niet gelukt|Er is niets gedeeld/)
  })
})

describe('a plugin with our kit', () => {
  for (const file of ['kit-auth/portal.ts'])
    it(`is at most 40 lines of code: ${file}`, () => {
      const lines = readFileSync(join(examples, file), 'utf8').split('\n')
      const code = lines.filter((line) => !/^\s*(\/\/.*|\/\*\*.*\*\/)?$/.test(line))
      assert.ok(code.length <= 40, String(code.length))
    })
})
