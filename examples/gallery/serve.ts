/** `npm run gallery`: every state of every element, set from fixtures, for people and for tests to look at. */
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { baseOf, hosts, index, languages, statePage, themes } from './pages.ts'
import { shown, type GalleryElement, type GalleryState } from './states/index.ts'

export { addressOf, hosts, languages, themes, type Look } from './pages.ts'
export { shown, type GalleryElement, type GalleryState } from './states/index.ts'

export interface Gallery {
  /** The index; a state is at `addressOf(…)` below it. */
  url: string
  stop(): Promise<void>
}

// As strict as a municipality's: what works here works there.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

/** @param options `port`: where to listen on this machine; default: any that is free */
export async function startGallery({ port = 0 }: { port?: number } = {}): Promise<Gallery> {
  const bundles = await bundle()
  const app = gallery(bundles)
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Some states wait for an answer that never comes.
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function gallery(bundles: Map<string, string>): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    context.header('content-security-policy', policy)
    context.header('x-content-type-options', 'nosniff')
    context.header('cache-control', 'no-store')
  })
  app.get('/', (context) => {
    const { element, state, lang, theme, host } = context.req.query()
    if (!element) return context.html(index())
    const [found, shown] = find(element, state)
    if (!found || !shown) return context.notFound()
    const look = {
      lang: oneOf(languages, lang),
      theme: oneOf(themes, theme),
      host: oneOf(hosts, host),
    }
    return context.html(statePage(found, shown, look, new URL(context.req.url).origin))
  })
  app.get('/style.css', async (context) =>
    context.body(await readFile(new URL('style.css', import.meta.url), 'utf8'), 200, {
      'content-type': 'text/css; charset=utf-8',
    }),
  )
  app.get('/favicon.ico', (context) => context.body(null, 204))
  app.get('/bundles/:file', (context) => {
    const code = bundles.get(context.req.param('file'))
    if (code === undefined) return context.notFound()
    return context.body(code, 200, { 'content-type': 'text/javascript; charset=utf-8' })
  })
  app.all('/cores/:element/:state/*', (context) => {
    const { element, state } = context.req.param()
    const [found, shown] = find(element, state)
    if (!found || !shown?.answer) return context.notFound()
    const { origin, pathname } = new URL(context.req.url)
    const base = baseOf(found, shown)
    return shown.answer(context.req.raw, pathname.slice(base.length), origin + base)
  })
  return app
}

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T =>
  values.find((known) => known === value) ?? values[0]!

function find(
  name: string,
  state: string | undefined,
): [GalleryElement | undefined, GalleryState | undefined] {
  const element = shown.find((known) => known.name === name)
  return [element, element?.states.find((known) => known.name === state)]
}

/** The elements as they are in the sources now, by file name. */
async function bundle(): Promise<Map<string, string>> {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: {
      stage: './stage.ts',
      ...Object.fromEntries(shown.map(({ name, module }) => [name, module])),
    },
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['production', 'browser'],
    outdir: 'bundles',
    chunkNames: 'chunk-[name]-[hash]',
  })
  return new Map(outputFiles.map(({ path, text }) => [path.split(/[/\\]/).at(-1)!, text]))
}

if (import.meta.main) {
  const { url } = await startGallery({ port: Number(process.env.PORT ?? 8090) })
  console.log(`The gallery is at ${url}`)
}
