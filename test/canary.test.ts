import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { formsOf, scanBytes, scanFolder } from './canary.ts'

const folder = mkdtempSync(join(tmpdir(), 'canary-'))
after(() => rmSync(folder, { recursive: true }))

const canary = 'Zwaluw & Zoon-7351'

test('a planted leak is found in every form', () => {
  const leaks: Record<string, string | Buffer> = {
    raw: `name=${canary}.`,
    hex: Buffer.from(`name=${canary}.`).toString('hex'),
    percent: `?name=${encodeURIComponent(canary)}&x=1`,
    'json-all': [...canary]
      .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
    utf16le: Buffer.from(`name=${canary}.`, 'utf16le'),
  }
  for (const [form, leak] of Object.entries(leaks)) {
    const found = scanBytes('planted', Buffer.from(leak), [canary]).map((finding) => finding.form)
    assert.ok(found.includes(form), `${form} is found, got ${found}`)
  }
})

test('base64 and base64url are found wherever the value starts in the text', () => {
  for (const before of ['', 'a', 'ab', '{"name":"', '{"naam":"']) {
    for (const encoding of ['base64', 'base64url'] as const) {
      const leak = Buffer.from(`${before}${canary}"}`).toString(encoding)
      assert.notDeepEqual(
        scanBytes('planted', Buffer.from(leak), [canary]),
        [],
        `${encoding} after «${before}»`,
      )
    }
  }
})

test('a planted file is found, another value is not', () => {
  writeFileSync(
    join(folder, 'wal'),
    Buffer.concat([Buffer.alloc(8192), Buffer.from(canary), Buffer.alloc(100)]),
  )
  assert.equal(scanFolder(folder, [canary]).length > 0, true)
  assert.deepEqual(scanFolder(folder, ['Merel-9920']), [])
})

test('no two canary forms are the empty text', () => {
  for (const form of formsOf(canary).values()) assert.ok(form.length > 8)
})

test('many forms of different lengths are found wherever they are, and none is missed for another', () => {
  const others = ['Merel-9920', 'Zwaluw & Zoon', 'Æ“9', '482917306']
  for (const before of Array.from({ length: 20 }, (_, count) => 'x'.repeat(count)))
    for (const wanted of [canary, ...others])
      for (const [form, bytes] of formsOf(wanted)) {
        const planted = Buffer.concat([Buffer.from(before), bytes, Buffer.alloc(3)])
        const found = scanBytes('planted', planted, [...others, canary])
        assert.ok(
          found.some((finding) => finding.form === form && finding.canary === wanted),
          `${form} of ${wanted} after ${before.length}`,
        )
      }
})
