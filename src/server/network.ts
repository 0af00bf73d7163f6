/** The way from one part to another in the same process: a `fetch` that knows which addresses are answered here. */

export type Handler = (request: Request) => Promise<Response>

export interface Network {
  /** From now on, requests for this address and the paths below it go to the handler. */
  answer(url: string, handler: Handler): void
  /** Like the global `fetch`, which it calls for every other address. */
  fetch: typeof fetch
}

/** `outside`: how other addresses are reached. Default: the global `fetch`. */
export function createNetwork(outside: typeof fetch = globalThis.fetch): Network {
  const routes: { base: URL; path: string; handler: Handler }[] = []

  function find(url: URL) {
    return routes.find(
      ({ base, path }) =>
        base.origin === url.origin &&
        (url.pathname === path || url.pathname.startsWith(`${path}/`)),
    )
  }

  return {
    answer(url, handler) {
      const base = new URL(url)
      routes.push({ base, path: base.pathname.replace(/\/+$/, ''), handler })
      // The longest path first: https://host/a/b before https://host/a.
      routes.sort((a, b) => b.path.length - a.path.length)
    },
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input)
      const route = find(url)
      if (!route) return outside(input, init)
      const request = new Request(input, init)
      const response = await unlessAborted(
        route.handler(withoutPrefix(request, url, route.path)),
        request.signal,
      )
      // What the global fetch does with a redirect that the caller forbids.
      const isRedirect =
        response.status >= 300 && response.status < 400 && response.headers.has('location')
      if (isRedirect && (init?.redirect ?? request.redirect) === 'error') {
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
      }
      return response
    },
  }
}

/** A part behind a path (`https://host/comm`) sees what a reverse proxy passes on: the path without that beginning. */
function withoutPrefix(request: Request, url: URL, path: string): Request {
  if (path === '') return request
  const inner = new URL(url)
  inner.pathname = url.pathname.slice(path.length) || '/'
  return new Request(inner, request)
}

function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
