/** What WordPress reads is what people have translated, and every text of the plugin is among it. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { po } from 'gettext-parser'
import { translations } from './translations.ts'

const plugin = 'integrations/wordpress/id-contact'
/** `__( 'Text', 'id-contact' )` and its kind, in PHP and in the script of the editor. */
const used =
  /\b(?:__|esc_html__|esc_html_e|esc_attr__)\(\s*'((?:[^'\\]|\\.)*)',\s*'id-contact',?\s*\)/g

describe('the translations of the WordPress plugin', () => {
  it('are made from the files that people translate: npm run translations', () => {
    assert.ok(translations().length > 0)
    for (const { path, content } of translations())
      assert.ok(readFileSync(path).equals(content), path)
  })

  it('have every text, and no other', () => {
    const texts = globSync(`${plugin}/**/*.{php,js}`).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(used)].map(([, text]) => text!),
    )
    const header = /Description: +(.*)/.exec(readFileSync(`${plugin}/id-contact.php`, 'utf8'))!
    const block = JSON.parse(readFileSync(`${plugin}/block/block.json`, 'utf8')) as {
      title: string
      description: string
      keywords: string[]
    }
    const wanted = new Set([...texts, header[1]!, block.title])
    for (const path of globSync(`${plugin}/languages/*.po`)) {
      const { translations: known } = po.parse(readFileSync(path))
      const inPlain = Object.values(known['']!).filter(({ msgid }) => msgid !== '')
      assert.deepEqual(inPlain.map(({ msgid }) => msgid).sort(), [...wanted].sort())
      for (const { msgid, msgstr } of inPlain) assert.ok(msgstr[0], msgid)
      const inBlock = Object.entries(known).flatMap(([context, entries]) =>
        context === '' ? [] : Object.keys(entries).map((text) => `${context}: ${text}`),
      )
      assert.deepEqual(
        inBlock.sort(),
        [
          `block description: ${block.description}`,
          ...block.keywords.map((word) => `block keyword: ${word}`),
        ].sort(),
      )
    }
  })
})
