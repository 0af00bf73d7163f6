/** What the package makes public is what stands in its reports. `npm run build` makes the declarations that they are compared with. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { compareReports, entries, folder } from '../scripts/api/reports.ts'

describe('the public API', () => {
  it('has a report for each entry point, and no other', () => {
    assert.deepEqual(readdirSync(folder).sort(), [...entries.keys()].sort())
  })

  it('is that of the reports in the repository: npm run build && npm run api', () => {
    assert.deepEqual(compareReports({ write: false }), { changed: [], errors: [] })
  })

  it('says of everything that it exports what it is', () => {
    const unsaid = /^\/\/ @public \(undocumented\)\nexport .*$/gm
    for (const report of entries.keys())
      assert.deepEqual(readFileSync(`${folder}/${report}`, 'utf8').match(unsaid) ?? [], [], report)
  })
})
