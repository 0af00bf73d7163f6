import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/**
 * What each script-tag bundle may weigh, with the parts that nobody does without, and what must never be in it. Sizes in bytes.
 *
 * @type {{ name: string, input: string, parts?: string[], budget: { brotli?: number, gzip?: number }, compress?: object, never: RegExp[] }[]}
 */
export const bundles = [
  {
    name: 'id-contact-button',
    input: 'components/button/define.ts',
    // All that a resident downloads who reads Dutch, until the questions have an answer.
    parts: ['questions'],
    budget: { brotli: 12 * 1024 },
    // A function that takes something stays one: what is put in its place compresses worse than the call.
    compress: { inline: 1 },
    never: [
      /node_modules\/(jose|valibot|hono|eventsource-parser|lean-qr)\//,
      /src\/(agent|store|core|auth|comm|server|web)\//,
      /components\/agent-panel\//,
    ],
  },
  {
    name: 'id-contact-agent-panel',
    input: 'components/agent-panel/define.ts',
    budget: { brotli: 25 * 1024 },
    never: [
      /node_modules\/(hono|openid-client|lean-qr)\//,
      /src\/(client|store|core|auth|comm|server|web)\//,
      /components\/button\//,
    ],
  },
  // The page that an agent tool has in a frame runs it beside the panel.
  {
    name: 'id-contact-desk-frame',
    input: 'components/agent-frame/define.ts',
    budget: { brotli: 6 * 1024 },
    never: [
      /node_modules\/(jose|hono|lean-qr|lit|lit-html|lit-element|@lit)\//,
      /src\/(client|store|core|auth|comm|server|web)\//,
      /components\/(agent-panel|button|channels)\//,
    ],
  },
  // And the tool's own page runs this one.
  {
    name: 'id-contact-agent-frame',
    input: 'src/agent/frame/index.ts',
    budget: { brotli: 5 * 1024 },
    never: [
      /node_modules\/(jose|hono|lean-qr|lit|eventsource-parser)\//,
      /src\/(client|store|core|auth|comm|server|web)\//,
      /components\//,
    ],
  },
  {
    name: 'id-contact-conversation',
    input: 'components/conversation/define.ts',
    budget: { brotli: 14 * 1024 },
    never: [
      /node_modules\/(jose|valibot|hono|lean-qr)\//,
      /src\/(agent|store|core|auth|comm|server|web)\//,
      /components\/(agent-panel|button)\//,
    ],
  },
  {
    name: 'id-contact',
    input: 'src/client/index.ts',
    budget: { gzip: 3.5 * 1024 },
    // Many small functions, each called twice or more: gzip finds the calls alike, and the bodies it would have to write twice.
    compress: { reduce_funcs: false, hoist_funs: true, inline: 1, sequences: false },
    never: [/node_modules\//, /src\/(agent|store|core|auth|comm|server|web)\//, /components\//],
  },
  {
    name: 'id-contact-during',
    input: 'src/client/during.ts',
    budget: { gzip: 2.25 * 1024 },
    never: [
      /node_modules\//,
      /src\/(agent|store|core|auth|comm|server|web)\//,
      /components\//,
      /src\/client\/(conversation|discover|resume|start)\.ts$/,
    ],
  },
]

export const weigh = (code) => ({
  raw: Buffer.byteLength(code),
  gzip: gzipSync(code, { level: 9 }).length,
  brotli: brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
})

const hash = (name, code) => `${name}-${createHash(name).update(code).digest('base64')}`

export const integrityOf = (code) => hash('sha384', code)

/** A hash cannot be compressed, so those that a bundle carries are the shortest that browsers take: as strong as everything else here. */
const pinOf = (code) => hash('sha256', code)

/** A library that asks whether it is being developed: there is no `process` in a browser. */
const production = {
  name: 'production',
  transform: (code, id) =>
    id.includes('@tanstack')
      ? { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null }
      : null,
}

/**
 * Lit asks the page for polyfills of browsers without shadow roots, which have no module scripts either, and counts its copies there for a warning that
 * only its development build gives. Templates of SVG and MathML alone, which no element here has, go too, and with them their names: whoever imports one finds
 * that it is not there.
 */
const withoutHooks = {
  name: 'without-hooks',
  transform: (code, id) =>
    /[\\/](@lit|lit-html|lit-element)[\\/]/.test(id)
      ? {
          code: code
            .replace(/\w+\.\w+PolyfillSupport\b/g, 'undefined')
            .replace(/\(\w+\.\w+Versions\s*\?\?=\s*\[\]\)\.push\("[^"]*"\)/g, '0')
            .replace(/\b2===\w\?"<svg>":3===\w\?"<math>":""/, '""')
            .replace(/\+\(2===\w\?"<\/svg>":3===\w\?"<\/math>":""\)/, '')
            .replace(/,2===\w\|\|3===\w\)\{[^}]*\}/, '){}')
            .replace(/,\w+ as mathml|,\w+ as svg/g, ''),
          map: null,
        }
      : null,
}

