/** The package as it is published, in a project that has nothing of ours beside it: what is in it, its types, and every entry point. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import ts from 'typescript'
import { removeFolder, temporaryFolder } from '../system.ts'

interface Package {
  scripts: Record<string, string>
  exports: Record<string, string | object>
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
}
const described = JSON.parse(readFileSync('package.json', 'utf8')) as Package
const entries = Object.entries(described.exports).filter(([, target]) => typeof target === 'object')

describe('the published package', () => {
  const folder = temporaryFolder()
  const modules = join(folder, 'node_modules')
  let names: string[]

  const run = (command: string, ...args: string[]): { text: string; status: number | null } => {
    const { stdout, stderr, status } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' })
    return { text: stdout + stderr, status }
  }

  before(() => {
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
    const { stdout } = spawnSync('npm', pack, { encoding: 'utf8' })
    const [{ filename, files }] = JSON.parse(stdout) as [
      { filename: string; files: { path: string }[] },
    ]
    names = files.map(({ path }) => path)
    mkdirSync(modules)
    run('tar', '-xzf', filename, '-C', 'node_modules')
    run('mv', 'node_modules/package', 'node_modules/id-contact')
    // What npm would install with it, and what templates of frameworks have.
    const others = [
      'react',
      'vue',
      'svelte',
      '@types/react',
      '@types/node',
      'csstype',
      'undici-types',
    ]
    const { dependencies, peerDependencies } = described
    for (const name of Object.keys({ ...dependencies, ...peerDependencies }).concat(others)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true })
      symlinkSync(resolve('node_modules', name), join(modules, name))
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  })
  after(() => removeFolder(folder))

  it('holds what was built, the guides, examples and integrations, and no test, source or report', () => {
    const isExpected =
      /^(dist\/.+\.(js|d\.ts|js\.map|json)|dist\/cdn\/third-party-licenses\.txt|docs\/(?!api\/).+\.(md|json|png|svg)|examples\/(angular|plain|react|svelte|vue)\/.+|examples\/demo\/id-contact\.toml|examples\/(agent|platforms|plugins)\/.+\.(ts|tsx|mjs|json|py|toml|html|conf|in|txt)|examples\/deploy\/(Containerfile|.+\.(md|toml|yaml|conf|service))|integrations\/.+|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/
    assert.deepEqual(
      names.filter((name) => !isExpected.test(name)),
      [],
    )
    assert.deepEqual(
      names.filter((name) => /\.test\.|\/testing\//.test(name)),
      [],
    )
    for (const wanted of [
      'dist/cdn/integrity.json',
      'dist/cdn/third-party-licenses.txt',
      'dist/components/button/define.js',
    ])
      assert.ok(names.includes(wanted), wanted)
  })

  it('has what its guides lead to, but for sources, tests and what only a checkout has', () => {
    const isElsewhere = /^(src|test|components|examples\/gallery)\/|^CONTRIBUTING\.md$/
    const broken: string[] = []
    for (const guide of names.filter((name) => name.endsWith('.md'))) {
      const text = readFileSync(join(modules, 'id-contact', guide), 'utf8').replace(
        /^( *)```.*?^\1```/gms,
        '',
      )
      for (const [, address] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        const path = posix.join(posix.dirname(guide), address!.replace(/#.*/, ''))
        const isHere = names.some(
          (name) => name === path || name.startsWith(`${path.replace(/\/$/, '')}/`),
        )
        if (!/^(https?:|#)/.test(address!) && !isHere && !isElsewhere.test(path))
          broken.push(`${guide}: ${address}`)
      }
    }
    assert.deepEqual(broken, [])
  })

  it('has nobody’s keys', () => {
    assert.deepEqual(
      names.filter((name) =>
        /^(?!dist\/).*((^|\/)(keys|public)\/|private|secret|\.pem$)/.test(name),
      ),
      [],
    )
  })

  it('is built before it is packed', () => {
    assert.equal(described.scripts.prepack, 'npm run build')
  })

  it('is described as its files are', async () => {
    const pkgDir = join(modules, 'id-contact')
    const check = async (): Promise<(string | undefined)[]> => {
      const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true })
      return messages.map((message) => formatMessage(message, pkg, { color: false }))
    }
    assert.deepEqual(await check(), [])
    const path = join(pkgDir, 'package.json')
    const right = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      right.replace('./dist/src/client/index.d.ts', './dist/src/client/gone.d.ts'),
    )
    assert.match(String(await check()), /gone\.d\.ts but the file does not exist/)
    writeFileSync(path, right)
  })

  it('can be imported by every entry point', () => {
    const imports = entries.map(([entry]) => `await import('id-contact${entry.slice(1)}')`)
    const { text, status } = run(process.execPath, '--input-type=module', '-e', imports.join('\n'))
    assert.equal(status, 0, text)
  })

  describe('has types', () => {
    let program: ts.Program
    let guides: string[]

    /** What a guide shows of our package, unless it comes from a file that is compiled elsewhere. */
    const snippetsOf = (guide: string): string[] =>
      [...readFileSync(guide, 'utf8').matchAll(/^( *)```ts\n(.*?)^\1```/gms)]
        .map(([, , code]) => code!)
        .filter((code) => code.includes("from 'id-contact"))

    const textOf = (told: readonly ts.Diagnostic[]): string =>
      ts.formatDiagnostics(told, {
        ...ts.sys,
        getCanonicalFileName: String,
        getNewLine: () => '\n',
      })

    before(() => {
      const page = entries.map(([entry], index) => {
        const path = `id-contact${entry.slice(1)}`
        return `import * as entry${index} from '${path}'\nexport { entry${index} }\n`
      })
      const main = join(folder, 'page.ts')
      writeFileSync(main, page.join(''))
      const shown = globSync(join(modules, 'id-contact/docs/**/*.md')).flatMap(snippetsOf)
      guides = shown.map((code, index) => {
        const path = join(folder, `guide-${index}.ts`)
        writeFileSync(path, code)
        return path
      })
      const { options } = ts.convertCompilerOptionsFromJson(
        {
          ...{ module: 'NodeNext', target: 'ES2022', strict: true, skipLibCheck: false },
          ...{ types: ['node'], lib: ['ES2024', 'DOM', 'DOM.Iterable'] },
        },
        folder,
      )
      program = ts.createProgram([main, ...guides], options)
    })

    it('that hold, also where those of packages are checked', () => {
      // Packages of others are theirs, and take long.
      const ours = program
        .getSourceFiles()
        .filter(({ fileName }) => fileName.startsWith(folder) && !guides.includes(fileName))
      assert.ok(ours.length > 100, String(ours.length))
      assert.equal(textOf(ours.flatMap((file) => program.getSemanticDiagnostics(file))), '')
    })

    it('that what the guides show keeps to', () => {
      assert.ok(guides.length >= 8, String(guides.length))
      // Names that a reader brings: a value, and one in the short form of an object.
      const theirs = [2304, 2552, 18004]
      const told = guides
        .flatMap((path) => program.getSemanticDiagnostics(program.getSourceFile(path)))
        .filter(({ code }) => !theirs.includes(code))
      assert.equal(textOf(told), '')
    })
  })
})
