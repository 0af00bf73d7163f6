/** Everything that was published of a role is looked at; what ours does otherwise stands in docs/compatibility.md, with its reason. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { requirements } from '../../src/server/check/requirements.ts'
import { statements } from './published-statements.ts'

const rows = readFileSync('docs/compatibility.md', 'utf8')
  .split('## What works with what')[0]!
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()))

const ids = requirements.map(({ id }) => id)
/** What this project adds. */
const isBeyond = (id: string): boolean => /-(BIND|HAND|CALL|END)-|^COMM-DURING-/.test(id)

describe('what was published', () => {
  it('is looked at, statement by statement', () => {
    for (const { says, ids: named } of statements) {
      assert.ok(named.length > 0, says)
      for (const id of named) assert.ok(ids.includes(id), `${says}: ${id}`)
    }
  })

  it('is where every requirement comes from that is not of our own', () => {
    const named = new Set(statements.flatMap((statement) => statement.ids))
    assert.deepEqual(
      ids.filter((id) => !isBeyond(id) && !named.has(id)),
      [],
    )
  })

  it('differs from ours only where docs/compatibility.md says so', () => {
    const differences = rows.map(([where]) => where)
    for (const { says, differs = [] } of statements)
      for (const where of differs) assert.ok(differences.includes(where), `${says}: ${where}`)
  })
})

describe('docs/compatibility.md', () => {
  it('says of each difference what was published and what is here', () => {
    for (const [where, published, here] of rows) assert.ok(published && here, where)
  })
  it('gives its reason', () => {
    assert.deepEqual(
      rows.filter(([, , , why]) => !why).map(([where]) => where),
      [],
    )
  })
})
