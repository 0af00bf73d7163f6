/** The browser of a resident: it keeps cookies, and follows redirects one at a time, so that each can be looked at. */
import { CookieJar } from 'tough-cookie'
import { shapeOf, type Answer, type Ask, type Asking } from './ask.ts'
import { Unmet } from './requirement.ts'

export interface Arrival {
  /** Where it stopped. */
  url: string
  /** Missing when it stopped before an address that `isEnd` named. */
  answer?: Answer
}

export interface Browser {
  visit(url: string, asking?: Asking): Promise<Answer>
  /** The cookies that it sends to this address. */
  headers(url: string): Promise<Record<string, string>>
  /** Goes on from redirect to redirect, and stops before an address that `isEnd` names, or one that is no web page. */
  follow(url: string, isEnd: (url: string) => boolean): Promise<Arrival>
}

const mostRedirects = 20

export function createBrowser(ask: Ask): Browser {
  const jar = new CookieJar(undefined, { prefixSecurity: 'strict' })

  async function cookies(url: string): Promise<Record<string, string>> {
    const cookie = await jar.getCookieString(url)
    return cookie ? { cookie } : {}
  }

  async function visit(url: string, asking: Asking = {}): Promise<Answer> {
    const headers = { accept: 'text/html', ...asking.headers, ...(await cookies(url)) }
    const answer = await ask(url, { ...asking, headers })
    for (const header of answer.headers.getSetCookie())
      await jar.setCookie(header, url, { ignoreError: true })
    return answer
  }

  return {
    visit,
    headers: cookies,
    async follow(url, isEnd) {
      for (let hops = 0; hops < mostRedirects; hops++) {
        if (isEnd(url) || !/^https?:/i.test(url)) return { url }
        const answer = await visit(url)
        const isRedirect = answer.status >= 300 && answer.status < 400
        const next = answer.headers.get('location')
        if (!isRedirect || next === null) return { url, answer }
        url = URL.canParse(next, url) ? new URL(next, url).href : next
      }
      throw new Unmet('a way that ends', `more than ${mostRedirects} redirects, at ${shapeOf(url)}`)
    },
  }
}

/** Whether two addresses are the same, as a browser reads them. */
export const isSame = (a: unknown, b: string): boolean =>
  typeof a === 'string' && URL.canParse(a) && new URL(a).href === new URL(b).href
