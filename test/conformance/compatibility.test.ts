/** Every row of docs/compatibility.md names the tests that show it, and they are there. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

const document = readFileSync('docs/compatibility.md', 'utf8')
const [differences, , same] = ['', '## What works with what\n', '## What is the same\n'].map(
  (title) => (title ? document.split(title)[1] : document.split('\n## ')[0])!,
)

/** The rows of the first table in a text, without its header. */
const rowsOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)

interface Named {
  title: string
  path: string
}

const namedIn = (row: string): Named[] =>
  [...row.matchAll(/\[([^\]]+)\]\(\.\.\/([\w/.-]+\.test\.ts)\)/g)].map(([, title, path]) => ({
    title: title!,
    path: path!,
  }))

for (const [what, text] of [
  ['differs', differences],
  ['is the same', same],
] as const)
  describe(`what ${what}`, () => {
    const rows = rowsOf(text!)

    it('is a table worth the name', () => assert.ok(rows.length >= 10, String(rows.length)))

    it('is shown by tests that are there', () => {
      for (const row of rows) {
        const about = row.slice(0, 80)
        const named = namedIn(row)
        assert.ok(named.length > 0, `names no test: ${about}`)
        for (const { title, path } of named) {
          assert.ok(existsSync(path), `${path}, of ${about}`)
          // Titles that a value stands in are named up to it.
          const starts = ["'", '"', '`'].map((quote) => `${quote}${title}`)
          const source = readFileSync(path, 'utf8')
          // Some stand behind the value.
          const isThere = [...starts, `} ${title}`].some((start) => source.includes(start))
          assert.ok(isThere, `${path} has no test "${title}", of ${about}`)
        }
      }
    })
  })