/**
 * The files of a bundle that its budget is for: each of them is a download of its own.
 *
 * @param {{ name: string, parts?: string[] }} bundle
 */
export const filesOf = ({ name, parts = [] }) => [
  `${name}.js`,
  ...parts.map((part) => `${name}.${part}.js`),
]

export const weighAll = (codes) =>
  codes.map(weigh).reduce((sum, { raw, gzip, brotli }) => ({
    raw: sum.raw + raw,
    gzip: sum.gzip + gzip,
    brotli: sum.brotli + brotli,
  }))

/**
 * Fails the build when a bundle outgrows its budget or when another entry point's code leaks into its entry. Looks last, when the hashes that
 * it carries are in it.
 */
const guard = ({ name, parts, budget, never }) => ({
  name: 'guard',
  generateBundle: {
    order: 'post',
    handler(_options, output) {
      for (const id of output[`${name}.js`].moduleIds) {
        const path = id.replaceAll('\\', '/')
        if (never.some((pattern) => pattern.test(path)))
          this.error(`${name}: ${path} must not be in this bundle`)
      }
      const size = weighAll(filesOf({ name, parts }).map((file) => output[file].code))
      for (const [kind, limit] of Object.entries(budget))
        if (size[kind] > limit)
          this.error(`${name}: ${size[kind]} bytes ${kind} are more than the budget of ${limit}`)
    },
  },
})

/**
 * Subresource Integrity covers only the file that a page names. What that file loads later (a language, the QR part, what is needed
 * after the log-in) is pinned here: every `import()` becomes one that first fetches the module with the hash that the entry carries, or that a part
 * carries which is pinned itself. A part imports nothing: what it shares with the entry is handed to it, so there is no second address that nobody pinned, and no second copy
 * on a page that names the entry with a query.
 */
const pinned = () => ({
  name: 'pinned',
  renderDynamicImport({ targetChunk }) {
    if (!targetChunk) return null
    return { left: '__pinned(', right: `, '__integrity_of_${targetChunk.name}__')` }
  },
  renderChunk(code, chunk) {
    if (!chunk.isEntry) return { code: asPart(code), map: null }
    if (!code.includes('__pinned(')) return null
    const own = this.getModuleInfo(chunk.facadeModuleId).exports
    return { code: `${pinnedImport}\n${sharing(code, own)}`, map: null }
  },
  generateBundle: {
    order: 'post',
    handler(_options, output) {
      const chunks = Object.values(output).filter((file) => file.type === 'chunk')
      const pin = (chunk, within = []) => {
        if (within.includes(chunk)) this.error(`${chunk.name} loads itself, and no hash can say so`)
        chunk.code = chunk.code.replaceAll(/__integrity_of_(.+?)__/g, (_, name) => {
          const target = chunks.find((other) => other.name === name)
          if (!target) this.error(`The hash of ${name} cannot be pinned in ${chunk.name}`)
          // A part that pins others has its own hash only once it carries theirs.
          return pinOf(pin(target, [...within, chunk]))
        })
        return chunk.code
      }
      for (const chunk of chunks) {
        if (!chunk.isEntry && /\bimport\b/.test(chunk.code.replace(/"[^"]*"/g, '')))
          this.error(`${chunk.fileName} imports something, and that would not be pinned`)
        pin(chunk)
      }
    },
  },
})

/** `a as b, c` → pairs of the name outside and the name inside. */
const pairs = (specifiers) =>
  specifiers
    .split(',')
    .map((one) => one.trim().split(/ as /))
    .filter(([name]) => name)

const exported = /^export \{([^}]*)\};?$/m

/** The entry keeps its own exports; the ones that its parts use go to them and to nobody else. */
function sharing(code, own) {
  const specifiers = pairs(exported.exec(code)?.[1] ?? '').map(([inside, outside = inside]) => [
    inside,
    outside,
  ])
  const isOwn = ([, outside]) => own.includes(outside)
  const list = (chosen) => chosen.map(([inside, outside]) => `${inside} as ${outside}`).join(', ')
  const shared = specifiers
    .filter((one) => !isOwn(one))
    .map(([inside, outside]) => `${outside}: ${inside}`)
  return `${code.replace(exported, `export { ${list(specifiers.filter(isOwn))} };`)}
const __shared = { ${shared.join(', ')} };`
}

/** A part becomes a function of what it shares with the entry, and of how it may load other parts. */
function asPart(code) {
  const imported = /^import \{([^}]*)\} from '\.\/[^']*';?$/gm
  const parameters = [...code.matchAll(imported)].flatMap(([, specifiers]) =>
    pairs(specifiers).map(([outside, inside = outside]) => `${outside}: ${inside}`),
  )
  const results = pairs(exported.exec(code)?.[1] ?? '').map(
    ([inside, outside = inside]) => `${outside}: ${inside}`,
  )
  const body = code.replace(imported, '').replace(exported, '')
  return `export const part = ({ ${parameters.join(', ')} }, __pinned) => {\n${body}\nreturn { ${results.join(', ')} } }`
}

