import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/** What each script-tag bundle may weigh, and what must never be in it. Sizes in bytes. */
export const bundles = [
  {
    name: 'id-contact-button',
    input: 'components/button/define.ts',
    budget: { brotli: 12 * 1024 },
    never: [
      /node_modules\/(jose|valibot|hono|eventsource-parser|lean-qr)\//,
      /src\/(agent|store|core|auth|comm|server|page)\//,
      /components\/agent-panel\//,
    ],
  },
  {
    name: 'id-contact-agent-panel',
    input: 'components/agent-panel/define.ts',
    budget: { brotli: 25 * 1024 },
    never: [
      /node_modules\/(hono|openid-client|lean-qr)\//,
      /src\/(client|store|core|auth|comm|server|page)\//,
      /components\/button\//,
    ],
  },
  {
    name: 'id-contact',
    input: 'src/client/index.ts',
    budget: { gzip: 3.5 * 1024 },
    never: [/node_modules\//, /src\/(agent|store|core|auth|comm|server|page)\//, /components\//],
  },
]

export const weigh = (code) => ({
  raw: Buffer.byteLength(code),
  gzip: gzipSync(code, { level: 9 }).length,
  brotli: brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
})

export const integrityOf = (code) => `sha384-${createHash('sha384').update(code).digest('base64')}`

/** Fails the build when the entry outgrows its budget or when another entry point's code leaks into it. */
const guard = ({ name, budget, never }) => ({
  name: 'guard',
  generateBundle(_options, output) {
    for (const chunk of Object.values(output)) {
      if (chunk.type !== 'chunk' || !chunk.isEntry) continue
      for (const id of chunk.moduleIds) {
        const path = id.replaceAll('\\', '/')
        if (never.some((pattern) => pattern.test(path)))
          this.error(`${name}: ${path} must not be in this bundle`)
      }
      const size = weigh(chunk.code)
      for (const [kind, limit] of Object.entries(budget))
        if (size[kind] > limit)
          this.error(`${name}: ${size[kind]} bytes ${kind} are more than the budget of ${limit}`)
    }
  },
})

/**
 * Subresource Integrity covers only the file that a page names. What that file loads later (a language, the QR part) is
 * pinned here: every `import()` becomes one that first fetches the module with the hash that the entry carries.
 */
const pinned = () => ({
  name: 'pinned',
  renderDynamicImport({ targetChunk }) {
    if (!targetChunk) return null
    return { left: '__pinned(', right: `, '__integrity_of_${targetChunk.name}__')` }
  },
  renderChunk(code) {
    return code.includes('__pinned(') ? { code: `${pinnedImport}\n${code}`, map: null } : null
  },
  generateBundle: {
    order: 'post',
    handler(_options, output) {
      const chunks = Object.values(output).filter((file) => file.type === 'chunk')
      for (const chunk of chunks) {
        chunk.code = chunk.code.replaceAll(/__integrity_of_(.+?)__/g, (_, name) => {
          const target = chunks.find((other) => other.name === name)
          if (!target || /__integrity_of_/.test(target.code))
            this.error(`The hash of ${name} cannot be pinned in ${chunk.name}`)
          return integrityOf(target.code)
        })
      }
    },
  },
})

// A failed preload rejects, so that nothing is run whose hash is another; a good one is what import() then finds in the
// module map. A link is no Trusted Types sink and needs no inline script.
const pinnedImport = `const __pinned = (path, integrity) => new Promise((resolve, reject) => {
  const link = document.createElement('link')
  const href = new URL(path, import.meta.url).href
  link.rel = 'modulepreload'; link.href = href; link.integrity = integrity; link.crossOrigin = 'anonymous'
  link.onload = () => { link.remove(); import(href).then(resolve, reject) }
  link.onerror = reject
  document.head.append(link)
})`

export default bundles.map(({ name, input, budget, never }) => ({
  input: { [name]: input },
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
    pinned(),
    terser({
      ecma: 2022,
      module: true,
      compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
      mangle: { properties: false },
      format: { comments: false },
    }),
    guard({ name, budget, never }),
  ],
}))
