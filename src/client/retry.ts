import type { RequestError } from '../protocol/errors.ts'

/** How often something is tried, at most. */
const tries = 3
/** Milliseconds before the second try, at most. Twice as long before each one after it. */
const firstPause = 500
/** The longest that a server may ask for, in seconds: somebody is looking at a dialog that says "one moment". */
const patience = 10

/**
 * Tries again what may go better: no connection, no answer in time, a server that is busy or not there (429, 502, 503, 504) or waits for
 * something itself (409). The pause
 * is drawn from all of the time up to its limit, so that after a fault not all browsers are back at the same moment; it comes on top of
 * what `Retry-After` asks for.
 *
 * @param wait for tests
 */
export async function retrying<T>(
  work: () => Promise<T>,
  signal?: AbortSignal,
  wait = later,
): Promise<T> {
  for (let limit = firstPause; ; limit *= 2) {
    try {
      return await work()
    } catch (error) {
      const { code, status, retryAfter = 0 } = error as Partial<RequestError>
      const mayGoBetter = /^(4[02]9|50[234])$|UNREACHABLE|TIMEOUT/.test((status ?? code) as string)
      const isLast = limit >= firstPause * 2 ** (tries - 1)
      if (!mayGoBetter || retryAfter > patience || isLast) throw error
      await wait(retryAfter * 1000 + Math.random() * limit, signal)
    }
  }
}

/** A pause that ends at once, with the signal's reason, when it is aborted. */
export async function later(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', resolve)
  })
  signal?.throwIfAborted()
}
