/** The pages that guests and hosts of a platform's room see, in Chromium: WCAG 2.2 AA, both languages, wide and narrow, the keyboard alone. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { signedIn } from '../src/comm/desk/session.ts'
import { surround } from '../src/comm/rooms/surroundings.ts'
import {
  coreUrl,
  offer,
  postResult,
  proven,
  setting,
  startGuest,
  type Setting,
} from '../src/comm/rooms/testing/rooms.ts'
import { listen, type Listening } from '../src/server/host.ts'
import { launch, type Browser, type Page } from './browser.ts'
import { checkKeyboard, checkPage } from './check-page.ts'
import { focused, press, tabTo } from './keyboard.ts'

const long = 'Wethouder-van-Buitengewone-Omstandigheden'.repeat(3)
/** Narrow in Dutch, whose words are longest; wide in English. */
const looks = [
  { lang: 'nl', width: 320 },
  { lang: 'en', width: 1280 },
] as const
const evil = '<img src=x onerror=alert(1)>\u202e'

describe('pages of rooms', () => {
  let state: Setting
  let server: Listening
  let browser: Browser
  let base: string
  let cookie: string

  before(async () => {
    // The address is known only when it listens; the rooms need it before that.
    let answer = (_: Request): Promise<Response> => Promise.resolve(new Response())
    server = await listen((request) => answer(request), { port: 0 })
    base = `http://localhost:${server.port}`
    state = await setting({
      serverUrl: base,
      platformOrigins: [base],
      attributes: {
        name: { label: { nl: 'Naam', en: 'Name' } },
        email: { label: { nl: 'E-mailadres', en: 'E-mail address' }, sensitive: true },
      },
    })
    const session = { subject: 'sanne', name: 'Sanne', until: state.now().getTime() + 1e7 }
    cookie = await signedIn(await surround(state.config), session)
    answer = async (request) => {
      const { pathname } = new URL(request.url)
      // Where the guest came from.
      if (pathname === '/elsewhere') return new Response('<title>Elsewhere</title>', html)
      if (pathname === '/as-sanne') return new Response(null, { headers: { 'set-cookie': cookie } })
      return state.rooms(request)
    }
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    await server?.stop(0)
    await state?.close()
  })

  const html = { headers: { 'content-type': 'text/html; charset=utf-8' } }
  const guest = (id: string, more = {}) => ({ id, redirectUrl: `${base}/elsewhere`, ...more })
  const init = (id: string, more = {}) => `${base}/guest/init/${state.guestToken(guest(id, more))}`
  const room = (roomId: string) => `${base}/host/${state.hostToken(roomId)}`

  /** A page for every look, in the order of {@link looks}. */
  const visits = (): Promise<Page[]> => Promise.all(looks.map(visit))

  async function visit({ lang, width }: (typeof looks)[number]): Promise<Page> {
    const context = await browser.newContext({
      locale: lang === 'nl' ? 'nl-NL' : 'en-GB',
      viewport: { width, height: 640 },
    })
    context.setDefaultTimeout(60_000)
    return context.newPage()
  }

  /** Of the core's next answers about what can be chosen. */
  async function offering(options: object | undefined, work: () => Promise<void>): Promise<void> {
    const usual = state.core.answer
    state.core.answer = (request) =>
      request.url.endsWith('/start')
        ? usual(request)
        : options
          ? Response.json(options)
          : new Response(null, { status: 500 })
    await work().finally(() => (state.core.answer = usual))
  }

  /** In every look at the same time: most of it is work of the browser. */
  const inEvery = (pages: Page[], work: (page: Page) => Promise<unknown>): Promise<unknown> =>
    Promise.all(pages.map(work))

  const check = async (page: Page, what: string): Promise<void> => {
    await checkPage(page, what)
    await checkKeyboard(page, what)
  }

  async function walk(pages: Page[], what: string, url: string): Promise<void> {
    await inEvery(pages, async (page) => {
      await page.goto(url)
      const { lang } = looks[pages.indexOf(page)]!
      assert.equal(await page.evaluate(() => document.documentElement.lang), lang, what)
      await check(page, `${what}, in ${lang}`)
    })
  }

  it('of guests: fit, axe finds nothing, the keyboard reaches all', async () => {
    const pages = await visits()
    const [first] = offer.ours.auth_methods
    const choosing = (what: string, options: object | undefined): Promise<void> =>
      offering(options, () => walk(pages, what, init('a')))
    const names = [first, { tag: 'itsme', name: long }, { tag: 'irma', name: evil }]
    await walk(pages, 'several methods', init('a'))
    await choosing('one method', { ...offer.ours, auth_methods: [first] })
    await choosing('what a published core tells', offer.published)
    await choosing('long names', { ...offer.ours, auth_methods: names })
    await choosing('a core that is out of order', undefined)

    await inEvery(pages, async (page) => {
      await page.goto(init('a'))
      await page.evaluate(() => (document.querySelector('form')!.noValidate = true))
      await page.locator('button.primary').click()
      await page.locator('[role=alert]').waitFor()
      await check(page, 'sent without an answer')
    })

    const done = guest('done', { roomId: 'guests' })
    await proven(state, { guest: done })
    await walk(pages, 'a guest who has shown who they are', init('done', done))
    await walk(pages, 'a token that is none', `${base}/guest/init/nothing`)
    await inEvery(pages, (page) => page.context().close())
  })

  it('of hosts: fit, axe finds nothing, the keyboard reaches all', async () => {
    const pages = await visits()
    await walk(pages, 'nobody is signed in', `${base}/`)
    await inEvery(pages, (page) => page.goto(`${base}/as-sanne`))
    await walk(pages, 'signed in', `${base}/`)
    await walk(pages, 'an empty room', room('hosts'))

    let count = 0
    const of = (name: string) => guest(`guest-${++count}`, { roomId: 'hosts', name })
    const email = `${long}@voorbeeld.example`
    await proven(state, { guest: of('Ziska Z.') }, { attributes: { name: long, email } })
    await proven(state, { guest: of(evil) }, { attributes: { name: evil, email: evil } })
    await startGuest(state, { guest: of('Ruud') })
    await startGuest(state, { guest: of(long.slice(0, 100)) })
    const failed = { status: 'failed', attributes: undefined } as const
    await postResult(state, await state.result(undefined, failed))
    await walk(pages, 'a room with guests of every kind', room('hosts'))
    await inEvery(pages, async (page) => {
      await page.locator('summary').first().click()
      await checkPage(page, 'a detail that was shown')
      await page.context().close()
    })
  })

  it('let a guest choose, and go on, with the keyboard alone', async () => {
    const page = await visit(looks[0])
    await page.goto(init('keys'))
    await tabTo(page, /DigiD/)
    assert.equal(await page.locator(':checked').count(), 0, 'nothing is chosen beforehand (A3)')
    await page.keyboard.press('ArrowDown')
    assert.match(await focused(page), /itsme/)
    await Promise.all([page.waitForRequest(`${coreUrl}/go/ticket`), press(page, /^Verder$/)])
    assert.equal(state.asked.at(-1)?.auth_method, 'itsme')
    await page.context().close()
  })

  it('let a guest go back without a choice, with the keyboard alone', async () => {
    const page = await visit(looks[0])
    await page.goto(init('keys'))
    await press(page, /^Terug zonder inloggen$/)
    await page.waitForURL('**/elsewhere')
    await page.context().close()
  })

  it('lead from an error to the question, with the keyboard alone (A5)', async () => {
    const page = await visit(looks[0])
    await page.goto(init('error'))
    await page.evaluate(() => (document.querySelector('form')!.noValidate = true))
    await press(page, /^Verder$/)
    await page.locator('[role=alert]').waitFor()
    assert.match(await page.title(), /^Fout:/)
    await press(page, /^Kies hoe u wilt inloggen\.$/)
    assert.match(await focused(page), /DigiD/)
    await page.keyboard.press('Space')
    await Promise.all([page.waitForRequest(`${coreUrl}/go/ticket`), press(page, /^Verder$/)])
    await page.context().close()
  })

  it('show a host a sensitive detail on request, and let them sign out, with the keyboard alone', async () => {
    const page = await visit(looks[0])
    await page.goto(`${base}/as-sanne`)
    const email = 'ziska@voorbeeld.example'
    const one = guest('keys', { roomId: 'keys', name: 'Ziska' })
    await proven(state, { guest: one }, { attributes: { name: 'Ziska Zandbergen', email } })
    await page.goto(room('keys'))
    assert.equal(await page.getByText(email).isVisible(), false)
    await press(page, /^Toon/)
    assert.equal(await page.getByText(email).isVisible(), true)
    await page.goto(`${base}/`)
    await press(page, /^Uitloggen$/)
    await page.getByRole('heading', { name: 'U bent niet ingelogd' }).waitFor()
    await page.goto(room('keys'))
    assert.equal(await page.getByText('Ziska').count(), 0)
    await page.context().close()
  })
})
