/**
 * Numbers for an operator, in the text format of Prometheus. They are made from what is logged: what may not stand in a line of the log
 * cannot get into a metric either. No metric names a conversation, a resident or an agent.
 */
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Log, LogEntry } from '../protocol/log-entry.ts'
import { problem } from '../protocol/problem.ts'
import type { Handler } from './network.ts'

export interface Metrics {
  /** Counts every entry, and passes it on. */
  counting(log: Log): Log
  /** Answers `GET /metrics`. */
  handler: Handler
}

/** Shapes of paths that count by themselves, and what the others count as. Our own routes are some eighty. */
const mostShapes = 200
const elsewhere = '/*'

// From a page that comes from memory to a plugin that takes all the time it may.
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'id_contact_requests_total',
    help: 'Requests, by part, method, shape of the path and status',
    labelNames: ['part', 'method', 'route', 'status'] as const,
    registers,
  })
  const seconds = new Histogram({
    name: 'id_contact_request_duration_seconds',
    help: 'How long answers took, by part and shape of the path',
    labelNames: ['part', 'route'] as const,
    buckets,
    registers,
  })
  const events = new Counter({
    name: 'id_contact_events_total',
    help: 'What happened besides requests, by event and outcome',
    labelNames: ['event', 'outcome'] as const,
    registers,
  })

  const shapeOf = createShapes()

  function count(entry: LogEntry): void {
    const { event, part = '', method = '', status = 0, ms = 0, outcome = '' } = entry
    if (event !== 'request') return events.inc({ event, outcome })
    const route = shapeOf(entry)
    requests.inc({ part, method, route, status: String(status) })
    seconds.observe({ part, route }, ms / 1000)
  }

  return {
    counting: (log) => (entry) => {
      count(entry)
      log(entry)
    },
    handler: async (request) => {
      if (new URL(request.url).pathname !== '/metrics') return problem(404, 'not-found')
      const headers = { 'content-type': registry.contentType, 'cache-control': 'no-store' }
      return new Response(await registry.metrics(), { headers })
    },
  }
}

/**
 * Anybody can put the words of our routes together in any order, and a shape that was counted once is kept for good. So there is an end to them, but for
 * those where something is answered, of which there are only as many as there are routes.
 */
function createShapes(): (entry: LogEntry) => string {
  const known = new Set<string>()
  return ({ part = '', method = '', route = '', status = 0 }) => {
    const shape = `${part} ${route}`
    // What may be asked is told of every path alike.
    const isAnswered = method !== 'OPTIONS' && status < 400
    if (known.size < mostShapes || isAnswered) known.add(shape)
    return known.has(shape) ? route : elsewhere
  }
}
