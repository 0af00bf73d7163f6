/** docs/protocol.md and the requirements say the same, sentence by sentence. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { requirements } from './requirements.ts'

const text = readFileSync('docs/protocol.md', 'utf8')
const items = [
  ...text.matchAll(/^- <a id="([^"]+)"><\/a>\*\*([A-Z]+-[A-Z]+-\d\d)\*\* (.+)$/gm),
].map(([, anchor, id, says]) => ({ anchor, id, says }))

describe('docs/protocol.md', () => {
  it('has every requirement once, word for word, and no other', () => {
    const sentences = (all: { id?: string; says?: string }[]): string[] =>
      all.map(({ id, says }) => `${id} ${says}`).sort()
    assert.deepEqual(sentences(items), sentences(requirements))
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length)
  })

  it('has an anchor for each, by which reports refer to it', () => {
    for (const { anchor, id } of items) assert.equal(anchor, id!.toLowerCase())
  })

  it('says what must be done in no sentence without a name', () => {
    const duty = /\b(must|shall|has to|have to|(is|are) (answered|refused|ignored|rejected))\b/i
    const others = text
      .split('\n')
      .filter((line) => duty.test(line))
      .filter((line) => !/^- <a id="[^"]+"><\/a>\*\*/.test(line))
    assert.deepEqual(others, [], 'a sentence that says what must be done needs a requirement')
  })

  it('says in each what must be done', () => {
    for (const { id, says } of requirements) assert.match(says, /\bmust\b.*\.$/, id)
  })

  it('leads to headings that there are', () => {
    const slug = (heading: string): string =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-')
    const slugs = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => slug(heading!))
    for (const [, target] of text.matchAll(/\]\(#([^)]+)\)/g))
      assert.ok(slugs.includes(target!), target)
  })
})

describe('a requirement', () => {
  it('rests on requirements before it alone', () => {
    requirements.forEach(({ id, after = [] }, index) => {
      const before = requirements.slice(0, index).map((one) => one.id)
      for (const needed of after) assert.ok(before.includes(needed), `${id} needs ${needed}`)
    })
  })
})
