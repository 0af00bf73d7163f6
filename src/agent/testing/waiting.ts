import { expect } from '@open-wc/testing'
import { RequestError, type Desk, type Queue } from '../index.ts'

/** So that nobody waits for a connection to be tried again. */
export const timing = { silence: 40_000, firstPause: 10, longestPause: 20 }

/** Reads the queue until it is as wished. */
export async function until(desk: Desk, wished: (queue: Queue) => unknown): Promise<Queue> {
  for await (const queue of desk.queue()) if (wished(queue)) return queue
  throw new Error('The queue ended')
}

export async function failureOf(promise: Promise<unknown>): Promise<RequestError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).to.be.instanceOf(RequestError)
  return error as RequestError
}
