/** Holds `docs/accessibility.md` to the criteria that there are, and to files and names of tests that there are. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

const page = readFileSync('docs/accessibility.md', 'utf8')
const rows = page
  .split('\n')
  .filter((line) => /^\|/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

/** WCAG 2.2, level A and AA: for each guideline the last numbers of its criteria. */
const criteria = Object.entries({
  ...{ '1.1': [1], '1.2': [1, 2, 3, 4, 5], '1.3': [1, 2, 3, 4, 5] },
  ...{ '1.4': [1, 2, 3, 4, 5, 10, 11, 12, 13], '2.1': [1, 2, 4], '2.2': [1, 2], '2.3': [1] },
  ...{ '2.4': [1, 2, 3, 4, 5, 6, 7, 11], '2.5': [1, 2, 3, 4, 7, 8], '3.1': [1, 2] },
  ...{ '3.2': [1, 2, 3, 4, 6], '3.3': [1, 2, 3, 4, 7, 8], '4.1': [2, 3] },
}).flatMap(([guideline, last]) => last.map((number) => `${guideline}.${number}`))

describe('docs/accessibility.md', () => {
  it('has every criterion of WCAG 2.2 A and AA, each once', () => {
    assert.equal(criteria.length, 55)
    const found = rows.map(([first]) => first!).filter((first) => /^\d\.\d\.\d+$/.test(first))
    const ofWcag = found.filter((first) =>
      rows.some((row) => row[0] === first && /^A+$/.test(row[1]!)),
    )
    assert.deepEqual(ofWcag, criteria)
  })

  it('says how each is met', () => {
    for (const row of rows) for (const cell of row) assert.ok(cell, row.join(' | '))
    const unshown = rows.filter((row) => row.at(-1) === '–' && /^A+$/.test(row[1]!))
    for (const row of unshown) assert.match(row[3]!, /^Not applicable/, row[0])
  })

  it('names tests that there are', () => {
    const named = [...page.matchAll(/`([\w./-]+\.ts)`: “([^”]+)”/g)]
    assert.ok(named.length > 90)
    for (const [, file, name] of named) {
      assert.ok(existsSync(file!), file)
      assert.ok(readFileSync(file!, 'utf8').includes(name!), `${file} has no “${name}”`)
    }
  })

  it('has a named test for each of the rules A1 to A23', () => {
    const rules = Array.from({ length: 23 }, (_, index) => `A${index + 1}`)
    for (const rule of rules) {
      const row = rows.find(([first]) => first === rule)
      assert.ok(row, rule)
      const names = [...row.at(-1)!.matchAll(/“([^”]+)”/g)].map(([, name]) => name!)
      assert.ok(
        names.some((name) => new RegExp(`\\b${rule}\\b`).test(name)),
        `${rule}: ${names.join(', ')}`,
      )
    }
  })
})
