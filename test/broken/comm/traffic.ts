/** What comes to a communication plugin, told apart. */
import { isPath, type Handler } from '../fault.ts'
import type { Receiving } from '../receiver.ts'

export const starts = isPath(/^\/start_communication$/, 'POST')
export const results = isPath(/^\/result\//, 'POST')
export const withdrawals = isPath(/^\/result\//, 'DELETE')
export const comings = isPath(/^\/conversation\//, 'POST')
export const visits = isPath(/^\/conversation\//)
export const isGiven = (_request: Request, { status }: Response): boolean => status === 200
/** What a resident sees who is in. */
export const isView = (request: Request, answer: Response): boolean =>
  visits(request) && request.headers.has('authorization') && isGiven(request, answer)

interface Started {
  client_url: string
  attr_url: string
  binding: string
  audience: string
}

/** What each start was answered, by its `attr_url` and by its `client_url`. */
export function startsOf(part: Handler): {
  noting: Handler
  of: (request: Request) => Started | undefined
} {
  const known = new Map<string, Started>()
  return {
    async noting(request) {
      const answer = await part(request)
      if (starts(request) && answer.status === 200) {
        const started = (await answer.clone().json()) as Started
        known.set(started.attr_url, started).set(started.client_url, started)
      }
      return answer
    },
    of: ({ url }) => known.get(url.split('?')[0]!),
  }
}

export const receiving: Receiving = {
  isResult: results,
  learn() {
    let watching: ReturnType<typeof startsOf> | undefined
    return {
      around(part) {
        watching = startsOf(part)
        return watching.noting
      },
      of(request) {
        const started = watching?.of(request)
        return started && { ...started, comeUrl: started.client_url }
      },
    }
  },
}
