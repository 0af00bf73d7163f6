/**
 * Each telephone platform, from the button of a website to data erased: a resident in one browser, an agent in another, and the platform in between
 * with requests in the form that it documents.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { agentWords, panelText, signIn } from '../agent.ts'
import { visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { scanBytes, scanSystem } from '../canary.ts'
import { changedDemonstration } from '../demonstration.ts'
import { birthdayOf, canaries, ruud, sanne, zoe } from '../people.ts'
import { getCode, heading, wordsOf } from '../resident.ts'
import { withSystem } from '../running.ts'
import { removeFolder, temporaryFolder, type System } from '../system.ts'
import { amazonConnect, apiKey, asterisk, twilio, type Platform } from '../telephone-platforms.ts'

const words = agentWords('nl')

for (const platform of [amazonConnect, twilio, asterisk])
  describe(`a call beneath ${platform.name}`, () => {
    const folder = temporaryFolder()
    let system: System
    let browser: Browser
    let agent: Watched
    withSystem(
      (running) => ({ system, browser } = running),
      () => ({ args: ['--config', configFor(platform, folder)] }),
    )
    before(async () => {
      agent = await visitor(browser)
      await signIn(agent.page, system, sanne.id)
    })
    after(() => removeFolder(folder))

    const pop = (script: string): Promise<void> =>
      agent.page.evaluate(
        `(() => { const $panel = document.querySelector('id-contact-agent-panel'); ${script} })()`,
      )
    const named = (name: string) => agent.page.getByText(name, { exact: true })

    it('is asked for the code, waits with its place, and the agent who answers sees who it is', async () => {
      const first = await visitor(browser)
      await getCode(first.page, system, ruud.id)
      const resident = await visitor(browser)
      const code = await getCode(resident.page, system, zoe.id)

      const call = await platform.call(system.comm)
      assert.deepEqual(await call.keyIn('100000000'), { isAskedAgain: true, place: undefined })
      assert.deepEqual(await call.keyIn(code), { isAskedAgain: false, place: 2 })
      assert.doesNotMatch(await panelText(agent.page), new RegExp(zoe.claims.name))

      await pop(call.answer())
      await agent.page.getByText(words.identified).first().waitFor()
      await named(zoe.claims.name).waitFor()
      assert.ok((await panelText(agent.page)).includes(birthdayOf(zoe)))

      await call.hangUp()
      await agent.page.getByText(words.erased).first().waitFor()
      assert.ok(!(await panelText(agent.page)).includes(zoe.claims.name))
      await heading(resident.page, wordsOf('nl').ended).waitFor()
      await forgetCall(agent.page)

      for (const { complaints } of [resident, agent]) assert.deepEqual(complaints, [])
      const asked = [...resident.requests, ...agent.requests].join('\n')
      assert.deepEqual(scanBytes('requests', Buffer.from(asked), [...canaries, code]), [])
      await first.page.getByRole('button', { name: /^Stoppen/ }).click()
      await first.page.getByRole('button', { name: /^Ja, stop/ }).click()
      await heading(first.page, wordsOf('nl').ended).waitFor()
      await Promise.all([first.context.close(), resident.context.close()])
    })

    it('goes on unidentified after three wrong codes, and the agent can go on as well', async () => {
      const call = await platform.call(system.comm)
      for (const isAskedAgain of [true, true, false])
        assert.deepEqual(await call.keyIn('100000000'), { isAskedAgain, place: undefined })
      await pop(call.answer())
      await agent.page.getByText(words.unidentified).first().waitFor()
      await agent.page.getByRole('heading', { name: words.queue }).waitFor()
      await call.hangUp()
      await forgetCall(agent.page)
      await agent.page.getByText(words.unidentified).waitFor({ state: 'detached' })
    })

    it('goes on at once without a code', async () => {
      const call = await platform.call(system.comm)
      assert.deepEqual(await call.keyIn(''), { isAskedAgain: false, place: undefined })
      await call.hangUp()
    })

    it('left nothing: no row, no value in any file, and no value, code or key in what was printed', async () => {
      await system.stop()
      const store = await PGlite.create(join(system.dataDir, 'conversations', 'database'))
      const { rows } = await store.query('SELECT id FROM id_contact.conversation')
      assert.deepEqual(rows, [])
      await store.close()
      assert.deepEqual(scanSystem(system, canaries), [])
      const printed = Buffer.from(system.output())
      assert.deepEqual(scanBytes('output', printed, ['100000000', apiKey]), [])
    })
  })

/** The demonstration, with the platform beneath its telephone. */
const configFor = ({ table }: Platform, folder: string): string =>
  changedDemonstration(folder, [['\n[desk]\n', `\n[comm.phone.platform]\n${table}\n\n[desk]\n`]])

/** The agent's telephone is free again. */
const forgetCall = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.querySelector('id-contact-agent-panel')!.callId = ''
  })