// A failed preload rejects, so that nothing is run whose hash is another; a good one is what import() then finds in the
// module map. A link is no Trusted Types sink and needs no inline script. What failed under one address fails under it for as long as the page
// lives (Firefox), or as a cache keeps it, so what comes after a failure is asked for under another: the hash is the same.
const pinnedImport = `let __again = ''
const __pinned = (path, integrity) => new Promise((resolve, reject) => {
  const link = document.createElement('link')
  const href = new URL(path + __again, import.meta.url).href
  link.rel = 'modulepreload'; link.href = href; link.integrity = integrity; link.crossOrigin = 'anonymous'
  link.onload = () => { link.remove(); import(href).then((loaded) => resolve(loaded.part(__shared, __pinned)), reject) }
  link.onerror = (event) => { __again = '?' + Date.now(); reject(event) }
  document.head.append(link)
})`

/** Elements that are boxes of their own in all our style sheets. */
const box =
  'd[dlt]|details|dialog|div|fieldset|footer|form|h[1-6]|header|legend|li|[ou]l|p|section|summary|t[dhr]'
/** Where a line may break and nobody sees it: around a box, before a tag's end, and around what a style sheet has in braces. */
const after = `</?(?:${box})(?:\\s[^<>]*)?>|[{};]`
const before = `</?(?:${box})\\b|[>}]`
const unseen = new RegExp(`(?<=${after})\\s*\\n\\s*|\\s*\\n\\s*(?=${before})`, 'g')

/**
 * Templates and style sheets are written with lines and indentation, which a browser would have to download, and to make text nodes of. A line
 * break becomes nothing where nothing is seen of it, and one space elsewhere, which is what it looks like: nothing in these elements keeps its white
 * space.
 */
const closeUp = () => ({
  name: 'close-up',
  transform(code, id) {
    if (!/[\\/]components[\\/]/.test(id) || !code.includes('`')) return null
    let closer = code
    for (const { start, end } of quasis(this.parse(code)).sort((a, b) => b.start - a.start)) {
      const text = code
        .slice(start, end)
        .replace(unseen, '')
        .replace(/\s*\n\s*/g, ' ')
      closer = closer.slice(0, start) + text + closer.slice(end)
    }
    return { code: closer, map: null }
  },
})

/** The texts of all template literals, wherever they stand. */
const quasis = (node) =>
  node.type === 'TemplateElement'
    ? [node]
    : Object.values(node)
        .flat()
        .filter((child) => typeof child?.type === 'string')
        .flatMap(quasis)

export default bundles.map(({ name, input, parts, budget, compress, never }) => ({
  input: { [name]: input },
  // What the parts share with the entry goes out of it, without a second file around it.
  preserveEntrySignatures: /** @type {const} */ ('allow-extension'),
  output: {
    dir: 'dist/cdn',
    format: /** @type {const} */ ('es'),
    entryFileNames: '[name].js',
    chunkFileNames: `${name}.[name].js`,
    minifyInternalExports: true,
  },
  plugins: [
    resolve({ exportConditions: ['production', 'browser', 'default'] }),
    esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' }),
    production,
    withoutHooks,
    closeUp(),
    pinned(),
    terser({
      ecma: 2022,
      module: true,
      compress: {
        passes: 3,
        unsafe_arrows: true,
        pure_getters: true,
        keep_fargs: false,
        ...compress,
      },
      mangle: { properties: false },
      format: { comments: false },
    }),
    guard({ name, parts, budget, never }),
  ],
}))
