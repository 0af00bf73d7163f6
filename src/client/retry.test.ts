import { expect } from '@open-wc/testing'
import { RequestError } from '../protocol/errors.ts'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'
import { later, retrying } from './retry.ts'
import { rejection } from './testing/server.ts'

const status = (number: number, retryAfter?: number): RequestError =>
  new RequestError('ERR_ID_CONTACT_PROBLEM', { status: number, retryAfter })

/** Fails with each of these in turn, then succeeds. Waits for nothing, and remembers how long it should have. */
function attempt(...failures: Error[]) {
  const pauses: number[] = []
  let calls = 0
  const work = async (): Promise<string> => {
    const failure = failures[calls++]
    if (failure) throw failure
    return 'done'
  }
  const outcome = retrying(work, undefined, async (pause) => void pauses.push(pause))
  return { outcome, pauses, calls: () => calls }
}

describe('trying again', () => {
  const random = Math.random
  let drawn = 0.5
  beforeEach(() => {
    drawn = 0.5
    Math.random = () => drawn
  })
  afterEach(() => {
    Math.random = random
  })

  for (const [what, failure] of [
    ['a network that is lost', new RequestError('ERR_ID_CONTACT_UNREACHABLE')],
    ['a server that is silent', new RequestError('ERR_ID_CONTACT_TIMEOUT')],
    ...[409, 429, 502, 503, 504].map((number) => [`a ${number}`, status(number)] as const),
  ] as const)
    it(`is for ${what}`, async () => {
      const { outcome, calls } = attempt(failure)
      expect(await outcome).to.equal('done')
      expect(calls()).to.equal(2)
    })

  for (const [what, failure] of [
    ['a browser that knows that it has no network', new RequestError('ERR_ID_CONTACT_OFFLINE')],
    ['an answer that cannot be used', new RequestError('ERR_ID_CONTACT_BAD_ANSWER')],
    ['whatever else goes wrong', new Error('other')],
    ...[400, 403, 404, 410, 500, 501].map((number) => [`a ${number}`, status(number)] as const),
  ] as const)
    it(`is not for ${what}`, async () => {
      const { outcome, calls } = attempt(failure)
      expect(await rejection(outcome)).to.equal(failure)
      expect(calls()).to.equal(1)
    })

  it('ends after three times, with the last error', async () => {
    const last = status(504)
    const { outcome, calls } = attempt(status(502), status(503), last)
    expect(await rejection(outcome)).to.equal(last)
    expect(calls()).to.equal(3)
  })

  it('waits anything up to a limit that doubles', async () => {
    for (const [draw, expected] of [
      [0, [0, 0]],
      [0.5, [250, 500]],
      [0.999, [499.5, 999]],
    ] as const) {
      drawn = draw
      const { outcome, pauses } = attempt(status(503), status(503))
      await outcome
      expect(pauses).to.deep.equal(expected)
    }
  })

  it('waits at least as long as the server asks', async () => {
    const { outcome, pauses } = attempt(status(503, 2))
    await outcome
    expect(pauses).to.deep.equal([2250])
  })

  it('does not keep somebody waiting for a server that asks for too long, and tells how long', async () => {
    const { outcome, pauses } = attempt(status(503, 600))
    expect((await rejection(outcome)).retryAfter).to.equal(600)
    expect(pauses).to.deep.equal([])
  })
})

describe('a pause', () => {
  it('ends', () => later(1))

  it('ends at once when it is aborted, with the reason of the signal', async () => {
    const ending = new AbortController()
    const pause = later(60_000, ending.signal)
    ending.abort(new Error('enough'))
    expect((await rejection(pause)).message).to.equal('enough')
  })

  it('is not followed by another try', async () => {
    const ending = new AbortController()
    let calls = 0
    const trying = retrying(() => {
      calls++
      ending.abort(new Error('enough'))
      return Promise.reject(status(503, 5))
    }, ending.signal)
    expect((await rejection(trying)).message).to.equal('enough')
    expect(calls).to.equal(1)
  })
})
