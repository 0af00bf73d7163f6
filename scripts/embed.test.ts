/** What a document shows of a file is what stands there. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { blocksOf, documents, embedded, textOf } from './embed.ts'

describe('a document', () => {
  const all = documents().map((path) => [path, readFileSync(path, 'utf8')] as const)

  for (const [path, markdown] of all)
    for (const { source, text } of blocksOf(markdown))
      it(`${path} shows ${source} as it is (npm run embed)`, () => {
        assert.equal(text, textOf(source))
      })

  it('somewhere shows a file', () => {
    assert.ok(all.some(([, markdown]) => blocksOf(markdown).length > 0))
  })
})

describe('a block', () => {
  let folder: string
  let source: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'id-contact-embed-'))
    source = join(folder, 'one.py')
    writeFileSync(source, 'a\n    # region two\n    b\n\n      c $&\n\n    # endregion\nd\n')
  })
  after(() => rmSync(folder, { recursive: true }))
  const shown = (what: string, text = 'old\n') =>
    `x\n\n\`\`\`py file=${what}\n${text}\`\`\`\n\n\`\`\`py\nold\n\`\`\`\n`

  it('holds a whole file, or a region without its indentation and empty end', () => {
    assert.equal(embedded(shown(`${source}#two`)), shown(`${source}#two`, 'b\n\n  c $&\n'))
    assert.equal(embedded(shown(source)), shown(source, readFileSync(source, 'utf8')))
  })

  it('is found by its mark alone', () => {
    assert.deepEqual(blocksOf(shown(source)), [{ source, text: 'old\n' }])
  })

  for (const wrong of ['nowhere', 'tw', 'two '])
    it(`of a region that is not there (${wrong}) is an error`, () => {
      assert.throws(() => textOf(`${source}#${wrong}`), /no such region/)
    })

  it('of a file that is not there is an error', () => {
    assert.throws(() => textOf(join(folder, 'none.py')), /ENOENT/)
  })
})
