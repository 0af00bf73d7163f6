/**
 * What is in `integrations/` for content management systems, by the linters that each has and the ones of its languages. Each of them is shown
 * a mistake too: a linter that finds nothing anywhere tells nothing.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { after, describe, it } from 'node:test'
import * as v from 'valibot'
import { tag } from '../../src/protocol/settings.ts'
import { removeFolder, temporaryFolder } from '../system.ts'
import { misshapen, unknownNames } from './drupal.ts'
import { unknownConstants, wrongFluid, wrongTypoScript } from './typo3.ts'
import { wrongReadme } from './wordpress-readme.ts'

const folder = temporaryFolder()
const drupal = 'integrations/drupal/id_contact'
const typo3 = 'integrations/typo3/id_contact'
const wordpress = 'integrations/wordpress/id-contact'

interface Said {
  text: string
  status: number | null
}

const run = (command: string, ...args: string[]): Said => {
  const { stdout, stderr, status } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_HOME: join(folder, 'composer') },
  })
  return { text: stdout + stderr, status }
}

const files = (pattern: string): string[] => {
  const found = globSync(`integrations/${pattern}`)
  assert.ok(found.length > 0, pattern)
  return found
}

/** A linter takes what is there, and tells of a mistake. */
function holds(
  linter: (...paths: string[]) => Said,
  paths: string[],
  wrong: string,
  told: RegExp,
): void {
  const { text, status } = linter(...paths)
  assert.equal(status, 0, text)
  const said = linter(wrong)
  assert.notEqual(said.status, 0)
  assert.match(said.text, told)
}

