/** What is in `integrations/` for content management systems, by the linters of its languages: PHP and its coding standards, YAML, XML. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { parseDocument } from 'yaml'
import { removeFolder, temporaryFolder } from '../system.ts'

const systems = ['wordpress', 'drupal', 'typo3']
const folder = temporaryFolder()

const run = (command: string, ...args: string[]): { text: string; status: number | null } => {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8' })
  return { text: stdout + stderr, status }
}

const files = (pattern: string): string[] => {
  const found = globSync(`integrations/${pattern}`)
  assert.ok(found.length > 0, pattern)
  return found
}

describe('integrations with content management systems', () => {
  after(() => removeFolder(folder))

  it('are PHP that can be run', () => {
    for (const path of files('**/*.{php,module}')) {
      const { text, status } = run('php', '-l', path)
      assert.equal(status, 0, text)
    }
  })

  for (const system of systems)
    it(`keep to the coding standard of ${system}`, () => {
      const rules = `integrations/${system}/phpcs.xml`
      const { text, status } = run('phpcs', `--standard=${rules}`)
      assert.equal(status, 0, text)
      const wrong = join(folder, `${system}.php`)
      writeFileSync(wrong, '<?php\nfunction wrong($a){\n   return @$a["b"] ;}\n')
      assert.notEqual(run('phpcs', `--standard=${rules}`, wrong).status, 0)
    })

  it('are YAML without mistakes, with a description of every setting', () => {
    for (const path of files('**/*.yml')) {
      const { errors, warnings } = parseDocument(readFileSync(path, 'utf8'))
      assert.deepEqual([...errors, ...warnings], [], path)
    }
    const read = (path: string): Record<string, { mapping?: Record<string, object> }> =>
      parseDocument(readFileSync(`integrations/drupal/id_contact/${path}`, 'utf8')).toJS()
    const { mapping } = read('config/schema/id_contact.schema.yml')['id_contact.settings']!
    assert.deepEqual(
      Object.keys(mapping!),
      Object.keys(read('config/install/id_contact.settings.yml')),
    )
  })

  it('are templates, forms and texts that are well formed', () => {
    const script = `foreach (array_slice($argv, 1) as $path) { $document = new DOMDocument; if (!$document->load($path)) { exit(1); } }`
    const paths = files('typo3/**/*.{xml,xlf,html}')
    const { text, status } = run('php', '-r', script, '--', ...paths)
    assert.equal(status, 0, text)
    assert.equal(text, '')
  })

  it('have every text that they name, in Dutch too', () => {
    const language = 'integrations/typo3/id_contact/Resources/Private/Language'
    const idsIn = (path: string): string[] =>
      [...readFileSync(path, 'utf8').matchAll(/<trans-unit id="(\w+)">/g)].map(([, id]) => id!)
    const known = idsIn(`${language}/locallang.xlf`)
    assert.deepEqual(idsIn(`${language}/nl.locallang.xlf`), known)
    const named = files('typo3/**/*.{php,xml,html}').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?:locallang\.xlf:|\$texts \. ')(\w+)/g)].map(
        ([, id]) => id!,
      ),
    )
    assert.deepEqual([...new Set(named)].sort(), known.sort())
  })

  it('never print what somebody typed without escaping it', () => {
    for (const path of files('**/*.{twig,html}'))
      assert.doesNotMatch(readFileSync(path, 'utf8'), /\|\s*raw|f:format\.raw|autoescape/, path)
  })
})
