/** Which pages may ask (Fetch standard, CORS protocol). Never with credentials: the API uses no cookie. */
import type { MiddlewareHandler } from 'hono'
import { problem } from '../protocol/problem.ts'

/**
 * Answers preflights, marks answers for allowed origins, and refuses the others in so many words.
 * @param methods what may be asked, such as `GET, POST`
 * @param requestHeaders what may come along besides. Default: `content-type`.
 */
export function cors(
  allowed: readonly string[],
  methods: string,
  requestHeaders = 'content-type',
): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('origin')
    const isPreflight =
      context.req.method === 'OPTIONS' && context.req.header('access-control-request-method')
    // A form of a page without a referrer says `null`; it is a navigation, and CORS is not about those.
    const isAllowed = origin === undefined || allowed.includes(origin)
    if (isPreflight) {
      const headers = new Headers({ vary: 'origin' })
      if (origin && isAllowed) {
        headers.set('access-control-allow-origin', origin)
        headers.set('access-control-allow-methods', methods)
        headers.set('access-control-allow-headers', requestHeaders)
        headers.set('access-control-max-age', '600')
      }
      return new Response(null, { status: 204, headers })
    }
    const isForm = context.req
      .header('content-type')
      ?.startsWith('application/x-www-form-urlencoded')
    if (!isAllowed && !isForm)
      return problem(403, 'origin-not-allowed', { headers: { vary: 'origin' } })
    await next()
    context.header('vary', 'origin', { append: true })
    if (origin && isAllowed) {
      context.header('access-control-allow-origin', origin)
      context.header('access-control-expose-headers', 'retry-after')
    }
    return undefined
  }
}
