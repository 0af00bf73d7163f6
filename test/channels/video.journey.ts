/** A video call from the button to the end, with a browser of its own for each side: real connections, a camera and a microphone that are played. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { agentWords, askWhoItIs, hangUp, panelText, signIn } from '../agent.ts'
import { launch, visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { scanSystem } from '../canary.ts'
import { press } from '../keyboard.ts'
import { canaries, ruud, sanne } from '../people.ts'
import { startRelay, type Relay } from '../relay.ts'
import { heading, logIn, wordsOf, type Lang } from '../resident.ts'
import { removeFolder, startSystem, type Demonstration } from '../system.ts'

const words = {
  nl: {
    takeNext: /Neem de volgende/,
    here: 'Medewerker Sanne is er',
    open: 'Zet camera en microfoon aan',
    openKey: /Zet camera en microfoon aan/,
    join: 'Doe mee',
    joinKey: /^Doe mee$/,
    connected: 'U bent verbonden.',
    microphone: /^Microfoon/,
    camera: /^Camera/,
    silent: 'Inwoner: microfoon uit.',
    silentAndDark: 'Inwoner: microfoon uit. Inwoner: camera uit.',
    away: /De inwoner is even weg/,
    identify: /Laat zien wie u bent/,
    logIn: /Verder naar inloggen/,
    known: 'De medewerker weet wie u bent.',
  },
  en: {
    takeNext: /Take the next one/,
    here: 'Employee Sanne is here',
    open: 'Turn on camera and microphone',
    openKey: /Turn on camera and microphone/,
    join: 'Join',
    joinKey: /^Join$/,
    connected: 'You are connected.',
    microphone: /^Microphone/,
    camera: /^Camera/,
    silent: 'Resident: microphone off.',
    silentAndDark: 'Resident: microphone off. Resident: camera off.',
    away: /The resident is away for a moment/,
    identify: /Show who you are/,
    logIn: /Continue to log in/,
    known: 'The employee knows who you are.',
  },
} as const

/** In the page: every connection and every track that is opened, to be looked at. */
function record(): void {
  const kept = { connections: [] as RTCPeerConnection[], tracks: [] as MediaStreamTrack[] }
  Object.assign(globalThis, { kept })
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...args)
      kept.connections.push(this)
    }
  }
  // A page before the first one has none.
  const { mediaDevices } = navigator as Partial<Navigator>
  if (!mediaDevices) return
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints)
    kept.tracks.push(...stream.getTracks())
    return stream
  }
}
type Kept = { kept: { connections: RTCPeerConnection[]; tracks: MediaStreamTrack[] } }

interface Flow {
  frames: number
  energy: number
  /** How this side reaches the other: `host`, `relay` … */
  way: string | undefined
}

/** What came in until now, over the connection that is up. */
const flow = (page: Page): Promise<Flow> =>
  page.evaluate(async () => {
    const seen: Flow = { frames: 0, energy: 0, way: undefined }
    const { connections } = (globalThis as unknown as Kept).kept
    for (const connection of connections.filter((one) => one.connectionState === 'connected')) {
      const stats = [...(await connection.getStats()).values()]
      for (const one of stats) {
        if (one.type === 'inbound-rtp' && one.kind === 'video') seen.frames += one.framesDecoded
        if (one.type === 'inbound-rtp' && one.kind === 'audio') seen.energy += one.totalAudioEnergy
        if (one.type === 'transport') {
          const pair = stats.find(({ id }) => id === one.selectedCandidatePairId)
          seen.way = stats.find(({ id }) => id === pair?.localCandidateId)?.candidateType
        }
      }
    }
    return seen
  })

