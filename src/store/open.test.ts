import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { ConfigError } from '../protocol/errors.ts'
import { openStore } from './index.ts'
import { startPostgres } from './testing/postgres.ts'
import { conversation, inFolder, onEveryStore, temporaryFolder, times } from './testing/stores.ts'

const index = fileURLToPath(new URL('index.ts', import.meta.url))

onEveryStore(
  'open',
  (bench) => {
    it('refuses a schema that a newer version made', async () => {
      const { migrate } = await import('./migrations.ts')
      const { database } = bench
      await migrate(database, 'store.folder')
      await database.query('INSERT INTO id_contact.migration (version) VALUES (1000)')
      await assert.rejects(migrate(database, 'store.folder'), {
        name: 'ConfigError',
        key: 'store.folder',
        message: /newer version/,
      })
      await database.query('DELETE FROM id_contact.migration WHERE version = 1000')
    })

    it('lets no row, parameter or statement out with an error', async () => {
      const { database } = bench
      const failing = [
        `INSERT INTO id_contact.conversation (id, state, result) VALUES ('canary', 'canary', $1)`,
        `SELECT 'canary' || $1::text || 1 / 0`,
        `SELECT canary FROM nowhere WHERE x = $1`,
      ]
      for (const text of failing)
        for (const run of [
          () => database.query(text, ['canary']),
          () => database.transaction((sql) => sql.query(text, ['canary'])),
        ])
          await assert.rejects(run, (error: Error & { code?: string }) => {
            assert.equal(error.code, 'ERR_ID_CONTACT_STORE')
            const said = JSON.stringify({ ...error, message: error.message, stack: error.stack })
            assert.doesNotMatch(said, /canary/)
            assert.equal(error.cause, undefined)
            return true
          })
    })

    it('undoes a transaction that throws', async () => {
      const { database, store } = bench
      const fault = new Error('in between')
      await assert.rejects(
        database.transaction(async (sql) => {
          await sql.query('INSERT INTO id_contact.wrong_code (agent, at) VALUES ($1, $2)', [
            'anna',
            new Date(bench.time),
          ])
          throw fault
        }),
      )
      assert.equal(await store.wrongCodes({ since: new Date(0) }), 0)
    })
  },
  inFolder,
)

describe('memory', () => {
  it('is of one store alone, and closes for good after what is under way', async () => {
    const [one, two] = [await openStore(), await openStore()]
    await one.start(conversation({ id: 'a' }))
    assert.equal(await two.byId('a'), undefined)
    await two.close()
    const running = times(20, () => one.byId('a'))
    await one.close()
    for (const row of await Promise.all(running)) assert.equal(row?.id, 'a')
    await assert.rejects(one.byId('a'), { code: 'ERR_ID_CONTACT_STORE' })
    await one.close()
  })
})

