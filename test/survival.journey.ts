/** Starting, stopping, being killed, and starting again. */
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { signIn, typeCode } from './agent.ts'
import { launch, visitor, type Browser } from './browser.ts'
import { huong, ruud, sanne, zoe } from './people.ts'
import { codeOn, getCode, wordsOf } from './resident.ts'
import { freePortRange, removeFolder, startSystem, temporaryFolder, type System } from './system.ts'

describe('the system', () => {
  let browser: Browser
  let system: System | undefined
  before(async () => (browser = await launch()))
  after(async () => {
    await browser.close()
    await system?.stop()
    if (system) removeFolder(system.dataDir)
  })

  it('loses none of those who wait when it is killed', async () => {
    system = await startSystem()
    const { dataDir } = system
    const port = Number(new URL(system.site).port)
    const people = [zoe, ruud, huong]
    const residents = await Promise.all(people.map(() => visitor(browser)))
    const codes: string[] = []
    for (const [index, { page }] of residents.entries())
      codes.push(await getCode(page, system, people[index]!.id))

    await system.stop('SIGKILL')
    system = await startSystem({ dataDir, port })

    for (const [index, { page }] of residents.entries()) {
      await page.reload()
      assert.equal(await codeOn(page), codes[index])
    }
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    await agent.page.getByText('3 wachten').waitFor()
    await typeCode(agent.page, codes[1]!)
    await agent.page.getByText(ruud.claims.name, { exact: true }).waitFor()
    await agent.page.getByText('2 wachten').waitFor()
    for (const { context } of [...residents, agent]) await context.close()
  })

  it('stops in good order, and finds the waiting conversations again', async () => {
    const { dataDir } = system!
    const port = Number(new URL(system!.site).port)
    // Whatever hangs ends it after five seconds, and then not with 0.
    assert.equal(await system!.stop('SIGINT'), 0)
    system = await startSystem({ dataDir, port })
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    await agent.page.getByText('2 wachten').waitFor()
    await agent.context.close()
  })

  it('tells a resident that it cannot be reached, and goes on by itself', async () => {
    const { dataDir } = system!
    const port = Number(new URL(system!.site).port)
    const { page, context } = await visitor(browser)
    await page.goto(system!.site)
    const opener = page.getByRole('button', { name: wordsOf('nl').open }).first()
    await opener.waitFor()
    await system!.stop('SIGKILL')
    await opener.click()
    await page.getByRole('heading', { name: 'Dit lukt nu niet' }).waitFor()
    system = await startSystem({ dataDir, port })
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await page.getByRole('button', { name: wordsOf('nl').on }).waitFor()
    await context.close()
  })

  it('says in a sentence that a port is taken', async () => {
    const port = await freePortRange()
    for (const offset of [0, 1, 4, 5]) {
      const blocker = createServer()
      await new Promise<void>((resolve) => blocker.listen(port + offset, 'localhost', resolve))
      const dataDir = temporaryFolder()
      await assert.rejects(startSystem({ port, dataDir }), (error: Error) => {
        assert.match(error.message, new RegExp(`Port ${port + offset} on localhost is taken`))
        assert.doesNotMatch(error.message, /\n\s+at /)
        return true
      })
      await new Promise((resolve) => blocker.close(resolve))
      removeFolder(dataDir)
    }
  })

  it('says in a sentence that its folder is in use', async () => {
    await assert.rejects(
      startSystem({ dataDir: system!.dataDir }),
      /Another process uses this folder/,
    )
  })
})
