/** Video at a platform that the municipality has: from the button to a page that plays Jitsi Meet, and passed on to another purpose. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { jwtVerify } from 'jose'
import { agentWords, hangUp, signIn } from '../agent.ts'
import { visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { changedDemonstration } from '../demonstration.ts'
import { press, tabTo } from '../keyboard.ts'
import { sanne } from '../people.ts'
import { heading, wordsOf } from '../resident.ts'
import { withSystem } from '../running.ts'
import { removeFolder, temporaryFolder, type Demonstration } from '../system.ts'

const secret = 'p'.repeat(32)
const appId = 'id_contact'

interface Entry {
  room: string
  user: { name: string; moderator?: string }
  referer: string | undefined
}

/** Lets somebody in as `token_verification` of Jitsi Meet's Prosody does, or not. */
async function enter(url: URL, host: string): Promise<Omit<Entry, 'referer'>> {
  const { payload } = await jwtVerify(
    url.searchParams.get('jwt') ?? '',
    new TextEncoder().encode(secret),
    { algorithms: ['HS256'], issuer: appId, audience: 'jitsi', requiredClaims: ['exp', 'nbf'] },
  )
  const room = url.pathname.slice(1)
  if (payload.sub !== host || payload.room !== room) throw new Error('Another domain or room')
  const { user } = payload.context as { user: Entry['user'] }
  for (const value of Object.values(user)) if (typeof value !== 'string') throw new Error('No text')
  return { room, user }
}

/** The demonstration, whose two sides meet there. */
const configFor = (platform: string, folder: string): string =>
  changedDemonstration(folder, [
    [
      '[comm.video.ice]\nrelay_only = false\n',
      `[comm.video.jitsi]\nserver_url = "${platform}"\napp_id = "${appId}"\nsecret = "${secret}"\n`,
    ],
  ])

describe('a video call at a platform', () => {
  const folder = temporaryFolder()
  const entries: Entry[] = []
  let platform: Server
  let address: string
  let system: Demonstration
  let browser: Browser
  before(async () => {
    platform = createServer((request, response) => {
      const url = new URL(request.url!, 'http://localhost')
      if (url.pathname === '/favicon.ico') return void response.writeHead(404).end()
      enter(url, 'localhost').then(
        (entry) => {
          entries.push({ ...entry, referer: request.headers.referer })
          response.setHeader('content-type', 'text/html; charset=utf-8')
          response.end(`<!doctype html><title>Meet</title><p>In de kamer: ${entry.user.name}</p>`)
        },
        () => response.writeHead(403).end('No'),
      )
    })
    await new Promise<void>((resolve) => platform.listen(0, 'localhost', resolve))
    const { port } = platform.address() as AddressInfo
    address = `http://localhost:${port}`
  })
  withSystem(
    (running) => ({ system, browser } = running),
    () => ({
      args: ['--config', configFor(address, folder)],
    }),
  )
  after(() => {
    platform.close()
    removeFolder(folder)
  })

  const link = (page: Page) => page.locator('id-contact-video a.primary')

  /** Opens the link in a window of its own, and is let in. */
  async function goes({ page, context }: Watched): Promise<Entry> {
    await link(page).waitFor()
    const [opened] = await Promise.all([context.waitForEvent('page'), link(page).click()])
    await opened.getByText('In de kamer').waitFor()
    assert.equal(await opened.evaluate(() => window.opener), null)
    await opened.close()
    return entries.at(-1)!
  }

  it('leads both into one room, and no further with who gave it away', async () => {
    const [resident, agent] = await Promise.all([
      visitor(browser, { lang: 'nl' }),
      visitor(browser, { lang: 'nl' }),
    ])
    await signIn(agent.page, system, sanne.id)
    await resident.page.goto(system.site + wordsOf('nl').path)
    const button = resident.page.locator('id-contact-button[purpose="form_help"]')
    await button.getByRole('button', { name: wordsOf('nl').open }).press('Enter')
    await button.getByRole('button', { name: wordsOf('nl').without }).waitFor()
    await press(resident.page, wordsOf('nl').without)
    await resident.page.waitForURL((url) => url.origin === system.video)
    assert.equal(await link(resident.page).count(), 0, 'no room before an employee is there')
    await press(agent.page, /Neem de volgende/)
    await heading(resident.page, 'Medewerker Sanne is er').waitFor()

    const [one, other] = [await goes(resident), await goes(agent)]
    assert.equal(one.room, other.room)
    assert.match(one.room, /^[a-z0-9]{32}$/)
    assert.deepEqual([one.user.name, one.user.moderator], ['Inwoner', undefined])
    assert.equal(other.user.moderator, 'true')
    for (const { referer } of entries) assert.equal(referer, undefined)
    const forged = (await link(agent.page).getAttribute('href'))!.replace(one.room, 'a'.repeat(32))
    assert.equal((await fetch(forged)).status, 403, 'the token is for this room alone')

    await press(agent.page, /^Doorverbinden$/)
    await tabTo(agent.page, /Onderwerp/)
    await agent.page.keyboard.type('Vraag over afval')
    await press(agent.page, /^Verbind door$/)
    await resident.page.getByText('De medewerker heeft u doorverbonden.').first().waitFor()
    await link(agent.page).waitFor({ state: 'detached' })
    assert.ok(!(await link(resident.page).isVisible()), 'no way in while nobody is there')
    await press(agent.page, /Neem de volgende/)
    await agent.page.getByText('Vraag over afval').first().waitFor()
    assert.equal((await goes(resident)).room, (await goes(agent)).room)

    await hangUp(agent.page)
    await heading(resident.page, wordsOf('nl').ended).waitFor()
    assert.equal(await link(resident.page).count(), 0)
    await agent.page.getByText(agentWords('nl').erased).first().waitFor()
    assert.ok(!system.output().includes('jwt='), 'no link in a log')
    for (const { complaints } of [resident, agent]) assert.deepEqual(complaints, [])
  })
})
