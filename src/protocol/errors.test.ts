import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'

const root = join(import.meta.dirname, '../..')
const codesIn = (text: string): string[] => text.match(/ERR_ID_CONTACT_[A-Z_]*[A-Z]/g) ?? []

/** Every code in the sources, also those that are put together there: `failure('TAKEN')`, `'TIMEOUT'` of a request. */
function thrown(): Set<string> {
  const files = globSync('{src,components}/**/*.ts', { cwd: root })
  const codes = files
    .filter((file) => !/\.test\.ts$|[/\\]testing[/\\]/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      if (!/^src[/\\](agent|client)[/\\]request\.ts$/.test(file)) return codesIn(text)
      const parts = [...text.matchAll(/(?:failure\(|\[|\? |: )'([A-Z]+(?:_[A-Z]+)*)'/g)]
      return [...codesIn(text), ...parts.map(([, word]) => `ERR_ID_CONTACT_${word}`)]
    })
  const methods = ['GET', 'POST', 'DELETE'].map((word) => `ERR_ID_CONTACT_${word}`)
  return new Set(codes.filter((code) => !methods.includes(code)))
}

it('every code of an error is explained in docs/errors.md, and no other', () => {
  const rows = readFileSync(join(root, 'docs/errors.md'), 'utf8').match(/^\| `ERR_.*$/gm) ?? []
  const explained = rows.flatMap((row) => codesIn(row.split('|')[1]!))
  assert.equal(new Set(explained).size, explained.length, 'one is there twice')
  assert.deepEqual(explained.sort(), [...thrown()].sort())
})