/** Picture and sound go on coming in. */
async function flows(page: Page, what: string): Promise<Flow> {
  const deadline = Date.now() + 30_000
  let first = await flow(page)
  for (;;) {
    await page.waitForTimeout(500)
    const now = await flow(page)
    // Another connection counts from its own beginning.
    if (now.frames < first.frames) first = now
    if (now.frames > first.frames + 2 && now.energy > first.energy && first.frames > 0) return now
    assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify({ first, now })}`)
    if (first.frames === 0) first = now
  }
}

const liveTracks = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (globalThis as unknown as Kept).kept.tracks.filter(({ readyState }) => readyState === 'live')
        .length,
  )

/** What must stay nowhere: of people, and of the ways between them. */
const secrets = [...canaries, ' typ host', ' typ relay', 'a=fingerprint']

const devices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

/** In the call: through the look at camera and microphone. */
async function join(page: Page, lang: Lang): Promise<void> {
  const t = words[lang]
  const open = page.getByRole('button', { name: t.open })
  const ready = page.getByRole('button', { name: t.join, exact: true })
  await open.or(ready).first().waitFor()
  // Where the browser needs no leave it asks for none.
  if (await open.isVisible()) await press(page, t.openKey)
  await ready.waitFor()
  await page.locator('id-contact-video video.own').waitFor()
  await press(page, t.joinKey)
}

const status = (page: Page, text: string | RegExp) =>
  page.locator('id-contact-video').getByText(text)

describe('a video call', () => {
  let browsers: Browser[]
  before(async () => {
    browsers = await Promise.all([launch(devices), launch(devices)])
  })
  after(() => Promise.all(browsers.map((browser) => browser.close())))

  async function someone(which: 0 | 1, lang: Lang, width?: number): Promise<Watched> {
    const watched = await visitor(browsers[which]!, { lang, ...(width && { width }) })
    await watched.context.addInitScript(record)
    return watched
  }

  /** From the site into the call, without logging in. */
  async function talking(system: Demonstration, lang: Lang, width?: number) {
    const [resident, agent] = await Promise.all([someone(0, lang, width), someone(1, lang)])
    await signIn(agent.page, system, sanne.id, lang)
    await resident.page.goto(system.site + wordsOf(lang).path)
    const button = resident.page.locator('id-contact-button[purpose="form_help"]')
    await button.getByRole('button', { name: wordsOf(lang).open }).press('Enter')
    await button.getByRole('button', { name: wordsOf(lang).without }).waitFor()
    await press(resident.page, wordsOf(lang).without)
    await resident.page.waitForURL((url) => url.origin === system.video)
    await press(agent.page, words[lang].takeNext)
    await heading(resident.page, words[lang].here).waitFor()
    await join(resident.page, lang)
    await join(agent.page, lang)
    for (const { page } of [resident, agent]) await status(page, words[lang].connected).waitFor()
    return { resident, agent }
  }

  async function done(...all: Watched[]): Promise<void> {
    for (const { context, complaints } of all) {
      assert.deepEqual(complaints, [])
      await context.close()
    }
  }

  describe('from browser to browser', () => {
    let system: Demonstration
    before(async () => {
      system = await startSystem()
    })
    after(async () => {
      await system.stop()
      removeFolder(system.dataDir)
    })

    const assertNothingKept = (): void => assert.deepEqual(scanSystem(system, secrets), [])

    for (const [lang, width] of [
      ['nl', 320],
      ['en', 1280],
    ] as const)
      it(`is seen and heard at both sides, from the button to the end, in ${lang}, ${width} pixels wide`, async () => {
        const t = words[lang]
        const { resident, agent } = await talking(system, lang, width)
        await flows(resident.page, 'what the resident gets')
        await flows(agent.page, 'what the agent gets')
        assert.deepEqual(await axe(resident.page), [])
        assert.deepEqual(await axe(agent.page), [])

        await press(resident.page, t.microphone)
        await status(agent.page, t.silent).waitFor()
        await press(resident.page, t.camera)
        await status(agent.page, t.silentAndDark).waitFor()
        assert.equal(await liveTracks(resident.page), 1, 'the camera is off, not only hidden')
        await press(resident.page, t.camera)
        await press(resident.page, t.microphone)
        await status(agent.page, t.connected).waitFor()
        await flows(agent.page, 'what the agent gets again')

        await askWhoItIs(agent.page, lang)
        await press(resident.page, t.identify)
        await resident.page.waitForURL(/\?identify$/)
        await resident.page.getByRole('button', { name: t.logIn }).waitFor()
        await press(resident.page, t.logIn)
        await resident.page.waitForURL((url) => url.origin === system.provider)
        await status(agent.page, t.away).waitFor()
        assertNothingKept()
        await logIn(resident.page, ruud.id, lang)
        await resident.page.getByText(t.known).waitFor()
        await agent.page.getByText(ruud.claims.name, { exact: true }).waitFor()
        assert.match(await panelText(agent.page), agentWords(lang).identified)
        for (const { page } of [resident, agent]) await status(page, t.connected).waitFor()
        await flows(resident.page, 'what the resident gets after the log-in')
        await flows(agent.page, 'what the agent gets after the log-in')
        assertNothingKept()

        await hangUp(agent.page, lang)
        await heading(resident.page, wordsOf(lang).ended).waitFor()
        for (const { page } of [resident, agent]) assert.equal(await liveTracks(page), 0)
        const kept = await resident.page.evaluate(() =>
          JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
        )
        assert.equal(kept, '[{},{},""]', 'the browser keeps nothing')
        assertNothingKept()
        await done(resident, agent)
      })

    it('goes on when either loads the page again', async () => {
      const { resident, agent } = await talking(system, 'nl')
      for (const one of [resident, agent]) {
        await one.page.reload()
        await status(one.page, words.nl.connected).waitFor()
        for (const { page } of [resident, agent]) await flows(page, 'after loading again')
      }
      await hangUp(agent.page)
      await heading(resident.page, wordsOf('nl').ended).waitFor()
      await done(resident, agent)
    })

    it('lets go of everything when the resident stops', async () => {
      const { resident, agent } = await talking(system, 'nl')
      await press(resident.page, /Stoppen en gegevens wissen/)
      await press(resident.page, /Ja, stop en wis/)
      await heading(resident.page, wordsOf('nl').ended).waitFor()
      await agent.page.getByText(agentWords('nl').erased).first().waitFor()
      assert.equal(await liveTracks(agent.page), 0)
      await done(resident, agent)
    })
  })

  describe('through a TURN server, and no other way', () => {
    let system: Demonstration
    let relay: Relay
    before(async () => {
      relay = await startRelay()
      system = await startSystem({
        env: {
          ID_CONTACT_COMM_VIDEO_ICE_TURN_URLS: relay.url,
          ID_CONTACT_COMM_VIDEO_ICE_TURN_SECRET: relay.secret,
          ID_CONTACT_COMM_VIDEO_ICE_RELAY_ONLY: 'true',
        },
      })
    })
    after(async () => {
      await system?.stop()
      await relay?.stop()
      removeFolder(system.dataDir)
    })

    it('is seen and heard at both sides, and the server learns of nobody', async () => {
      const { resident, agent } = await talking(system, 'nl')
      for (const { page } of [resident, agent]) {
        const { way } = await flows(page, 'what is relayed')
        assert.equal(way, 'relay')
      }
      await hangUp(agent.page)
      await heading(resident.page, wordsOf('nl').ended).waitFor()
      for (const { page } of [resident, agent]) assert.equal(await liveTracks(page), 0)
      const written = relay.output()
      assert.match(written, /user <\d{10}:[A-Za-z0-9_-]{22}>/)
      for (const secret of [sanne.id, 'Sanne', relay.secret]) assert.ok(!written.includes(secret))
      assert.ok(!system.output().includes(relay.secret))
      await done(resident, agent)
    })
  })
})

async function axe(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
