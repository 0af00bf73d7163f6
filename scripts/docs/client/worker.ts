/** Answers for the made-up municipality of each state, below `cores/`, in the browser itself. */
import { elements } from '../../../examples/gallery/states/index.ts'

/** The types of service workers exclude those of pages, which everything else here has. */
interface Scope {
  registration: { scope: string }
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
}
interface Extendable {
  waitUntil(what: Promise<unknown>): void
}
interface Asked {
  request: Request
  respondWith(answer: Response | Promise<Response>): void
}

const scope = globalThis as unknown as Scope
scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('fetch', (event) => {
  const { href } = new URL(event.request.url)
  const { scope: site } = scope.registration
  const [, name, state] = /^cores\/([\w-]+)\/([\w-]+)/.exec(href.slice(site.length)) ?? []
  if (!href.startsWith(site) || !name) return
  const answer = elements
    .find((known) => known.name === name)
    ?.states.find((known) => known.name === state)?.answer
  const base = `${site}cores/${name}/${state}`
  const path = new URL(href).pathname.slice(new URL(base).pathname.length)
  event.respondWith(answer?.(event.request, path, base) ?? new Response(null, { status: 404 }))
})
