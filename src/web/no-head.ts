import type { MiddlewareHandler } from 'hono'
import { Refusal } from './refusal.ts'

/**
 * Before a route that answers with a stream. Of HEAD the body goes nowhere (RFC 9110 section 9.3.2), so nobody would read the stream, and nobody
 * would end it: whoever asked would count as listening for as long as their sign-in lasts.
 */
export const noHead: MiddlewareHandler = async ({ req }, next) => {
  if (req.method === 'HEAD') throw new Refusal('method-not-allowed', { headers: { allow: 'GET' } })
  await next()
}
