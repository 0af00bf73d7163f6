/** Puts a handler on a port of this machine with Node's own server, and takes it off again without cutting anybody short. */
import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { ConfigError } from '../protocol/errors.ts'
import { limits } from './guard.ts'
import type { Handler } from './network.ts'

/** Where a part listens. */
export interface ListenOptions {
  /** Name or address of the network interface. Default: `127.0.0.1`. */
  host?: string
  /** 0 takes any free port. */
  port: number
  /** The key of the configuration that holds host and port, named when the port is taken. Default: `listen`. */
  key?: string
}

/** A part that listens. */
export interface Listening {
  /** The one that it got. */
  readonly port: number
  /** Accepts nothing more, ends event streams, waits for what is in flight, at most `grace` milliseconds (default 4000). */
  stop(grace?: number): Promise<void>
}

const timing = {
  headersTimeout: 10_000,
  // The time in which a request must have come in as a whole; an answer, such as an event stream, may take longer.
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
}

/**
 * Listens until `stop` is called.
 * @throws ConfigError when the port is taken or may not be used
 */
export async function listen(handler: Handler, options: ListenOptions): Promise<Listening> {
  const { host = '127.0.0.1', port, key = 'listen' } = options
  const streams = new Set<() => void>()
  const server = createAdaptorServer({
    fetch: async (request: Request) => endable(await handler(request), streams),
    createServer,
    // Room for the longest address and the headers beside it.
    serverOptions: { ...timing, maxHeaderSize: limits.url * 2 },
  }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refused(error, host, port, key)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: (grace = 4_000) => stop(server, streams, grace),
  }
}

function refused(error: NodeJS.ErrnoException, host: string, port: number, key: string): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'is taken by another program',
    EACCES: 'may not be used by this user',
    EADDRNOTAVAIL: 'cannot be used: this machine does not have that address',
    ENOTFOUND: 'cannot be used: that name is not known',
  }
  const reason = reasons[error.code ?? '']
  if (!reason) return error
  const remedy = `Change ${key} in the configuration, or stop what uses the port.`
  return new ConfigError(key, remedy, {
    message: `Port ${port} on ${host} ${reason}. ${remedy}`,
    cause: error,
  })
}

async function stop(server: Server, streams: Set<() => void>, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const end of streams) end()
  // A connection that is kept alive becomes idle when its answer is done; only then may it be closed.
  const idle = setInterval(() => server.closeIdleConnections(), 25)
  const late = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearInterval(idle)
  clearTimeout(late)
}

/** An event stream would keep the server from stopping for ever: it is wrapped so that we can end it in good order. */
function endable(response: Response, streams: Set<() => void>): Response {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  if (!isStream || !response.body) return response
  const reader = response.body.getReader()
  const end = (): void => void reader.cancel().catch(() => {})
  streams.add(end)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (!done) return controller.enqueue(value)
      streams.delete(end)
      controller.close()
    },
    cancel(reason) {
      streams.delete(end)
      return reader.cancel(reason)
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}