describe('a server', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  before(async () => {
    server = await startPostgres()
  })
  after(() => server?.stop())

  /** Runs statements as the administrator of a database. */
  async function asAdministrator(
    database: string,
    ...statements: string[]
  ): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: at({ database }) })
    await client.connect()
    try {
      let last: pg.QueryResult | undefined
      for (const statement of statements) last = await client.query(statement)
      return last!
    } finally {
      await client.end()
    }
  }

  function at({ user, password, port, database }: Record<string, string>): string {
    const url = new URL(server.url)
    if (user) url.username = user
    if (password) url.password = password
    if (port) url.port = port
    if (database) url.pathname = database
    return url.href
  }

  it('gets its schema once when 10 processes start at once', async () => {
    const stores = await Promise.all(times(10, () => openStore({ databaseUrl: server.url })))
    await stores[0]!.start(conversation({ id: 'a' }))
    for (const store of stores) assert.equal((await store.byId('a'))?.id, 'a')
    await Promise.all(stores.map((store) => store.close()))
    const { rows } = await asAdministrator('postgres', 'SELECT version FROM id_contact.migration')
    assert.ok(rows.length >= 2)
    assert.deepEqual(
      rows,
      times(rows.length, (index) => ({ version: index + 1 })),
    )
  })

  it('leaves no connection behind', async () => {
    await (await openStore({ databaseUrl: server.url })).close()
    const count = `SELECT count(*)::integer AS n FROM pg_stat_activity WHERE application_name = 'id-contact'`
    for (let n = 0; n < 100; n += 1) {
      const { rows } = await asAdministrator('postgres', count)
      if (rows[0].n === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    assert.fail('connections are left')
  })

  it('may be used without the right to make schemas, when an administrator made ours', async () => {
    await asAdministrator('postgres', 'CREATE ROLE plain LOGIN', 'CREATE DATABASE prepared')
    await assert.rejects(openStore({ databaseUrl: at({ user: 'plain', database: 'prepared' }) }), {
      key: 'store.database_url',
      message: /may not make the schema/,
    })
    await asAdministrator('prepared', 'CREATE SCHEMA id_contact AUTHORIZATION plain')
    const store = await openStore({ databaseUrl: at({ user: 'plain', database: 'prepared' }) })
    assert.deepEqual(await store.waiting(), [])
    await store.close()
  })

  for (const [name, change, message] of [
    ['nothing listens', { port: '1' }, /No PostgreSQL answers/],
    ['the database is not there', { database: 'canary' }, /does not exist/],
    ['the user is not known', { user: 'canary' }, /refuses the user/],
  ] as const)
    it(`is refused with a remedy when ${name}`, async () => {
      const databaseUrl = at({ password: 'canary', ...change })
      await assert.rejects(openStore({ databaseUrl }), (error: unknown) => {
        assert.ok(error instanceof ConfigError)
        assert.equal(error.key, 'store.database_url')
        assert.match(error.remedy, message)
        assert.doesNotMatch(JSON.stringify({ ...error, stack: error.stack }), /canary|127\.0/)
        assert.equal(error.cause, undefined)
        return true
      })
    })

  for (const databaseUrl of [
    'postgres://u:canary@host:99999/x',
    'postgres://u:canary@[/x',
    'postgres://u:canary@does-not-exist.invalid/x',
    'canary',
  ])
    it(`is refused when its address is none: ${databaseUrl}`, async () => {
      await assert.rejects(openStore({ databaseUrl }), (error: unknown) => {
        assert.ok(error instanceof ConfigError)
        const said = JSON.stringify({ ...error, message: error.message, stack: error.stack })
        assert.doesNotMatch(said, /canary/)
        assert.equal(error.cause, undefined)
        return true
      })
    })

  it('lets the process end once it is closed, without an exit code of its own', async () => {
    const folder = temporaryFolder()
    for (const options of [{}, { dataDir: folder }, { databaseUrl: server.url }]) {
      const script = `import { openStore } from ${JSON.stringify(index)}
        const store = await openStore(${JSON.stringify(options)})
        await store.sweep()
        await store.close()`
      // Rejects on another exit code than 0, and when the process has to be killed.
      await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        timeout: 120_000,
      })
    }
    rmSync(folder, { recursive: true, force: true })
  })
})

describe('a driver that is not installed', () => {
  for (const [name, options] of [
    ['@electric-sql/pglite', {}],
    ['pg', { databaseUrl: 'postgres://127.0.0.1:1/x' }],
  ] as const)
    it(`is named: ${name}`, async () => {
      const script = `import { registerHooks } from 'node:module'
        registerHooks({ resolve(specifier, context, next) {
          if (['pg', '@electric-sql/pglite'].includes(specifier)) {
            throw Object.assign(new Error('not there'), { code: 'ERR_MODULE_NOT_FOUND' })
          }
          return next(specifier, context)
        } })
        const { openStore } = await import(${JSON.stringify(index)})
        await openStore(${JSON.stringify(options)}).catch((error) => console.log(error.name, error.key, error.remedy))`
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', script],
        { timeout: 120_000 },
      )
      assert.match(stdout, /^ConfigError store Install the package/)
      assert.ok(stdout.includes(`package ${name},`))
    })
})
