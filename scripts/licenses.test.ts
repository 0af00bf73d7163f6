import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { licensesOf } from './licenses.ts'

describe('the licences of what is in a bundle', () => {
  const root = mkdtempSync(join(tmpdir(), 'licenses-'))
  const modules = join(root, 'node_modules')
  after(() => rmSync(root, { recursive: true }))

  before(() => {
    const add = (name: string, license: string, file?: string, text = ''): void => {
      const folder = join(modules, name)
      mkdirSync(folder, { recursive: true })
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ name, version: '1.2.3', license }),
      )
      if (file) writeFileSync(join(folder, file), text)
    }
    add('one', 'MIT', 'LICENSE.md', 'Copyright of one\n')
    add('@two/a', 'BSD-3-Clause', 'LICENSE', 'Copyright of two')
    add('@two/b', 'BSD-3-Clause', 'license.txt', 'Copyright of two')
    add('@two/b/node_modules/deep', 'ISC', 'LICENCE', 'Copyright of deep')
    add('none', 'MIT')
  })
  const of = (...files: string[]): string => licensesOf(files.map((file) => join(modules, file)))

  it('has each package once, with version and text, and packages under one text together', () => {
    const text = of('one/a.js', 'one/b/c.js', '@two/b/index.js', '@two/a/index.js')
    assert.equal(text.match(/one 1\.2\.3 \(MIT\)\n\nCopyright of one\n/g)?.length, 1)
    assert.match(
      text,
      /@two\/a 1\.2\.3 \(BSD-3-Clause\)\n@two\/b 1\.2\.3 \(BSD-3-Clause\)\n\nCopyright of two\n/,
    )
    assert.equal(text.match(/Copyright of two/g)?.length, 1)
  })

  it('takes the innermost package, and none for a module that is ours or made by a tool', () => {
    const text = licensesOf([
      join(modules, '@two/b/node_modules/deep/x.js'),
      '/project/src/client/index.ts',
      '\0virtual',
    ])
    assert.match(text, /deep 1\.2\.3/)
    assert.doesNotMatch(text, /@two\/b 1|client|virtual/)
  })

  it('refuses a package without one', () => {
    assert.throws(() => of('none/index.js'), /none is in a bundle, and has no file/)
  })
})
