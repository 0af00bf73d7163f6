import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { methodKinds } from './kinds.ts'

describe('a method', () => {
  const files = globSync('{src,components}/**/*.ts', {
    exclude: (path) => path.endsWith('.test.ts'),
  })
  for (const type of methodKinds.map(({ type }) => type))
    it(`is one folder and one line of registration: ${type}`, () => {
      const folder = `src/auth/${type}/`
      const outside = files.filter(
        (file) =>
          !file.startsWith(folder) &&
          new RegExp(`from '[^']*/${type}/|import\\('[^']*/${type}/`).test(
            readFileSync(file, 'utf8'),
          ),
      )
      assert.deepEqual(outside, ['src/auth/kinds.ts'])
    })
})
