import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'
import { canCaption, caption } from './captions.ts'

/** A browser that writes captions, with what it was asked. */
class Recognition extends EventTarget {
  static answer = 'available'
  static made: Recognition[] = []
  static available = async (options: { processLocally: boolean }) =>
    options.processLocally ? Recognition.answer : 'unavailable'
  processLocally = false
  starts = 0
  aborted = false

  constructor() {
    super()
    Recognition.made.push(this)
  }

  start(): void {
    this.starts++
  }

  abort(): void {
    this.aborted = true
  }

  hear(text: string, isFinal: boolean): void {
    const result = Object.assign([{ transcript: text }], { isFinal })
    this.dispatchEvent(Object.assign(new Event('result'), { resultIndex: 0, results: [result] }))
  }
}

const browser = globalThis as { SpeechRecognition?: unknown }
const before = browser.SpeechRecognition

describe('captions', () => {
  beforeEach(() => {
    browser.SpeechRecognition = Recognition
    Recognition.answer = 'available'
    Recognition.made = []
  })
  afterEach(() => {
    browser.SpeechRecognition = before
  })

  it('are offered only where the device makes them', async () => {
    expect(await canCaption('nl')).to.equal(true)
    Recognition.answer = 'downloadable'
    expect(await canCaption('nl')).to.equal(false)
    browser.SpeechRecognition = undefined
    expect(await canCaption('nl')).to.equal(false)
  })

  it('are what is known for sure, until they are stopped', () => {
    const context = new AudioContext()
    const [track] = context.createMediaStreamDestination().stream.getAudioTracks()
    const texts: string[] = []
    const stop = caption(track!, 'nl', (text) => texts.push(text))
    const [recognition] = Recognition.made
    expect(recognition!.processLocally).to.equal(true)
    recognition!.hear('goede', false)
    recognition!.hear(' goedemiddag ', true)
    expect(texts).to.deep.equal(['goedemiddag'])
    recognition!.dispatchEvent(new Event('end'))
    expect(recognition!.starts).to.equal(2, 'again after a silence')
    stop()
    recognition!.dispatchEvent(new Event('end'))
    expect([recognition!.starts, recognition!.aborted]).to.deep.equal([2, true])
    void context.close()
  })
})
