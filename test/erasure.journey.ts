/** What a database server holds of a resident: while they wait, while they talk, and after that (T24). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { startPostgres } from '../src/store/testing/postgres.ts'
import { until } from '../src/store/testing/stores.ts'
import { hangUp, signIn, typeCode } from './agent.ts'
import { visitor, type Browser } from './browser.ts'
import { scanBytes, scanFolder } from './canary.ts'
import { canaries, sanne, zoe } from './people.ts'
import { getCode } from './resident.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

describe('a database server', () => {
  let system: System
  let browser: Browser
  let server: Awaited<ReturnType<typeof startPostgres>>
  let database: pg.Client
  before(async () => {
    server = await startPostgres()
    database = new pg.Client({ connectionString: server.url })
    await database.connect()
  })
  withSystem(
    (running) => ({ system, browser } = running),
    () => ({ env: { DATABASE_URL: server.url } }),
  )
  after(async () => {
    await database.end()
    await server.stop()
  })

  /** Every row of every table but one, as text. */
  async function everything(except = ''): Promise<string> {
    const { rows } = await database.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name
       FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    )
    assert.ok(rows.length >= 3)
    let text = ''
    for (const { name } of rows.filter((row) => row.name !== except)) {
      const table = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)
      for (const { row } of table.rows) text += `${row}\n`
    }
    return text
  }

  async function scan(code: string): Promise<void> {
    // What is still in memory goes to the files first, write-ahead log included.
    await database.query('CHECKPOINT')
    const { rows } = await database.query<{ data_directory: string }>('SHOW data_directory')
    const files = scanFolder(rows[0]!.data_directory, canaries)
    const output = scanBytes('output', Buffer.from(system.output()), [...canaries, code])
    assert.deepEqual([...files, ...output], [])
  }

  it('holds the encrypted token as long as the conversation, and no longer than a second after it', async () => {
    const token = /eyJ[\w-]+\.[\w.-]+/
    const resident = await visitor(browser)
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    const code = await getCode(resident.page, system, zoe.id)
    const waiting = await everything()
    assert.match(waiting, token)
    assert.ok(!waiting.includes(code), 'the code is sealed')
    await scan(code)

    await typeCode(agent.page, code)
    await agent.page.getByText(zoe.claims.name, { exact: true }).waitFor()
    assert.match(await everything(), token)
    await scan(code)

    await hangUp(agent.page)
    const ended = Date.now()
    while (token.test(await everything('id_contact.outbox')))
      assert.ok(Date.now() - ended < 1000, 'a second after hanging up the token is still there')
    // The sealed address of the log-in stays until its plugin was told that it is over.
    await until(async () => !token.test(await everything()), 30_000)
    await scan(code)
    for (const { context } of [resident, agent]) await context.close()
  })
})
