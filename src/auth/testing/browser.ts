/** A browser without a screen: it keeps cookies per host, and follows redirects one at a time, so that each can be looked at. */

export type Site = (request: Request) => Promise<Response>

export class Browser {
  readonly #sites: Record<string, Site>
  readonly #cookies = new Map<string, Cookie>()
  /** Every address that was visited. */
  readonly visited: string[] = []

  /** `sites`: origin → handler. Every other origin is reached over the network. */
  constructor(sites: Record<string, Site>) {
    this.#sites = sites
  }

  async visit(url: string, form?: Record<string, string>): Promise<Response> {
    const target = new URL(url)
    this.visited.push(url)
    const headers: Record<string, string> = { cookie: this.cookiesFor(target) }
    const init: RequestInit = form
      ? { method: 'POST', headers, body: new URLSearchParams(form) }
      : { headers }
    const site = this.#sites[target.origin]
    const response = site
      ? await site(new Request(target, init))
      : await fetch(target, { ...init, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) this.#keep(target.hostname, cookie)
    return response
  }

  /** Goes on from redirect to redirect, and stops before an address that `isEnd` names. */
  async follow(
    url: string,
    isEnd: (url: URL) => boolean,
  ): Promise<{ url: string; response?: Response }> {
    for (let hops = 0; hops < 12; hops++) {
      if (isEnd(new URL(url))) return { url }
      const response = await this.visit(url)
      const location = response.headers.get('location')
      if (!location) return { url, response }
      url = new URL(location, url).href
    }
    throw new Error('Too many redirects')
  }

  cookiesFor({ hostname, pathname }: URL): string {
    return [...this.#cookies.values()]
      .filter((cookie) => cookie.hostname === hostname && pathname.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }

  /** Names of the cookies that a host has set. */
  names(hostname: string): string[] {
    return [...this.#cookies.values()]
      .filter((cookie) => cookie.hostname === hostname)
      .map(({ name }) => name)
  }

  #keep(hostname: string, header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    const attribute = (wanted: string): string | undefined =>
      attributes
        .find((text) => text.toLowerCase().startsWith(`${wanted}=`))
        ?.slice(wanted.length + 1)
    const path = attribute('path') ?? '/'
    const expires = attribute('expires')
    const isOver = attribute('max-age') === '0' || (expires && Date.parse(expires) <= Date.now())
    // A cookie is known by its name, host and path (RFC 6265 section 5.3).
    const key = `${hostname} ${path} ${name}`
    if (isOver) this.#cookies.delete(key)
    else this.#cookies.set(key, { hostname, path, name, value })
  }
}

interface Cookie {
  hostname: string
  path: string
  name: string
  value: string
}
