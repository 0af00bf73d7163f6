/** One mistake around a part that is good: it changes what comes in, what goes out, or what is answered. */

import { readFileSync } from 'node:fs'
import type { JWK } from '../../src/protocol/keys.ts'

export type Handler = (request: Request) => Promise<Response>

/** Where the part runs. */
export interface Place {
  /** Where the checker plays the other roles. */
  checker: string
  /** With keys, in folders. */
  folder: string
}

/** Keys in the folder of the part, or of one that the checker plays. */
export function keysIn(folder: string, name: string): JWK[] {
  const text = readFileSync(`${folder}/${name}.json`, 'utf8')
  return (JSON.parse(text) as { keys: JWK[] }).keys
}

export interface Fault {
  /** The requirement that it breaks, and no other. */
  breaks: string
  /** What is wrong, in words. */
  is: string
  dialect?: 'id-contact' | 'verder-helpen'
  /** What the checker is told instead. */
  told?: (config: string) => string
  /** Around the part. */
  around?: (part: Handler, place: Place) => Handler
  /** Around what the part asks of others. */
  outwards?: (send: typeof fetch, place: Place) => typeof fetch
}

type Changed = Record<string, unknown>

/** A request with another body, and as much of the rest as is given. */
export async function rewritten(
  request: Request,
  body: string,
  headers: Record<string, string> = {},
): Promise<Request> {
  const all = new Headers(request.headers)
  all.delete('content-length')
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  return new Request(request.url, { method: request.method, headers: all, body })
}

/** Answers whose request and status fit are changed. */
export const answering =
  (
    fits: (request: Request, answer: Response) => boolean,
    change: (answer: Response, request: Request) => Response | Promise<Response>,
  ): ((part: Handler) => Handler) =>
  (part) =>
  async (request) => {
    const kept = request.clone()
    const answer = await part(request)
    return fits(kept, answer) ? change(answer, kept) : answer
  }

/** Another answer to what was refused for this. */
export const instead =
  (
    fits: (request: Request) => boolean,
    slug: string,
    answer: () => Response,
  ): ((part: Handler) => Handler) =>
  (part) =>
  async (request) => {
    const isMeant = fits(request)
    const given = await part(request)
    if (!isMeant || !given.headers.get('content-type')?.endsWith('problem+json')) return given
    const { type } = (await given.clone().json()) as { type: string }
    return type.endsWith(`:${slug}`) ? answer() : given
  }

/** Says that it did what it did not. */
export const deaf =
  (fits: (request: Request) => boolean): ((part: Handler) => Handler) =>
  (part) =>
  async (request) =>
    fits(request) ? new Response(null, { status: 204 }) : part(request)

/** Refuses what it does not know, as if it had to know everything. */
export const knowingAll: NonNullable<Fault['around']> = (part) => async (request) => {
  const isStart = request.method === 'POST'
  const isStrange = isStart && (await request.clone().text()).includes('no_such_member')
  return isStrange ? new Response(null, { status: 400 }) : part(request)
}

/** In seconds, as tokens have it. */
export const now = (): number => Math.floor(Date.now() / 1000)

export const isPath =
  (path: RegExp, method = 'GET') =>
  (request: Request): boolean =>
    request.method === method && path.test(new URL(request.url).pathname)

/** The JSON of an answer, changed. */
export const inJson =
  (change: (body: Changed) => unknown) =>
  async (answer: Response): Promise<Response> => {
    const body = change((await answer.json()) as Changed)
    return Response.json(body, { status: answer.status })
  }

/** `Location` of an answer, changed. */
export const elsewhere =
  (change: (location: URL) => string) =>
  (answer: Response): Response => {
    const headers = new Headers(answer.headers)
    headers.set('location', change(new URL(headers.get('location')!)))
    return new Response(null, { status: answer.status, headers })
  }

export const isRedirect = (_request: Request, { status }: Response): boolean => status === 303

type Sent = RequestInit | Response | undefined

/** What the part asks of others, where it fits; `undefined` sends it as it is. */
export const sending =
  (
    change: (
      url: string,
      init: RequestInit,
      /** What was asked before this, oldest first. */
      before: readonly string[],
      place: Place,
    ) => Sent | Promise<Sent>,
  ): ((send: typeof fetch, place: Place) => typeof fetch) =>
  (send, place) => {
    const before: string[] = []
    return async (input, init = {}) => {
      const url = String(input)
      const changed = await change(url, init, before, place)
      before.push(url)
      return changed instanceof Response ? changed : send(url, changed ?? init)
    }
  }

/** Asks nobody whose address has this in it, and goes on as if it had. */
export const silent = (part: string): Fault['outwards'] =>
  sending((url) => (url.includes(part) ? new Response(null) : undefined))

export const messageOf = (init: RequestInit): Changed => JSON.parse(String(init.body)) as Changed
export const withMessage = (init: RequestInit, change: Changed): RequestInit => ({
  ...init,
  body: JSON.stringify({ ...messageOf(init), ...change }),
})
