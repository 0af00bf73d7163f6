import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { eventStream, type EventSink } from './event-stream.ts'

/** A stream, what holds its other end, and how often it was stopped. */
function opened(options: Parameters<typeof eventStream>[0] = { lifetime: 1e12 }) {
  let sink: EventSink | undefined
  let stops = 0
  const answer = eventStream(options, (given) => {
    sink = given
    return () => void (stops += 1)
  })
  return { answer, sink: sink!, stops: () => stops }
}

describe('an event stream', () => {
  it('is one that no proxy keeps or holds up', async () => {
    const { answer, sink } = opened()
    assert.equal(answer.headers.get('content-type'), 'text/event-stream')
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal(answer.headers.get('x-accel-buffering'), 'no')
    sink.close()
    assert.equal(await answer.text(), '')
  })

  it('gives what is written, until it is closed, and stops once', async () => {
    const { answer, sink, stops } = opened()
    sink.write('data: a\n\n')
    sink.write('data: b\n\n')
    sink.close()
    sink.write('data: c\n\n')
    sink.close()
    assert.equal(await answer.text(), 'data: a\n\ndata: b\n\n')
    assert.equal(stops(), 1)
  })

  it('stops when the other side goes away', async () => {
    const { answer, sink, stops } = opened()
    await answer.body!.cancel()
    sink.write('data: c\n\n')
    sink.close()
    assert.equal(stops(), 1)
  })

  it('stops when it is closed before it has begun', async () => {
    let stops = 0
    const answer = eventStream({ lifetime: 1000 }, (sink) => {
      sink.write('data: no\n\n')
      sink.close()
      return () => void (stops += 1)
    })
    assert.equal(await answer.text(), 'data: no\n\n')
    assert.equal(stops, 1)
  })

  it('shows that it lives, and says a last word when its time is over', async () => {
    mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
    try {
      const { answer, stops } = opened({ lifetime: 40_000, last: 'data: over\n\n' })
      mock.timers.tick(39_999)
      assert.equal(stops(), 0)
      mock.timers.tick(1)
      assert.equal(stops(), 1)
      mock.timers.tick(100_000)
      assert.equal(await answer.text(), ':\n\n:\n\ndata: over\n\n')
    } finally {
      mock.timers.reset()
    }
  })

  it('keeps no more than it should for somebody who does not read', async () => {
    const { answer, sink, stops } = opened()
    const event = `data: ${'a'.repeat(64 * 1024)}\n\n`
    for (let i = 0; i < 200; i++) sink.write(event)
    const isOver = stops() === 1
    sink.close()
    assert.ok(isOver)
    const kept = (await answer.text()).length
    assert.ok(kept >= 4 * 1024 * 1024 && kept < 5 * 1024 * 1024, String(kept))
  })

  it('goes on for somebody who reads, however much it is', async () => {
    const { answer, sink, stops } = opened()
    const event = `data: ${'a'.repeat(64 * 1024)}\n\n`
    const reader = answer.body!.getReader()
    for (let i = 0; i < 200; i++) {
      sink.write(event)
      await reader.read()
    }
    assert.equal(stops(), 0)
    await reader.cancel()
    assert.equal(stops(), 1)
  })

  it('may live longer than a timer can run', async () => {
    const { answer, sink, stops } = opened({ lifetime: 1e15 })
    await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal(stops(), 0)
    sink.close()
    await answer.text()
  })
})
