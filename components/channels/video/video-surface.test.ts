import { expect, fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../../src/protocol/testing/mocha.ts'
import type { Side } from '../../../src/protocol/message-parts.ts'
import { Switchboard } from '../../../src/video/testing/switchboard.ts'
import type { VideoSurface } from './video-surface.ts'
import { surface } from './video.ts'

let board: Switchboard
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
const query = navigator.permissions.query.bind(navigator.permissions)

/** Every track that was opened. */
let opened: MediaStreamTrack[] = []
let failures: { audio?: string; video?: string } = {}
let permission: PermissionState = 'prompt'

beforeEach(() => {
  board = new Switchboard()
  opened = []
  failures = {}
  permission = 'prompt'
  sessionStorage.clear()
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    const name = (constraints.video && failures.video) || (constraints.audio && failures.audio)
    if (name) throw new DOMException('', name)
    const stream = await real(constraints)
    opened.push(...stream.getTracks())
    return stream
  }
  navigator.permissions.query = async () => ({ state: permission }) as PermissionStatus
})
afterEach(() => {
  for (const track of opened) track.stop()
  navigator.mediaDevices.getUserMedia = real
  navigator.permissions.query = query
})

async function placed(side: Side, lang = 'nl'): Promise<VideoSurface> {
  const element = surface({ line: board.line(side) }) as VideoSurface
  await fixture(html`<div lang=${lang}>${element}</div>`)
  return element
}

const textOf = (element: VideoSurface): string =>
  element.renderRoot.textContent!.replace(/\s+/g, ' ')
const buttons = (element: VideoSurface): HTMLButtonElement[] => [
  ...element.renderRoot.querySelectorAll('button'),
]
const nameOf = (button: HTMLButtonElement): string =>
  [...button.childNodes]
    .filter((node) => !(node instanceof Comment) && !(node instanceof Element && node.ariaHidden))
    .map(({ textContent }) => textContent)
    .join('')
    .trim()
const status = (element: VideoSurface): string =>
  element.renderRoot.querySelector('[role=status]')?.textContent?.trim() ?? ''

