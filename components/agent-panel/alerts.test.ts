import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactAgentPanel } from './id-contact-agent-panel.ts'
import { Stage } from './testing/panel.ts'

/** What a browser would have on the desktop. */
class Told extends EventTarget {
  static permission: NotificationPermission = 'default'
  static answer: NotificationPermission = 'granted'
  static asked = 0
  static all: Told[] = []
  static requestPermission(): Promise<NotificationPermission> {
    Told.asked++
    return Promise.resolve((Told.permission = Told.answer))
  }
  readonly title: string
  readonly options: NotificationOptions
  isOpen = true
  onclick: (() => void) | undefined
  constructor(title: string, options: NotificationOptions) {
    super()
    this.title = title
    this.options = options
    Told.all.push(this)
  }
  close(): void {
    this.isOpen = false
  }
}

describe('what <id-contact-agent-panel> tells of who arrives', () => {
  const real = {
    Notification: window.Notification,
    hasFocus: Object.getOwnPropertyDescriptor(Document.prototype, 'hasFocus')!,
    start: OscillatorNode.prototype.start,
    resume: AudioContext.prototype.resume,
    state: Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state')!,
    now: performance.now,
  }
  let stage: Stage
  let notes = 0
  let isLooking = false
  let later = 0

  beforeEach(() => {
    localStorage.clear()
    ;[notes, isLooking, later] = [0, false, 0]
    Object.assign(Told, { permission: 'default', answer: 'granted', asked: 0, all: [] })
    Object.assign(window, { Notification: Told })
    document.hasFocus = () => isLooking
    performance.now = () => real.now.call(performance) + later
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      notes++
      real.start.call(this, when)
    }
    stage = new Stage()
  })
  afterEach(() => {
    stage.close()
    localStorage.clear()
    Object.assign(window, { Notification: real.Notification })
    Reflect.deleteProperty(document, 'hasFocus')
    performance.now = real.now
    OscillatorNode.prototype.start = real.start
    AudioContext.prototype.resume = real.resume
    Object.defineProperty(BaseAudioContext.prototype, 'state', real.state)
  })

  const prefer = (preferences: object): void =>
    localStorage.setItem('id-contact-agent-panel', JSON.stringify(preferences))
  const checkbox = (name: string): HTMLInputElement =>
    stage.query<HTMLInputElement>(`#prefer-${name}`)!

  async function open(): Promise<void> {
    await stage.open()
    await stage.sees('Code van de beller')
  }

  async function arrives(id: string, more: object = {}): Promise<void> {
    const identity = structuredClone(exampleIdentity)
    stage.desk.arrive({ id, ...more }, identity, '482917306')
    await stage.until(() => stage.query('.row'))
    await stage.pause(10)
  }

  async function heard(count: number): Promise<void> {
    await stage.until(() => notes >= count)
    await stage.pause(10)
    expect(notes).to.equal(count)
  }

  it('is nothing that is heard or seen elsewhere, until the agent wants that', async () => {
    await open()
    await arrives('a')
    expect([notes, Told.asked, Told.all.length]).to.deep.equal([0, 0, 0])
    await stage.click('Sneltoetsen en meldingen')
    expect(['sound', 'notify'].map((name) => checkbox(name).checked)).to.deep.equal([false, false])
  })

  it('is heard, once in five seconds, after the agent wanted that and heard how it sounds', async () => {
    await open()
    // The turn of this tab is over sooner.
    stage.hurry()
    await stage.click('Sneltoetsen en meldingen')
    checkbox('sound').click()
    await heard(2)
    expect(localStorage.getItem('id-contact-agent-panel')).to.contain('"sound":true')
    await arrives('a')
    await heard(4)
    await arrives('b')
    await arrives('c')
    expect(notes).to.equal(4)
    later = 5001
    await stage.pause(500)
    await arrives('d')
    await heard(6)
    await stage.click('Neem de volgende')
    await stage.until(() => stage.query('.band'))
    later = 20_000
    await arrives('e')
    expect(notes).to.equal(6, 'whoever talks to somebody is left alone')
  })

  describe('in two tabs', () => {
    let other: IdContactAgentPanel
    afterEach(() => other.remove())

    async function arrivesInBoth(): Promise<void> {
      prefer({ sound: true })
      await open()
      other = document.createElement('id-contact-agent-panel')
      other.desk = stage.desk.url
      stage.panel.after(other)
      await stage.until(() => other.shadowRoot?.querySelector('.queue'))
      await arrives('a')
    }

    it('is heard in one of them', async () => {
      await arrivesInBoth()
      await stage.pause(2500)
      expect(notes).to.equal(2)
    })

    it('is heard in the second one where the browser lets nothing be heard in the first', async () => {
      let asked = 0
      AudioContext.prototype.resume = function (this: AudioContext) {
        return asked++ ? real.resume.call(this) : new Promise(() => {})
      }
      const { get } = real.state
      Object.defineProperty(BaseAudioContext.prototype, 'state', {
        configurable: true,
        get(this: AudioContext) {
          return asked > 1 ? (get!.call(this) as unknown) : 'suspended'
        },
      })
      await arrivesInBoth()
      await heard(2)
      expect(asked).to.equal(2)
    })

    it('is heard in both where the browser has no locks', async () => {
      Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })
      try {
        await arrivesInBoth()
        await heard(4)
      } finally {
        Reflect.deleteProperty(navigator, 'locks')
      }
    })
  })

  it('is not heard while the agent is away, nor of what they do not want to see', async () => {
    prefer({ sound: true })
    stage.desk.presence = 'away'
    await open()
    await arrives('a')
    expect(notes).to.equal(0)
    await stage.click('Beschikbaar')
    await stage.until(() => stage.query('#away')!.getAttribute('aria-pressed') === 'false')
    await arrives('b', { channel: 'chat' })
    await heard(2)
    later = 10_000
    const select = stage.query<HTMLSelectElement>('#filter-channel')!
    select.value = 'chat'
    select.dispatchEvent(new Event('change'))
    await arrives('c')
    expect(notes).to.equal(2)
  })

  it('says plainly that a browser lets nothing be heard, and goes on', async () => {
    AudioContext.prototype.resume = () => new Promise(() => {})
    Object.defineProperty(BaseAudioContext.prototype, 'state', { get: () => 'suspended' })
    prefer({ sound: true })
    await open()
    await stage.click('Sneltoetsen en meldingen')
    await arrives('a')
    await stage.sees('Uw browser speelt hier nog geen geluid af.')
    expect(notes).to.equal(0)
    await stage.click('Neem de volgende')
    await stage.until(() => stage.query('.band'))
  })

  it('is a notification without anybody in it, when the agent looks elsewhere', async () => {
    await open()
    await stage.click('Sneltoetsen en meldingen')
    checkbox('notify').click()
    await stage.until(() => Told.asked)
    isLooking = true
    await arrives('a')
    expect(Told.all).to.deep.equal([])
    isLooking = false
    await arrives('b', { purpose_name: 'Verhuizing\u202e<b>' })
    await arrives('c')
    expect(Told.all).to.have.length(1)
    const [{ title, options }] = Told.all as [Told]
    expect(title).to.equal('Er wacht iemand')
    expect(options).to.deep.equal({
      body: 'Verhuizing<b>',
      lang: 'nl',
      tag: 'id-contact',
      silent: true,
    })
    for (const value of ['Willeke', '000000012', '482917306'])
      expect(JSON.stringify([title, options])).to.not.contain(value)
  })

  for (const [why, happens] of [
    ['nobody waits any more', () => stage.desk.leave({ id: 'a', reason: 'ended', by: undefined })],
    ['the agent took somebody', () => stage.click('Neem de volgende')],
    ['the agent looks', () => window.dispatchEvent(new Event('focus'))],
    ['the agent clicks it', () => Told.all[0]!.onclick!()],
    ['the element is gone', () => stage.panel.remove()],
    ['the connection is lost', () => Object.assign(stage.desk, { down: true }).break()],
  ] as [string, () => unknown][])
    it(`is closed when ${why}`, async () => {
      Told.permission = 'granted'
      prefer({ notify: true })
      await open()
      await arrives('a')
      expect(Told.all.map(({ isOpen }) => isOpen)).to.deep.equal([true])
      await happens()
      await stage.until(() => !Told.all[0]!.isOpen)
    })

  it('is no notification where the browser refuses, and the panel says so', async () => {
    Told.answer = 'denied'
    await open()
    await stage.click('Sneltoetsen en meldingen')
    checkbox('notify').click()
    await stage.sees('Uw browser staat hier geen meldingen toe.')
    expect(checkbox('notify').checked).to.equal(false)
    expect(localStorage.length).to.equal(0)
    await arrives('a')
    expect(Told.all).to.deep.equal([])
  })

  it('asks nothing by itself when the permission was taken back', async () => {
    prefer({ notify: true })
    await open()
    await arrives('a')
    expect([Told.asked, Told.all.length]).to.deep.equal([0, 0])
    await stage.click('Sneltoetsen en meldingen')
    await stage.sees('Uw browser staat hier geen meldingen toe.')
  })

  it('goes on where there are no notifications, or none that a page can make', async () => {
    prefer({ notify: true })
    Reflect.deleteProperty(window, 'Notification')
    await open()
    await arrives('a')
    await stage.click('Sneltoetsen en meldingen')
    checkbox('notify').click()
    await stage.pause(5)
    checkbox('notify').click()
    await stage.sees('Uw browser staat hier geen meldingen toe.')
    class Refusing {
      static readonly permission = 'granted'
      constructor() {
        throw new TypeError('Illegal constructor')
      }
    }
    Object.assign(window, { Notification: Refusing })
    prefer({ notify: true })
    const other = new Stage()
    await other.open()
    other.desk.arrive({ id: 'z' })
    await other.sees('Neem de volgende')
    other.close()
  })
})
