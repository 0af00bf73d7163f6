/** What stands before every part, whichever way a request comes in: limits, a last answer to errors, and one log line. */
import { problem } from '../protocol/problem.ts'
import type { Log } from '../protocol/log-entry.ts'
import { createReference } from '../protocol/reference.ts'
import type { Handler } from './network.ts'
import { routeOf } from './route.ts'

export const limits = {
  /** Longest address, in characters: a result that comes through the browser is the longest part of one. */
  url: 16 * 1024,
  /** Largest body, in bytes. */
  body: 64 * 1024,
} as const

/** `part` is the name that the log shows. */
export function guard(part: string, handler: Handler, log: Log): Handler {
  return async (request) => {
    const started = performance.now()
    const response = await answered(part, handler, request, log)
    log({
      level: 'info',
      event: 'request',
      part,
      method: request.method,
      route: routeOf(new URL(request.url).pathname),
      status: response.status,
      ms: Math.round(performance.now() - started),
    })
    return response
  }
}

async function answered(
  part: string,
  handler: Handler,
  request: Request,
  log: Log,
): Promise<Response> {
  if (request.url.length > limits.url) return problem(414, 'uri-too-long')
  let within: Request | undefined
  try {
    within = await withinBodyLimit(request)
  } catch {
    // Cut off in its midst, which is no error of ours.
    return problem(400, 'malformed-request')
  }
  if (!within) return problem(413, 'body-too-large')
  try {
    return await handler(within)
  } catch (error) {
    // The words of an error that nobody expected may hold anything: its name and code are enough to find the place.
    const reference = createReference()
    log({ level: 'error', event: 'unexpected_error', part, reference, ...nameOf(error) })
    return problem(500, 'internal', { reference })
  }
}

/** The request with a body that is known to be small enough; undefined when it is not. */
async function withinBodyLimit(request: Request): Promise<Request | undefined> {
  const length = request.headers.get('content-length')
  if (length !== null) return Number(length) <= limits.body ? request : undefined
  if (!request.headers.has('transfer-encoding') || !request.body) return request
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limits.body) return undefined
    chunks.push(chunk)
  }
  const { method, headers, signal, url } = request
  return new Request(url, { method, headers, signal, body: Buffer.concat(chunks) })
}

/** What may be told of an error that was not foreseen. */
export function nameOf(error: unknown): { name: string; code?: string } {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code } = error as { code?: unknown }
  return { name: error.name, ...(typeof code === 'string' && { code }) }
}
