/** The package as others import it: by its entry points, on a server too. `npm run build` makes them. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import ts from 'typescript'

interface Package {
  name: string
  bin: Record<string, string>
  exports: Record<string, string | { types: string; default: string }>
  sideEffects: string[]
}
const { name, exports, bin, sideEffects } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as Package

const expected: Record<string, string[]> = {
  '.': ['discover', 'start', 'resume', 'RequestError', 'ReturnError'],
  './during': ['authenticateDuring', 'readWidget', 'StateError'],
  './channels': ['follow', 'Line', 'Chat'],
  './button': ['IdContactButton'],
  './button/define': ['IdContactButton'],
  './agent-panel': ['IdContactAgentPanel'],
  './agent-panel/define': ['IdContactAgentPanel'],
  // Types for templates, nothing that runs.
  './react': [],
  './svelte': [],
  './vue': [],
  './agent': ['connect', 'Chat'],
  './agent-frame': ['embed', 'AgentFrame'],
  './tokens': ['sealResult', 'openResult', 'importKeySet', 'generateKey', 'TokenError'],
  './core': ['createCore'],
  './auth': ['createAuth'],
  './auth/demo': ['demo'],
  './auth/oidc': ['oidc'],
  './auth/saml': ['saml'],
  './auth/yivi': ['yivi'],
  './comm': ['createComm', 'createDesk', 'startRetention'],
  './comm/chat': ['chat'],
  './comm/phone': ['phone'],
  './comm/rooms': ['createRooms'],
  './comm/video': ['video'],
  './store': ['openStore'],
  './server': ['serve', 'loadConfig'],
  './video': ['Call', 'caption', 'canCaption'],
}

describe('the package', () => {
  it('has an example here for each entry point that is code', () => {
    const code = Object.entries(exports).filter(([, target]) => typeof target === 'object')
    assert.deepEqual(code.map(([entry]) => entry).sort(), Object.keys(expected).sort())
  })

  for (const [entry, names] of Object.entries(expected))
    it(`${entry} can be imported on a server, and does nothing by itself`, async () => {
      const before = new Set(Object.keys(globalThis))
      const module = (await import(name + entry.slice(1))) as Record<string, unknown>
      for (const wanted of names) assert.equal(typeof module[wanted], 'function', wanted)
      // Lit counts its own copies, and brings a registry of elements to a server.
      const added = Object.keys(globalThis).filter(
        (key) => !before.has(key) && !/^(lit|reactive|customElements$)/.test(key),
      )
      assert.deepEqual(added, [])
      const { types } = exports[entry] as { types: string }
      assert.ok(readFileSync(types, 'utf8').length > 0)
    })

  it('is known to the type checker by the same names, from its sources', () => {
    const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
    for (const [entry, target] of Object.entries(exports)) {
      if (typeof target === 'string') continue
      const importing = `${process.cwd()}/examples/any.ts`
      const { resolvedModule } = ts.resolveModuleName(
        name + entry.slice(1),
        importing,
        options,
        ts.sys,
      )
      const source = target.types.replace('./dist/', `${process.cwd()}/`).replace('.d.ts', '.ts')
      assert.equal(resolvedModule?.resolvedFileName, source)
    }
  })

  it('names exactly the modules that do something when they are imported', () => {
    const named = sideEffects.filter((path) => path.startsWith('./dist/') && !path.includes('*'))
    for (const path of named) assert.ok(readFileSync(path, 'utf8').length > 0, path)
  })

  describe('the manifest', () => {
    interface Element {
      tagName?: string
      attributes?: { name: string; description?: string }[]
      events?: { name: string; description?: string }[]
      slots?: { name: string; description?: string }[]
      cssParts?: { name: string; description?: string }[]
      cssProperties?: { name: string; description?: string }[]
    }
    const { modules } = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {
      modules: { declarations?: Element[] }[]
    }
    const elements = modules.flatMap(({ declarations = [] }) => declarations)
    const guides = {
      'id-contact-button': 'web-team',
      'id-contact-agent-panel': 'agent-tool-vendor',
    }
    const folders = { 'id-contact-button': 'button', 'id-contact-agent-panel': 'agent-panel' }

    for (const tag of ['id-contact-button', 'id-contact-agent-panel'] as const) {
      const {
        attributes = [],
        events = [],
        slots = [],
        cssParts = [],
        cssProperties = [],
      } = elements.find(({ tagName }) => tagName === tag) ?? {}

      it(`says of everything in <${tag}> what it is`, () => {
        for (const some of [attributes, events, slots, cssParts, cssProperties]) {
          assert.ok(some.length > 0)
          for (const { name, description } of some) assert.ok(description, name)
        }
      })

      it(`has everything of <${tag}> in the guides too`, () => {
        const guide = readFileSync(`docs/${guides[tag]}.md`, 'utf8')
        const named = [...attributes, ...events, ...slots].map(({ name }) => name).filter(Boolean)
        assert.deepEqual(
          named.filter((name) => !guide.includes(`\`${name}\``)),
          [],
        )
        const looks = readFileSync('docs/theming.md', 'utf8')
        const [, parts = ''] = new RegExp(`^\\| \`<${tag}>\`(.*)$`, 'm').exec(looks) ?? []
        assert.deepEqual(
          [...parts.matchAll(/`([a-z]+)`/g)].map(([, name]) => name).sort(),
          cssParts.map(({ name }) => name).sort(),
        )
        for (const { name } of cssProperties) assert.ok(looks.includes(`| \`${name}\``), name)
      })

      it(`knows each part that <${tag}> has`, () => {
        const folder = `components/${folders[tag]}`
        const sources = globSync(`${folder}/**/*.ts`, { exclude: ['**/*.test.ts'] })
        const parts = sources.flatMap((path) =>
          [...readFileSync(path, 'utf8').matchAll(/\bpart(?:="|', ')([a-z -]+)["']/g)].map(
            ([, name]) => name!,
          ),
        )
        assert.ok(parts.length > 5)
        const known = cssParts.map(({ name }) => name)
        assert.deepEqual(
          parts.filter((part) => !known.includes(part)),
          [],
        )
      })
    }
  })

  it('tells editors of both elements while somebody types', () => {
    interface Data {
      tags: {
        name: string
        description: string
        attributes: { name: string; values?: { name: string }[] }[]
      }[]
      properties: { name: string }[]
    }
    const read = (path: string): Data =>
      JSON.parse(readFileSync((exports[path] as string) ?? path, 'utf8')) as Data
    const { tags } = read('./vscode.html-custom-data.json')
    const button = tags.find((tag) => tag.name === 'id-contact-button')!
    const names = button.attributes.map((attribute) => attribute.name)
    for (const wanted of ['core', 'purpose', 'channel', 'method', 'return-url', 'inline'])
      assert.ok(names.includes(wanted), wanted)
    assert.match(button.description, /id-contact-start/)
    assert.doesNotMatch(button.description, /undefined/)
    const panel = tags.find((tag) => tag.name === 'id-contact-agent-panel')!
    const offered = panel.attributes.flatMap(({ values = [] }) => values.map((one) => one.name))
    assert.deepEqual(offered.sort(), ['off', 'page', 'panel'])
    const { properties } = read('./vscode.css-custom-data.json')
    assert.ok(properties.some((one) => one.name === '--id-contact-color-primary'))
  })

  it('has the licences of what is in its bundles beside them', () => {
    const licenses = readFileSync('dist/cdn/third-party-licenses.txt', 'utf8')
    for (const bundled of ['lit-html', 'jose', 'valibot', 'lean-qr', '@tanstack/virtual-core'])
      assert.match(licenses, new RegExp(`^${bundled} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, 'm'))
    assert.match(licenses, /Copyright \(c\) 2017 Google LLC/)
  })

  it('brings a command that runs', () => {
    const { stdout, status } = spawnSync(process.execPath, [bin[name]!, '--help'], {
      encoding: 'utf8',
    })
    assert.equal(status, 0)
    assert.match(stdout, /id-contact serve --config FILE/)
  })
})
