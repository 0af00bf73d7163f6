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
    never: [/node_modules\/(jose|valibot|hono|eventsource-parser|lean-qr)\//, /src\/(agent|store|core|auth|comm|server|page)\//, /components\/agent-panel\//],
  },
  {
    name: 'id-contact-agent-panel',
    input: 'components/agent-panel/define.ts',
    budget: { brotli: 25 * 1024 },
    never: [/node_modules\/(hono|openid-client|lean-qr)\//, /src\/(client|store|core|auth|comm|server|page)\//, /components\/button\//],
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
