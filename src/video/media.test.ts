import { expect } from '@open-wc/testing'
import { afterEach, describe, it } from '../protocol/testing/mocha.ts'
import { listDevices, openDevices, type DeviceChoice } from './media.ts'

const all: DeviceChoice = { audio: true, video: true }

/** The browser's own, with a camera or a microphone that fails like this. */
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
let asked: MediaStreamConstraints[] = []
function play(failures: { audio?: string; video?: string }): void {
  asked = []
  navigator.mediaDevices.getUserMedia = (constraints = {}) => {
    asked.push(constraints)
    const name = (constraints.video && failures.video) || (constraints.audio && failures.audio)
    if (name) return Promise.reject(new DOMException('', name))
    return real(constraints)
  }
}
afterEach(() => {
  navigator.mediaDevices.getUserMedia = real
})

const stop = (...tracks: (MediaStreamTrack | undefined)[]): void => {
  for (const track of tracks) track?.stop()
}

describe('camera and microphone', () => {
  it('are asked for in one question', async () => {
    play({})
    const { audio, video, ...problems } = await openDevices(all)
    expect([audio!.kind, video!.kind]).to.deep.equal(['audio', 'video'])
    expect(problems).to.deep.equal({})
    expect(asked).to.have.length(1)
    stop(audio, video)
  })

  for (const [name, problem] of [
    ['NotAllowedError', 'refused'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'unsupported'],
  ] as const) {
    it(`leave a voice when the camera is ${problem}`, async () => {
      play({ video: name })
      const { audio, video, ...problems } = await openDevices(all)
      expect(audio!.kind).to.equal('audio')
      expect(video).to.equal(undefined)
      expect(problems).to.deep.equal({ videoProblem: problem })
      stop(audio)
    })
    it(`leave a picture when the microphone is ${problem}`, async () => {
      play({ audio: name })
      const { audio, video, ...problems } = await openDevices(all)
      expect(video!.kind).to.equal('video')
      expect(audio).to.equal(undefined)
      expect(problems).to.deep.equal({ audioProblem: problem })
      stop(video)
    })
  }

  it('are those that somebody chose, and any other when those are gone', async () => {
    play({})
    const before = await openDevices(all)
    const { cameras, microphones } = await listDevices()
    expect(cameras.length).to.be.greaterThan(0)
    const [camera] = cameras
    const chosen = await openDevices({ audio: false, video: true, camera: camera!.id })
    expect(chosen.video!.getSettings().deviceId).to.equal(camera!.id)
    const gone = await openDevices({ audio: true, video: false, microphone: 'gone' })
    expect(gone.audio!.kind).to.equal('audio')
    expect(microphones[0]!.label).to.be.a('string')
    stop(before.audio, before.video, chosen.video, gone.audio)
  })

  it('are not asked for when they are not wanted', async () => {
    play({})
    expect(await openDevices({ audio: false, video: false })).to.deep.equal({
      audio: undefined,
      video: undefined,
    })
    expect(asked).to.have.length(0)
  })

  it('are not there without https', async () => {
    const { mediaDevices } = navigator
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true })
    try {
      const opened = await openDevices(all)
      expect(opened.audioProblem).to.equal('unsupported')
      expect(await listDevices()).to.deep.equal({ cameras: [], microphones: [] })
    } finally {
      Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true })
    }
  })
})
