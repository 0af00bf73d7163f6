/** Which routes a part has, and how often each was asked: so that a suite that means to ask all of them cannot leave one out. */
import assert from 'node:assert/strict'
import { SmartRouter } from 'hono/router/smart-router'

/** `GET /go/{ticket}` → how often it was asked. */
export type Asked = Map<string, number>

type Handle = (...given: unknown[]) => unknown

/** Runs `make`, and counts from then on what is asked of the routes that were made meanwhile. */
export async function counting<T>(asked: Asked, make: () => Promise<T>): Promise<T> {
  const { add } = SmartRouter.prototype
  SmartRouter.prototype.add = function (this: SmartRouter<unknown>, method, path, entry) {
    // Middleware stands under every method, or below everything.
    if (method === 'ALL' || path.includes('*')) return add.call(this, method, path, entry)
    const name = `${method} ${path.replace(/:(\w+)/g, '{$1}')}`
    asked.set(name, asked.get(name) ?? 0)
    const [handle, about] = entry as [Handle, object]
    const counted: Handle = (...given) => {
      asked.set(name, asked.get(name)! + 1)
      return handle(...given)
    }
    return add.call(this, method, path, [counted, about])
  }
  try {
    return await make()
  } finally {
    SmartRouter.prototype.add = add
  }
}

export function assertAllAsked(asked: Asked): void {
  assert.ok(asked.size > 0, 'there are routes')
  const missed = [...asked].filter(([, times]) => times === 0).map(([name]) => name)
  assert.deepEqual(missed, [], 'asked nothing malformed')
}