async function until(isSo: () => unknown, what: string): Promise<void> {
  const start = performance.now()
  while (!isSo()) {
    if (performance.now() - start > 6_000) throw new Error(`Not so in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function press(element: VideoSurface, name: string): Promise<void> {
  const find = (): HTMLButtonElement | undefined =>
    buttons(element).find((button) => nameOf(button) === name)
  await until(find, `button ${name}`)
  find()!.focus()
  find()!.click()
  await element.updateComplete
}

async function joined(side: Side): Promise<VideoSurface> {
  const element = await placed(side)
  await press(element, 'Zet camera en microfoon aan')
  await press(element, 'Doe mee')
  return element
}

const pressed = (element: VideoSurface, name: string): string | null =>
  buttons(element)
    .find((button) => nameOf(button) === name)!
    .getAttribute('aria-pressed')

describe('a look at camera and microphone', () => {
  it('asks before the browser does, and shows the picture to nobody else', async () => {
    const element = await placed('resident')
    await until(() => textOf(element).includes('Uw browser vraagt zo'), 'asked')
    expect(opened).to.have.length(0)
    await expect(element).to.be.accessible()
    await press(element, 'Zet camera en microfoon aan')
    await until(() => element.renderRoot.querySelector('video'), 'a picture')
    await until(
      () => element.renderRoot.querySelector('video')!.videoWidth > 0,
      'a picture that moves',
    )
    expect(element.renderRoot.querySelector('video')!.muted).to.equal(true)
    expect(board.sent).to.have.length(0)
    expect((element.renderRoot as ShadowRoot).activeElement!.id).to.equal('check')
    await expect(element).to.be.accessible()
  })

  it('needs no question where the browser asks none', async () => {
    permission = 'granted'
    const element = await placed('agent')
    await until(() => element.renderRoot.querySelector('video'), 'a picture')
  })

  it('says in plain words why there is no picture, and goes on without', async () => {
    failures = { video: 'NotAllowedError' }
    const element = await placed('resident')
    await press(element, 'Zet camera en microfoon aan')
    await until(() => textOf(element).includes('De camera mag niet aan'), 'said')
    expect(element.renderRoot.querySelector('[role=alert]')).to.not.equal(null)
    await expect(element).to.be.accessible()
    const names = buttons(element).map(nameOf)
    expect(names).to.deep.equal(['Verder zonder beeld', 'Probeer opnieuw'])
    await press(element, 'Verder zonder beeld')
    await until(() => board.count('join') === 1, 'joined')
    expect(pressed(element, 'Camera')).to.equal('false')
    expect(pressed(element, 'Microfoon')).to.equal('true')
  })

  it('goes on without picture at once', async () => {
    const element = await placed('resident')
    await press(element, 'Verder zonder beeld')
    await until(() => board.count('join') === 1, 'joined')
    expect(opened.map(({ kind }) => kind)).to.deep.equal(['audio'])
  })

  it('goes on with nothing at all', async () => {
    failures = { video: 'NotFoundError', audio: 'NotFoundError' }
    const element = await placed('resident', 'en')
    await press(element, 'Turn on camera and microphone')
    await until(() => textOf(element).includes('We find no microphone'), 'said')
    await press(element, 'Go on without camera and microphone')
    await until(() => board.count('join') === 1, 'joined')
  })
})

describe('a call', () => {
  it('is seen and heard at both sides, and its controls say how they are', async () => {
    const [resident, agent] = [await joined('resident'), await joined('agent')]
    for (const element of [resident, agent]) {
      await until(() => status(element) === 'U bent verbonden.', `connected: ${status(element)}`)
      const other = element.renderRoot.querySelector<HTMLVideoElement>('video.other')!
      await until(() => other.videoWidth > 0 && !other.paused, 'the picture of the other')
      expect(other.muted).to.equal(false)
    }
    await expect(resident).to.be.accessible()
    expect(pressed(resident, 'Microfoon')).to.equal('true')
    await press(resident, 'Microfoon')
    expect(pressed(resident, 'Microfoon')).to.equal('false')
    await until(() => status(agent) === 'Inwoner: microfoon uit.', 'told')
    await press(resident, 'Camera')
    await until(() => status(agent) === 'Inwoner: microfoon uit. Inwoner: camera uit.', 'told')
    expect(
      opened.filter(({ kind, readyState }) => kind === 'video' && readyState === 'live'),
    ).to.have.length(1, 'the camera of the agent')
    await press(resident, 'Camera')
    await press(resident, 'Microfoon')
    await until(() => status(agent) === 'U bent verbonden.', 'on again')
  })

  it('is hung up by either, and gone into again', async () => {
    const [resident, agent] = [await joined('resident'), await joined('agent')]
    await until(() => status(agent) === 'U bent verbonden.', 'connected')
    await press(resident, 'Verlaat het videogesprek')
    expect((resident.renderRoot as ShadowRoot).activeElement!.id).to.equal('notice')
    expect(textOf(resident)).to.contain('U bent uit het videogesprek')
    await until(() => status(agent).startsWith('De inwoner is even weg'), 'told')
    expect(opened.filter(({ readyState }) => readyState === 'live')).to.have.length(2)
    expect(Object.keys(sessionStorage)).to.deep.equal(['id-contact-video-agent'])
    await expect(resident).to.be.accessible()
    await press(resident, 'Doe weer mee')
    await press(resident, 'Doe mee')
    await until(() => status(agent) === 'U bent verbonden.', 'connected again')
  })

  it('lets everything go when it is taken out of the page, and goes on when it is back', async () => {
    const [resident, agent] = [await joined('resident'), await joined('agent')]
    await until(() => status(resident) === 'U bent verbonden.', 'connected')
    const place = agent.parentElement!
    agent.remove()
    expect(opened.filter(({ readyState }) => readyState === 'live')).to.have.length(2)
    await until(() => status(resident).startsWith('De medewerker is even weg'), 'told')
    place.append(agent)
    await until(() => status(resident) === 'U bent verbonden.', 'connected again')
  })

  it('goes on by itself on a page that is loaded again, and in no other conversation', async () => {
    const [resident, agent] = [await joined('resident'), await joined('agent')]
    await press(resident, 'Camera')
    await until(() => status(agent) === 'Inwoner: camera uit.', 'connected, camera off')
    resident.remove()
    const back = await placed('resident')
    await until(() => status(agent) === 'Inwoner: camera uit.', 'connected again, camera still off')
    back.remove()
    board.room = 'o'.repeat(22)
    const other = await placed('resident')
    await until(() => textOf(other).includes('Uw browser vraagt zo'), 'asked')
  })

  it('leaves nothing when the conversation has ended', async () => {
    const [resident, agent] = [await joined('resident'), await joined('agent')]
    await until(() => status(resident) === 'U bent verbonden.', 'connected')
    board.become('ended')
    await until(() => textOf(resident).includes('Het gesprek is klaar'), 'said')
    await until(() => textOf(agent).includes('Het gesprek is klaar'), 'said to the agent')
    expect(opened.filter(({ readyState }) => readyState === 'live')).to.have.length(0)
    expect(sessionStorage.length).to.equal(0)
  })

  it('is in one window', async () => {
    const [first, agent] = [await joined('resident'), await joined('agent')]
    await until(() => status(agent) === 'U bent verbonden.', 'connected')
    sessionStorage.clear()
    const second = await joined('resident')
    await until(() => textOf(first).includes('in een ander venster'), 'taken')
    await until(() => status(second) === 'U bent verbonden.', 'connected there')
    await expect(first).to.be.accessible()
  })

  it('is a link where the two meet at a platform', async () => {
    board.elsewhere = 'https://meet.example/room?jwt=x'
    const element = await placed('resident')
    await until(() => element.renderRoot.querySelector('a'), 'a link')
    const link = element.renderRoot.querySelector('a')!
    expect(link.href).to.equal('https://meet.example/room?jwt=x')
    expect([link.rel, link.target]).to.deep.equal(['noopener noreferrer', '_blank'])
    await expect(element).to.be.accessible()
  })

  it('never goes to an address that is no web page', async () => {
    board.elsewhere = 'javascript:alert(1)'
    const element = await placed('resident')
    await until(() => textOf(element).includes('begint nog niet'), 'said')
    expect(element.renderRoot.querySelector('a')).to.equal(null)
  })
})
