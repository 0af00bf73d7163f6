/**
 * Who works with whom: our core, authentication plugins, communication plugins and rooms beside the published ones, in every combination, over HTTP
 * between separate processes. The table in docs/compatibility.md says what has to happen.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { loadConfig } from '../../src/server/config/index.ts'
import { askedInCall, calledIn, wayBackTo, wayBackWithout } from './beyond.ts'
import { canFail, coreOf, flows, full, methodOf } from './flows.ts'
import { makeKeyring, mixtures } from './keys.ts'
import { ours } from './settings.ts'
import { readTable, type Row } from './table.ts'
import { earlierResult, start } from './walk.ts'
import { proven, startWorld, type Generation, type World } from './world.ts'

const rows = readTable('docs/compatibility.md')
const generations: Generation[] = ['id-contact', 'verder-helpen']
const keyrings = mixtures.map((mixture) => ({ mixture, keys: makeKeyring(mixture) }))

/** What a letter in the table stands for. */
const refusals: Record<string, (world: World, row: Row, column: string) => Promise<void>> = {
  async a(world, row, column) {
    const { end, seen } = await flows[column]!(world, row, 'success')
    assert.equal(end.status, 400)
    assert.match(end.text, /Zo kunnen we uw gegevens niet aannemen/)
    assert.equal(seen, 'nothing')
  },
  async b({ at, keys, generation, folder }) {
    const file = join(folder, 'refused.toml')
    const core = `cores = [{ issuer = "${at.core}", keys = { file = "core.pub.pem" } }]`
    const behind = `cores = [{ issuer = "${at.theirCore}", legacy = true }]`
    writeFileSync(file, ours(at, keys, generation).replace(core, behind))
    assert.throws(() => loadConfig(file), /comm\.carried\.delivery is "result"/)
  },
  async c(world, row) {
    const body = { purpose: 'question', comm_method: row.comm === 'ours' ? 'phone' : 'theirPage' }
    assert.equal((await start(coreOf(world, row), body)).status, 400)
  },
  async d(world, row, column) {
    assert.equal((await flows[column]!(world, row, 'success')).end.status, 500)
    assert.deepEqual((await full('telephone', '_screen')(world, row, 'success')).seen, proven)
  },
}

describe('the table', () => {
  it('has a row for every combination, and a column for every way', () => {
    const sides = rows.map(({ core, auth, comm }) => `${core} ${auth} ${comm}`)
    assert.equal(new Set(sides).size, 8)
    for (const side of sides) assert.match(side, /^((ours|published) ?){3}$/)
    for (const { cells } of rows) assert.deepEqual(Object.keys(cells), Object.keys(flows))
  })
})

for (const generation of generations)
  for (const { mixture, keys } of keyrings)
    describe(`${generation}, ${mixture} keys`, () => {
      let world: World
      before(async () => (world = await startWorld(generation, keys)))
      after(() => world.stop())

      for (const row of rows) {
        const { core, auth, comm, cells } = row
        describe(`core ${core}, authentication ${auth}, conversation ${comm}`, () => {
          for (const [column, cell] of Object.entries(cells)) {
            // Links for telephones are of the first generation.
            if (cell === '–' || (column.includes('tel:') && generation !== 'id-contact')) continue
            it(`${column}: ${cell}`, async () => {
              if (cell !== 'yes') return refusals[cell]!(world, row, column)
              const { end, seen } = await flows[column]!(world, row, 'success')
              assert.deepEqual(seen, column === 'no log-in' ? 'nobody' : proven, end.text)
              if (!canFail(column)) return
              const failed = await flows[column]!(world, row, 'failed')
              assert.ok(failed.end.status < 500, failed.end.text)
              assert.ok(['nobody', 'nothing'].includes(String(failed.seen)))
            })
          }
        })
      }

      for (const row of rows.filter(({ core }) => core === 'ours')) {
        const { auth, comm, cells } = row
        describe(`core ours, authentication ${auth}, conversation ${comm}, and a page to come back to`, () => {
          for (const how of ['posted', 'carried'] as const)
            if (cells[`log-in, ${how}`] === 'yes')
              it(`log-in, ${how}`, async () => {
                assert.deepEqual(await wayBackTo(world, row, how), proven)
              })
          if (comm === 'published') return
          it('a log-in that fails', async () => {
            assert.match(await wayBackWithout(world, row), /^failed$|:authentication-failed$/)
          })
          it('asked in a call who it is', async () => {
            assert.deepEqual(await askedInCall(world, row, 'success'), { name: proven.name })
            assert.equal(await askedInCall(world, row, 'failed'), 'nobody')
          })
        })
      }

      for (const row of rows.filter(({ comm }) => comm === 'ours'))
        it(`core ${row.core}, authentication ${row.auth}: a platform links the call`, async () => {
          assert.deepEqual(await calledIn(world, row, 'success'), proven)
          assert.equal(await calledIn(world, row, 'failed'), 'nothing')
        })

      it('takes nothing without a binding from a method that is not marked legacy', async () => {
        const body = {
          purpose: 'report_move',
          auth_result: await earlierResult(world, world.at.auth!),
        }
        for (const core of [world.at.core!, world.at.theirCore!])
          for (const comm_method of ['phone', 'phone_late']) {
            const { status, url } = await start(core, { ...body, comm_method })
            // A published core does not look at what becomes of the result that it posts.
            if (status === 200) assert.equal((await fetch(url)).status, 409)
            else assert.ok(status >= 400)
          }
      })

      if (generation === 'id-contact')
        it('goes through the page with the number where a method wants that', async () => {
          for (const row of rows.filter(({ comm }) => comm === 'published')) {
            const { end, seen } = await full('telephone', '_screen')(world, row, 'success')
            assert.deepEqual(seen, proven, methodOf(row))
            const isThere = end.url.startsWith(`${world.at.page}/telephone/`)
            assert.equal(isThere, row.core === 'published', end.url)
          }
        })

      it('says no value in any log', () => {
        for (const value of Object.values(proven)) assert.ok(!world.output().includes(value))
      })
    })
