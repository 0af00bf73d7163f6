import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'
import type { Side } from '../protocol/message-parts.ts'
import { Call, type CallTiming } from './call.ts'
import { Switchboard } from './testing/switchboard.ts'

const timing: CallTiming = { patience: 300, longPatience: 3000 }

let board: Switchboard
const calls: Call[] = []
const contexts: AudioContext[] = []
beforeEach(() => (board = new Switchboard()))
afterEach(async () => {
  for (const call of calls.splice(0)) call.leave()
  for (const context of contexts.splice(0)) await context.close()
})

function call(side: Side): Call {
  const made = new Call(board.line(side), timing)
  calls.push(made)
  return made
}

/** Moving pictures of one colour, and a tone. */
function tracks(color: string): { audio: MediaStreamTrack; video: MediaStreamTrack } {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 64
  const brush = canvas.getContext('2d')!
  const paint = (): void => {
    brush.fillStyle = color
    brush.fillRect(0, 0, 64, 64)
  }
  paint()
  const video = canvas.captureStream(15).getVideoTracks()[0]!
  const timer = setInterval(
    () => (video.readyState === 'live' ? paint() : clearInterval(timer)),
    50,
  )
  const context = new AudioContext()
  contexts.push(context)
  const tone = context.createOscillator()
  const sink = context.createMediaStreamDestination()
  tone.connect(sink)
  tone.start()
  return { audio: sink.stream.getAudioTracks()[0]!, video }
}

