/** A page with the panel as it is built, at a desk where a thousand wait and others come and go. */
import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { exampleIdentity } from '../src/agent/testing/examples.ts'
import { FakeDesk } from '../src/agent/testing/fake-desk.ts'

export interface BusyDesk {
  url: string
  desk: FakeDesk
  /** Somebody leaves, of their own or with a colleague, or somebody comes. */
  change(): void
  stop(): Promise<void>
}

const waiting = 1000
const purposes = ['report_move', 'permit', 'waste', 'passport']

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

const pageAt = (
  url: string,
): string => `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Balie</title>
<id-contact-agent-panel desk="${url}/desk"></id-contact-agent-panel>
<script type="module" src="/cdn/id-contact-agent-panel.js"></script></html>`

export async function startBusyDesk(): Promise<BusyDesk> {
  const app = new Hono()
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const desk = new FakeDesk(`${url}/desk`)
  let come = 0
  const arrive = (): void => {
    const n = come++
    const id = `c${n}`
    const purpose = purposes[n % purposes.length]!
    const since = new Date(Date.now() - Math.max(0, 4000 - n) * 1000).toISOString()
    desk.arrive({ id, purpose, purpose_name: `Vraag over ${purpose}`, waiting_since: since })
    desk.identities.set(id, structuredClone(exampleIdentity))
  }
  for (let n = 0; n < waiting; n++) arrive()
  app.get('/', (context) => {
    context.header('content-security-policy', policy)
    return context.html(pageAt(url))
  })
  app.get('/cdn/:file', (context) => {
    const path = `dist/cdn/${context.req.param('file')}`
    if (!existsSync(path)) return context.notFound()
    return context.body(readFileSync(path), 200, { 'content-type': 'text/javascript' })
  })
  app.all('/desk/*', async ({ req }) => {
    const { method, headers } = req.raw
    const body = method === 'POST' ? await req.text() : undefined
    return desk.fetch(url + req.path, { method, headers, body })
  })
  return {
    url,
    desk,
    change() {
      if (desk.waiting.length < waiting) return arrive()
      // From all over the queue, and as often from its beginning, which is in sight.
      const at = Math.floor(Math.random() * (come % 2 ? waiting : 10))
      const { id } = desk.waiting[at]!
      if (come % 4) desk.leave({ id, reason: 'accepted', by: 'colleague' })
      else desk.leave({ id, reason: 'withdrawn', by: undefined })
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
