/** Servers of the test, at the network boundary: a `fetch` that answers, and remembers what it was asked. */
import type { SessionStorage } from '../storage.ts'

interface Asked {
  url: string
  method: string
  body: Record<string, unknown> | undefined
  init: RequestInit
}

type Answer = Response | Error | ((asked: Asked) => Response | Promise<Response>)

export interface Server {
  fetch: typeof fetch
  asked: Asked[]
}

/** Answers by method and address, `'POST https://core.example/start'`; of a list each once, the last one for ever. */
export function serverWith(answers: Record<string, Answer | Answer[]>): Server {
  const asked: Asked[] = []
  const waiting = Object.fromEntries(
    Object.entries(answers).map(([line, answer]) => [line, [answer].flat()]),
  )
  return {
    asked,
    fetch: async (input, init = {}) => {
      const { method = 'GET', body } = init
      const now: Asked = {
        url: String(input),
        method,
        body: body ? (JSON.parse(String(body)) as Record<string, unknown>) : undefined,
        init,
      }
      asked.push(now)
      const list = waiting[`${method} ${now.url}`]
      if (!list) return new Response(null, { status: 404 })
      const answer = list.length > 1 ? list.shift()! : list[0]!
      if (answer instanceof Error) throw answer
      return typeof answer === 'function' ? answer(now) : answer.clone()
    },
  }
}

export const networkLoss = (): Error => new TypeError('Failed to fetch')

export const problem = (status: number, slug?: string): Response =>
  Response.json(slug ? { type: `urn:id-contact:problem:${slug}` } : {}, { status })

/** What a tab remembers. */
export class Memory implements SessionStorage {
  readonly entries = new Map<string, string>()
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null
  }
  setItem(key: string, value: string): void {
    this.entries.set(key, value)
  }
  removeItem(key: string): void {
    this.entries.delete(key)
  }
  read(key: string): Record<string, Record<string, string>> {
    return JSON.parse(this.getItem(`id-contact.${key}`) ?? '{}') as Record<
      string,
      Record<string, string>
    >
  }
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise
  } catch (error) {
    return error as Record<string, unknown>
  }
  throw new Error('It was not rejected')
}