async function until(isSo: () => boolean, what: string, patience = 15_000): Promise<void> {
  const start = performance.now()
  while (!isSo()) {
    if (performance.now() - start > patience) throw new Error(`Not so in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const areConnected = (...all: Call[]): Promise<void> =>
  until(
    () => all.every(({ state }) => state === 'connected'),
    `connected: ${all.map(({ state }) => state).join()}`,
  )

/** The colour in the middle of what comes in. */
async function seen({ incoming }: Call): Promise<string> {
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = incoming.stream!
  await video.play()
  await until(() => video.videoWidth > 0, 'a picture')
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const brush = canvas.getContext('2d')!
  brush.drawImage(video, 0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data
  video.srcObject = null
  return red > 150 ? 'red' : blue > 150 ? 'blue' : green > 100 ? 'green' : 'dark'
}

describe('a video call', () => {
  for (const first of ['resident', 'agent'] as const)
    it(`connects when the ${first} comes first, with picture and sound both ways`, async () => {
      const [one, two] = [call(first), call(first === 'agent' ? 'resident' : 'agent')]
      one.join(tracks('red'))
      await until(() => board.count('join') === 1, 'heard')
      expect(one.state).to.equal('waiting')
      two.join(tracks('blue'))
      await areConnected(one, two)
      expect(await seen(one)).to.equal('blue')
      expect(await seen(two)).to.equal('red')
      await until(() => one.incoming.audio && one.incoming.video, 'told what comes')
      const sound = two.incoming.stream!.getAudioTracks()[0]!
      await until(() => !sound.muted, 'sound')
    })

  it('connects when both come at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      board = new Switchboard()
      const [resident, agent] = [call('resident'), call('agent')]
      resident.join(tracks('red'))
      agent.join(tracks('blue'))
      await areConnected(resident, agent)
      expect(await seen(resident)).to.equal('blue')
      resident.leave()
      agent.leave()
    }
  })

  it('goes without a camera, and without anything at all', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    resident.join()
    agent.join({ audio: tracks('blue').audio })
    await areConnected(resident, agent)
    await until(() => resident.incoming.audio, 'told')
    expect(resident.incoming.video).to.equal(false)
    expect(agent.incoming).to.include({ audio: false, video: false })
    await agent.set('video', tracks('blue').video)
    await until(() => resident.incoming.video, 'told of the camera')
    expect(await seen(resident)).to.equal('blue')
    await resident.set('video', tracks('red').video)
    expect(await seen(agent)).to.equal('red')
    expect(board.count('description')).to.equal(2, 'one offer, one answer')
  })

  it('says what is on and off, and lets go of a camera that is off', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    const mine = tracks('red')
    resident.join(mine)
    agent.join(tracks('blue'))
    await areConnected(resident, agent)
    await until(() => agent.incoming.audio && agent.incoming.video, 'all on')
    resident.mute(true)
    await until(() => !agent.incoming.audio, 'muted')
    expect(mine.audio.readyState).to.equal('live')
    resident.mute(false)
    await until(() => agent.incoming.audio, 'heard again')
    await resident.set('video', undefined)
    await until(() => !agent.incoming.video, 'camera off')
    expect(mine.video.readyState).to.equal('ended')
  })

  it('stops what is sent when somebody leaves, and waits for them to come back', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    const [mine, yours] = [tracks('red'), tracks('blue')]
    resident.join(mine)
    agent.join(yours)
    await areConnected(resident, agent)
    resident.leave()
    expect([mine.audio.readyState, mine.video.readyState]).to.deep.equal(['ended', 'ended'])
    await until(() => agent.state === 'waiting', 'alone')
    expect(agent.hasLeft).to.equal(true)
    expect(agent.incoming.stream).to.equal(undefined)
    expect(yours.video.readyState).to.equal('live')
    const back = call('resident')
    back.join(tracks('green'))
    await areConnected(back, agent)
    expect(agent.hasLeft).to.equal(false)
    expect(await seen(agent)).to.equal('green')
  })

  it('is made anew with a page that was loaded again without a word', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    resident.join(tracks('red'))
    agent.join(tracks('blue'))
    await areConnected(resident, agent)
    board.loses = ({ signal }) => signal.kind === 'bye'
    resident.leave()
    const back = call('resident')
    back.join(tracks('green'))
    await areConnected(back)
    await until(() => agent.state === 'connected', 'connected to the new one')
    expect(await seen(agent)).to.equal('green')
  })

  it('is in one window at a time', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    const mine = tracks('red')
    resident.join(mine)
    agent.join(tracks('blue'))
    await areConnected(resident, agent)
    const other = call('resident')
    other.join(tracks('green'))
    await areConnected(other, agent)
    expect(resident.state).to.equal('taken')
    expect(mine.video.readyState).to.equal('ended')
    expect(await seen(agent)).to.equal('green')
  })

  it('ends with the conversation, and lets everything go', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    const [mine, yours] = [tracks('red'), tracks('blue')]
    resident.join(mine)
    agent.join(yours)
    await areConnected(resident, agent)
    board.become('ended')
    await until(() => resident.state === 'ended' && agent.state === 'ended', 'ended')
    for (const track of [mine.audio, mine.video, yours.audio, yours.video])
      expect(track.readyState).to.equal('ended')
  })

  it('waits while the conversation is given away, and goes on with who takes it', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    resident.join(tracks('red'))
    agent.join(tracks('blue'))
    await areConnected(resident, agent)
    agent.leave()
    board.become('waiting')
    await until(() => resident.state === 'waiting', 'waiting')
    expect(resident.incoming.stream).to.equal(undefined)
    board.become('active')
    const colleague = call('agent')
    colleague.join(tracks('green'))
    await areConnected(resident, colleague)
    expect(await seen(resident)).to.equal('green')
  })

  it('goes on while the line is away, and signals again when it is back', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    resident.join(tracks('red'))
    agent.join(tracks('blue'))
    await areConnected(resident, agent)
    board.isDown = true
    board.break()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(resident.state).to.equal('connected')
    expect(await seen(resident)).to.equal('blue')
    board.isDown = false
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(board.count('join')).to.equal(2, 'nobody needs to come again')
    resident.mute(true)
    await until(() => !agent.incoming.audio, 'told')
  })

  it('begins anew when what was said is lost', async () => {
    board.loses = ({ signal }) => signal.kind === 'description'
    const [resident, agent] = [call('resident'), call('agent')]
    resident.join(tracks('red'))
    agent.join(tracks('blue'))
    await until(() => board.count('description') > 0, 'an offer that is lost')
    board.loses = () => false
    await areConnected(resident, agent)
  })

  it('hears nothing that is for another one', async () => {
    const [resident, agent] = [call('resident'), call('agent')]
    resident.join(tracks('red'))
    agent.join(tracks('blue'))
    await areConnected(resident, agent)
    const from = crypto.randomUUID()
    const line = board.line('agent')
    await line.act('signal', { kind: 'bye', from })
    await line.act('signal', { kind: 'media', from, to: from, audio: false, video: false })
    await line.act('signal', {
      ...{ kind: 'description', from, to: from },
      description: { type: 'offer', sdp: '' },
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(resident.state).to.equal('connected')
    expect(resident.incoming.audio).to.equal(true)
  })
})