const written = (path: string, text: string): string => {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const symfony =
  (linter: string) =>
  (...paths: string[]) =>
    run('php', 'test/integration/lint.php', linter, ...paths)

/** The program itself, from the package that brings it. */
function fixer(system: string): (...paths: string[]) => Said {
  const { PYTHON } = process.env
  if (!PYTHON) throw new Error('Run this with: npm run test:integration')
  const [program] = globSync(`${dirname(dirname(PYTHON))}/lib/*/site-packages/**/php-cs-fixer.phar`)
  const rules = resolve(`integrations/${system}/.php-cs-fixer.php`)
  const options = ['--sequential', '--no-interaction', '--show-progress=none', '-v', '--diff']
  return (...paths) => run('php', program!, 'check', `--config=${rules}`, ...options, ...paths)
}

describe('integrations with content management systems', () => {
  after(() => removeFolder(folder))

  it('are PHP that can be run', () => {
    const lint = (...paths: string[]): Said =>
      paths.map((path) => run('php', '-l', path)).find((said) => said.status !== 0) ?? {
        text: '',
        status: 0,
      }
    const wrong = written('wrong.php', '<?php\nfunction wrong( {\n')
    holds(lint, files('**/*.{php,module}'), wrong, /syntax error/)
  })

  for (const system of ['wordpress', 'drupal'])
    it(`keep to the coding standard of ${system}, by PHP_CodeSniffer`, () => {
      const rules = `--standard=integrations/${system}/phpcs.xml`
      const wrong = '<?php\nfunction wrong($a){\n   return @$a["b"] ;}\n'
      const phpcs = (...paths: string[]): Said => run('phpcs', rules, ...paths)
      holds(phpcs, [], written(`${system}.php`, wrong), /FOUND \d+ ERRORS/)
    })

  for (const [system, rule] of [
    ['drupal', /single_quote, trailing_comma_in_multiline, no_unused_imports\)/],
    ['typo3', /array_indentation, single_quote, trailing_comma_in_multiline, no_unused_imports\)/],
  ] as const)
    it(`keep to the coding standard of ${system}, by PHP-CS-Fixer`, () => {
      const wrong = `<?php\n\nuse B\\Two;\nuse A\\One;\n\n$two = new Two("b", [\n  'c'\n]);\n`
      holds(fixer(system), [], written(`${system}/wrong.php`, wrong), rule)
    })

  it('are YAML that Drupal reads, by the linter of its parser', () => {
    const wrong = written('wrong.yml', 'one: 1\none: 2\n')
    holds(symfony('lint:yaml'), files('drupal/**/*.yml'), wrong, /Duplicate key "one"/)
  })

  it('tell Drupal what it asks of a module, and name nothing that is not there', () => {
    for (const path of files('drupal/**/*.yml')) assert.deepEqual(misshapen(path), [])
    assert.deepEqual(unknownNames(drupal), [])
    assert.deepEqual(misshapen('a.info.yml', 'name: A\ntype: module\ncore: 8.x\n'), [
      "a.info.yml must have required property 'core_version_requirement'",
      'a.info.yml must NOT have additional properties',
    ])
    assert.deepEqual(misshapen('a.routing.yml', "a.b:\n  path: 'c'\n  defaults: { _form: D }\n"), [
      "a.routing.yml/a.b must have required property 'requirements'",
      'a.routing.yml/a.b/path must match pattern "^/"',
    ])
    const copy = join(folder, 'id_contact')
    cpSync(drupal, copy, { recursive: true })
    written(
      'id_contact/config/install/id_contact.settings.yml',
      "core: ''\nscript: ''\nextra: ''\n",
    )
    const info = readFileSync(`${drupal}/id_contact.info.yml`, 'utf8')
    written(
      'id_contact/id_contact.info.yml',
      info.replace('id_contact.settings', 'id_contact.gone'),
    )
    assert.deepEqual(unknownNames(copy), ['id_contact.gone', 'integrity', 'phone', 'extra'])
  })

  it('are templates that Drupal reads, by the linter of its engine, and escape what somebody typed', () => {
    const wrong = written('wrong.html.twig', '{% if core %}{{ core|raw2 }}')
    holds(symfony('lint:twig'), files('drupal/**/*.twig'), wrong, /Unknown "raw2" filter/)
    const [template] = files('drupal/**/*.twig')
    const typed = `"><img src=x onerror=alert(1)>'`
    const names = ['core', 'phone', 'purpose', 'words', 'channel', 'method']
    const values = Object.fromEntries([...names, 'inline'].map((name) => [name, typed]))
    const { text, status } = symfony('show')(template!, JSON.stringify(values))
    assert.equal(status, 0, text)
    assert.equal(text.match(/&quot;&gt;&lt;img/g)?.length, 9)
    assert.doesNotMatch(text, /<img/)
  })

  it('are texts for TYPO3, by the linter of XLIFF and its schema', () => {
    const wrong = `<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" original="a"><body/></file></xliff>`
    const path = written('wrong.xlf', wrong)
    holds(symfony('lint:xliff'), files('typo3/**/*.xlf'), path, /'datatype' is required/)
  })

  it('are a package for TYPO3, by Composer', () => {
    const composer = (path: string): Said =>
      run('composer', 'validate', '--strict', '--no-check-lock', '--no-plugins', '-n', path)
    const wrong = written('composer.json', '{"name": "TYPO3", "licence": "EUPL-1.2"}')
    holds(composer as typeof run, [`${typo3}/composer.json`], wrong, /name : Does not match/)
  })

  it('are TypoScript whose braces close and whose constants are set', () => {
    const read = (name: string): string =>
      readFileSync(`${typo3}/Configuration/TypoScript/${name}.typoscript`, 'utf8')
    const [setup, constants] = [read('setup'), read('constants')]
    assert.deepEqual([...wrongTypoScript(setup), ...wrongTypoScript(constants)], [])
    assert.deepEqual(unknownConstants(setup, constants), [])
    const wrong = wrongTypoScript('a {\n  b = c\n  d e\n}\n}\nf {\n')
    assert.deepEqual(wrong, ['3: d e', '5: closes what is not open'])
    assert.deepEqual(wrongTypoScript('a {\n'), ['1 not closed'])
    assert.deepEqual(unknownConstants('a = {$b.c}', 'b {\n  d = 1\n}'), ['b.c'])
  })

  it('are templates and forms for TYPO3 that are well formed, and name nothing that is not there', () => {
    const script = `foreach (array_slice($argv, 1) as $path) { $document = new DOMDocument; if (!$document->load($path)) { exit(1); } }`
    const load = (...paths: string[]): Said => run('php', '-r', script, '--', ...paths)
    const paths = files('typo3/**/*.{xml,html}')
    holds(load, paths, written('wrong.html', '<html><f:if></html>'), /mismatch/)
    const form = readFileSync(`${typo3}/Configuration/FlexForms/Button.xml`, 'utf8')
    const fields = [...form.matchAll(/<(\w+)>\s*<label>/g)].map(([, name]) => `button.${name}`)
    const setup = readFileSync(`${typo3}/Configuration/TypoScript/setup.typoscript`, 'utf8')
    const settings = [...setup.matchAll(/(\w+) = \{\$/g)].map(([, name]) => `settings.${name}`)
    const given = [...fields, ...settings]
    const [template] = files('typo3/**/*.html')
    assert.deepEqual(wrongFluid(readFileSync(template!, 'utf8'), given), [])
    const wrong = `<f:iff condition="1"/><f:if test="{button.gone}"/><f:render section="None" />`
    assert.deepEqual(wrongFluid(wrong, given), [
      'f:iff',
      'f:if test',
      'section None',
      '{button.gone}',
    ])
  })

  it('tell WordPress what its directory asks, and have the version of the package', () => {
    const readme = readFileSync(`${wordpress}/readme.txt`, 'utf8')
    const plugin = readFileSync(`${wordpress}/id-contact.php`, 'utf8')
    assert.deepEqual(wrongReadme(readme, plugin), [])
    const wrong = readme.replace('Tags: ', 'Tags: a, b, ').replace('PHP: 7.4', 'PHP: 8.0')
    assert.deepEqual(wrongReadme(wrong.replace('== Description', '== About'), plugin), [
      ...['Tags', 'Requires PHP of the plugin', 'section About'],
    ])
    assert.deepEqual(wrongReadme('=== ID ===\n\n== Description ==\n', plugin).slice(-2), [
      ...['name', 'short description'],
    ])
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    assert.match(plugin, new RegExp(` Version: +${version}\n`))
    assert.match(readFileSync(`${typo3}/ext_emconf.php`, 'utf8'), new RegExp(`'${version}'`))
  })

  it('have every text that they name, in Dutch too', () => {
    const language = `${typo3}/Resources/Private/Language`
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

  it('take every tag that a configuration may have, and no more', () => {
    for (const path of [
      `${wordpress}/includes/settings.php`,
      `${drupal}/src/Plugin/Block/ButtonBlock.php`,
    ]) {
      const [, source] = /'\/(\^\[.+\]\{.+\}\$)\/D'/.exec(readFileSync(path, 'utf8')) ?? []
      const isTag = (text: string): boolean => new RegExp(source!).test(text)
      for (const text of ['report_move', 'Report-2', 'a'.repeat(64)]) {
        assert.ok(isTag(text), `${path}: ${text}`)
        assert.ok(v.is(tag, text), text)
      }
      for (const text of ['', 'a b', 'a"b', 'é', 'a'.repeat(65)]) {
        assert.ok(!isTag(text), `${path}: ${text}`)
        assert.ok(!v.is(tag, text), text)
      }
    }
    const form = readFileSync(`${typo3}/Configuration/FlexForms/Button.xml`, 'utf8')
    assert.doesNotMatch(form, /<eval>[^<]*(lower|upper)/)
  })

  it('never print what somebody typed without escaping it', () => {
    for (const path of files('**/*.{twig,html}'))
      assert.doesNotMatch(readFileSync(path, 'utf8'), /\|\s*raw|f:format\.raw|autoescape/, path)
  })
})
