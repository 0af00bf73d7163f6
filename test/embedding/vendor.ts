/** A vendor of agent tools: pages with the examples, bundled from the built package, and a back end that gives tokens to who is signed in there. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as esbuild from 'esbuild'
import { removeFolder, temporaryFolder } from '../system.ts'

export interface Vendor {
  /** Of another site than the desk. */
  origin: string
  /** Of another origin than the desk, and of its site. */
  sameSite: string
  /** Of an origin that the desk does not know. */
  stranger: string
  /** What its pages know, once there is a desk. */
  desk: string
  /** Signs an agent in, in the browser that has this cookie. `token` is asked each time; undefined: the agent is signed out. */
  signIn(token: Token): Cookie
  close(): void
}

export type Token = () => Promise<string | undefined>

interface Cookie {
  name: string
  value: string
  httpOnly: true
}

export const examples = ['element', 'frame', 'headless', 'react'] as const

async function bundled(folder: string): Promise<Map<string, string>> {
  const packages = join(folder, 'node_modules')
  mkdirSync(packages)
  symlinkSync(process.cwd(), join(packages, 'id-contact'))
  const { outputFiles } = await esbuild.build({
    entryPoints: examples.map(
      (name) => `examples/agent/${name}.${name === 'react' ? 'tsx' : 'ts'}`,
    ),
    ...{ bundle: true, splitting: true, minify: true, write: false },
    ...{ format: 'esm', target: 'es2022', outdir: 'out' },
    nodePaths: [packages, 'node_modules'],
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return new Map(outputFiles.map(({ path, text }) => [path.split('/').at(-1)!, text]))
}

const pageOf = (name: string, desk: string): string =>
  `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Klantbeeld</title>
<script type="module" src="/${name}.js"></script></head>
<body data-desk="${desk}"><h1>Klantbeeld</h1><p id="status" role="status"></p>
<ul id="customer"></ul><ul id="waiting"></ul><div id="talking"></div><div id="contact"></div></body></html>`

const cookieName = 'tool-session'
const tokenCookie = new RegExp(`${cookieName}=([\\w-]+)`)

export async function startVendor(): Promise<Vendor> {
  const folder = temporaryFolder()
  const files = await bundled(folder)
  const tokens = new Map<string, Token>()
  const server = createServer(async (req, res) => {
    const name = new URL(req.url!, vendor.origin).pathname.slice(1)
    const script = files.get(name)
    if (script !== undefined)
      return void res.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    if (name === 'token') {
      const session = tokenCookie.exec(req.headers.cookie ?? '')?.[1] ?? ''
      const token = await tokens.get(session)?.()
      return void res.writeHead(token ? 200 : 401).end(token)
    }
    const { desk } = vendor
    // Styles of elements, and of the frame itself.
    const policy = `default-src 'none'; script-src 'self'; connect-src 'self' ${desk}; frame-src ${desk}; style-src 'unsafe-inline'; trusted-types lit-html; require-trusted-types-for 'script'`
    res
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        // What attacks is a page without any rules of its own.
        ...(name === 'empty' ? {} : { 'content-security-policy': policy }),
      })
      .end(name === 'empty' ? '<!doctype html><title>Leeg</title>' : pageOf(name, desk))
  })
  await once(server.listen(0), 'listening')
  const { port } = server.address() as AddressInfo
  const vendor: Vendor = {
    origin: `http://127.0.0.1:${port}`,
    sameSite: `http://localhost:${port}`,
    stranger: `http://127.0.0.2:${port}`,
    desk: '',
    signIn(token) {
      const value = randomUUID()
      tokens.set(value, token)
      return { name: cookieName, value, httpOnly: true }
    },
    close() {
      server.close()
      server.closeAllConnections()
      removeFolder(folder)
    },
  }
  return vendor
}
