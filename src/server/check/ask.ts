/** A request to the peer, and its answer in a form that can be told without telling what is in it. */
import { Unmet } from './requirement.ts'

export interface Answer {
  url: string
  status: number
  /** Media type, without parameters. */
  type: string
  headers: Headers
  text: string
  /** `Location`, as an absolute address. */
  location: string | undefined
}

export interface Asking {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Longest answer that is read, in bytes. */
const longest = 1024 * 1024

export type Ask = (url: string, asking?: Asking) => Promise<Answer>

/** @param timeout milliseconds for each request */
export function createAsk(timeout: number): Ask {
  return async (url, asking = {}) => {
    const signal = AbortSignal.timeout(timeout)
    try {
      // A peer may close a connection that is kept at the very moment at which it is used again.
      const headers = { ...asking.headers, connection: 'close' }
      const response = await fetch(url, { ...asking, headers, redirect: 'manual', signal })
      const location = response.headers.get('location')
      return {
        url,
        status: response.status,
        type: (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase(),
        headers: response.headers,
        text: await textOf(response),
        location:
          location !== null && URL.canParse(location, url)
            ? new URL(location, url).href
            : undefined,
      }
    } catch (error) {
      if (error instanceof Unmet) throw error
      const why = signal.aborted ? `none in ${timeout / 1000} s` : `none (${codeOf(error)})`
      throw new Unmet(`an answer of ${shapeOf(url)}`, why)
    }
  }
}

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > longest) throw new Unmet('an answer of at most 1 MB', 'a longer one')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

const codeOf = (error: unknown): string => {
  const { code } = ((error as Error).cause ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : (error as Error).name
}

export const postJson = (body: unknown, headers: Record<string, string> = {}): Asking => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

export const postToken = (token: string, headers: Record<string, string> = {}): Asking => ({
  method: 'POST',
  headers: { 'content-type': 'application/jwt', ...headers },
  body: token,
})

/** The members of a JSON object; undefined for everything else, whatever its content type says. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Status, kind of content, and names of members: never what is in them. */
export function told({ status, type, text, location }: Answer): string {
  const parts = [String(status), type || 'without content']
  if (location) parts.push(`to ${shapeOf(location)}`)
  const members = type.endsWith('json') ? Object.keys(objectIn(text) ?? {}).filter(isName) : []
  if (members.length > 0) parts.push(`with ${members.join(', ')}`)
  return parts.join(' ')
}

/** Host, the words of the path that could be nobody's secret, and the names of the query. */
export function shapeOf(address: unknown): string {
  if (typeof address !== 'string') return typeof address
  if (/^tel:/i.test(address)) return 'tel:…'
  if (!URL.canParse(address)) return 'no address'
  const { protocol, host, pathname, searchParams } = new URL(address)
  const path = pathname.split('/').map((part) => (part === '' || isName(part) ? part : '…'))
  const query = [...searchParams.keys()].map((name) => (isName(name) ? `${name}=…` : '…'))
  return `${protocol}//${host}${path.join('/')}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

/** Names of the protocol, which are small letters and underscores; a token or a code has other characters, or is longer. */
const isName = (text: string): boolean => /^[a-z_]{1,24}$/.test(text)

/** Published software writes `null` for what is not there. */
export const isMissing = (value: unknown): boolean => value === undefined || value === null
