/** The browser of a host: an employee who is logged in. */
import * as v from 'valibot'
import type { Answer, Asking } from '../ask.ts'
import { createBrowser } from '../browser.ts'
import type { Sources } from '../../config/sources.ts'
import { secret, text } from '../../../protocol/settings.ts'
import { steps, walk } from '../login.ts'
import { need } from '../requirement.ts'
import type { Tools } from '../tools.ts'

/** `host` of the file: a bearer token of the provider where employees log in, or the steps by which a browser does so. */
export const hostTable = v.union(
  [
    v.strictObject({ token: secret }),
    v.strictObject({ page: v.optional(text, '/'), login: steps }),
  ],
  'must be { token = { file = "…" } } or { login = [ … ] }',
)

export interface Host {
  visit(url: string, asking?: Asking): Promise<Answer>
  /** What shows at this address who it is. */
  headers(url: string): Promise<Record<string, string>>
}

export function hostWith(
  table: v.InferOutput<typeof hostTable> | undefined,
  sources: Sources,
  { target, ask }: Tools,
): () => Promise<Host> {
  const token = table && 'token' in table && sources.secret('rooms.host.token', table.token)
  let made: Promise<Host> | undefined

  async function make(): Promise<Host> {
    need(table, 'not configured: rooms.host')
    const browser = createBrowser(ask)
    if ('login' in table) {
      await walk(table.login, { url: target + table.page, browser })
      return browser
    }
    const headers = { authorization: `Bearer ${token}` }
    return {
      headers: async () => headers,
      visit: (url, asking = {}) =>
        browser.visit(url, { ...asking, headers: { ...asking.headers, ...headers } }),
    }
  }
  return () => (made ??= make())
}
