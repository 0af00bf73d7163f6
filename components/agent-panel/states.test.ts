import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString()

const words = {
  nl: {
    next: 'Neem de volgende',
    answer: 'Neem op',
    withCode: 'Neem op met code',
    show: 'Toon',
    end: 'Ophangen en wissen',
    yes: 'Ja, ophangen',
    retry: 'Probeer opnieuw',
    identify: 'Vraag om identificatie',
  },
  en: {
    next: 'Take the next one',
    answer: 'Answer',
    withCode: 'Answer with code',
    show: 'Show',
    end: 'Hang up and erase',
    yes: 'Yes, hang up',
    retry: 'Try again',
    identify: 'Ask for identification',
  },
}
type Words = (typeof words)['nl']

function three({ desk }: Stage): void {
  const identity = { ...structuredClone(exampleIdentity), cross_device: true }
  desk.arrive({ id: 'a', waiting_since: ago(192) }, identity, '482917306')
  desk.arrive({ id: 'b', waiting_since: ago(75), identified: false })
  desk.arrive({ id: 'c', waiting_since: ago(8), channel: 'video', purpose_name: 'Paspoort' })
}

interface Scene {
  before?(stage: Stage): unknown
  after?(stage: Stage, words: Words): unknown
  nl: string[]
  en: string[]
}

async function talk(stage: Stage, { next }: Words): Promise<void> {
  await stage.click(next)
  await stage.until(() => stage.query('.band'))
}

/** Nobody knows who it is, and the agent asked. */
const identifying = (
  state: 'requested' | 'started' | 'failed' | 'cancelled',
  nl: string,
  en: string,
): Record<string, Scene> => ({
  [`asked who it is: ${state}`]: {
    before: ({ desk }) => desk.arrive({ id: 'a' }),
    async after(stage, words) {
      await talk(stage, words)
      await stage.click(words.identify)
      await stage.until(() => stage.query('.identification'))
      if (state !== 'requested') stage.desk.identification('a', state)
    },
    nl: [nl, 'Vraag om identificatie', 'Deze beller is niet geïdentificeerd.'],
    en: [en, 'Ask for identification', 'This caller is not identified.'],
  },
})

const scenes: Record<string, Scene> = {
  'signed out at the desk': {
    before: ({ desk }) => Object.assign(desk, { signedIn: false, login: '/login' }),
    nl: ['U bent niet ingelogd', 'Inloggen'],
    en: ['You are not signed in', 'Sign in'],
  },
  'signed out in the tool': {
    before: ({ panel }) => (panel.getToken = () => ''),
    nl: ['Uw inlog is verlopen.', 'Probeer opnieuw'],
    en: ['Your sign-in is over.', 'Try again'],
  },
  failure: {
    before: ({ desk }) => desk.answers.set('/me', () => new Response('<h1>Proxy</h1>')),
    nl: ['Dit lukt nu niet', 'ERR_ID_CONTACT_BAD_ANSWER', 'Probeer opnieuw'],
    en: ['This does not work right now', 'Try again'],
  },
  'empty queue': {
    nl: ['Ingelogd als Sanne de Vries', 'Niemand wacht.', 'Code van de beller', 'niet in gesprek'],
    en: ['Signed in as Sanne de Vries', 'Nobody is waiting.', 'Code of the caller'],
  },
  queue: {
    before: three,
    nl: [
      '3 wachten',
      'Verhuizing doorgeven',
      'Telefoon wacht 3 min 12 sec',
      'Geïdentificeerd met DigiD',
      'Nog niet geïdentificeerd',
      'Video wacht 8 sec',
      'Neem op met code',
    ],
    en: ['3 waiting', 'Report a move', 'waiting 3 min 12 sec', 'Not identified yet'],
  },
  'wrong code': {
    before: three,
    async after(stage, { withCode }) {
      const field = stage.query<HTMLInputElement>('#code')!
      field.value = '111222333'
      field.dispatchEvent(new Event('input'))
      await stage.click(withCode)
      await stage.until(() => field.getAttribute('aria-invalid'))
    },
    nl: ['Deze code klopt niet of werkt niet meer.'],
    en: ['This code is wrong or no longer works.'],
  },
  'taken by a colleague': {
    before: three,
    async after(stage) {
      stage.desk.leave({ id: 'b', reason: 'accepted', by: 'colleague' })
      await stage.until(() => stage.query('.taken'))
    },
    nl: ['Opgepakt door een collega', '2 wachten'],
    en: ['Taken by a colleague', '2 waiting'],
  },
  conversation: {
    before: three,
    after: talk,
    nl: [
      'In gesprek: Verhuizing doorgeven',
      'Bewezen met DigiD Substantieel, vandaag om',
      'de inwoner logde in op een ander apparaat',
      'Naam Willeke de Bruijn-Aşçı Kopieer Naam',
      'BSN ••••••••verborgen Toon BSN',
      'Ophangen en wissen',
      'Rond eerst uw gesprek af.',
    ],
    en: ['In conversation: Report a move', 'Proven with DigiD Substantial, today at', 'hidden'],
  },
  'conversation, revealed': {
    before: three,
    async after(stage, words) {
      await talk(stage, words)
      await stage.click(words.show)
    },
    nl: ['BSN 000000012 Verberg BSN'],
    en: ['BSN 000000012 Hide BSN'],
  },
  'asked whether to hang up': {
    before: three,
    async after(stage, words) {
      await talk(stage, words)
      await stage.click(words.end)
    },
    nl: ['Wilt u ophangen?', 'Ja, ophangen en wissen', 'Nee, ga door'],
    en: ['Do you want to hang up?', 'Yes, hang up and erase', 'No, continue'],
  },
  'not proven': {
    before: ({ desk }) => desk.arrive({ id: 'a' }),
    after: talk,
    nl: ['Deze beller is niet geïdentificeerd. Deel geen persoonlijke gegevens.'],
    en: ['This caller is not identified. Do not share personal details.'],
  },
  'not verified': {
    before: ({ desk }) =>
      desk.arrive({ id: 'a' }, { ...structuredClone(exampleIdentity), status: 'not_verified' }),
    after: talk,
    nl: ['De handtekening klopt niet. Behandel deze gegevens als onbekend.'],
    en: ['The signature is not right. Treat these details as unknown.'],
  },
  ...identifying('requested', 'De inwoner kiest nu hoe', 'The resident is now choosing'),
  ...identifying('started', 'De inwoner is nu aan het inloggen.', 'The resident is logging in'),
  ...identifying('failed', 'Het inloggen is niet gelukt.', 'Logging in did not work.'),
  ...identifying('cancelled', 'De inwoner is gestopt met inloggen.', 'The resident stopped'),
  ended: {
    before: three,
    async after(stage, words) {
      await talk(stage, words)
      await stage.click(words.end)
      await stage.click(words.yes)
      await stage.until(() => !stage.query('dl') && !stage.query('.ask'))
    },
    nl: ['Gewist. Het gesprek is klaar.'],
    en: ['Erased. The conversation has ended.'],
  },
  'connection lost': {
    before: three,
    async after(stage, words) {
      await talk(stage, words)
      stage.desk.down = true
      stage.desk.break()
      await stage.until(() => stage.query('.notice'))
    },
    nl: ['Geen verbinding De gegevens zijn verborgen.'],
    en: ['No connection The details are hidden.'],
  },
}

describe('<id-contact-agent-panel> in every state', () => {
  let stage: Stage
  afterEach(() => stage.close())

  for (const [name, scene] of Object.entries(scenes))
    for (const lang of ['nl', 'en'] as const)
      it(`${name} (${lang})`, async () => {
        stage = new Stage(lang)
        scene.before?.(stage)
        await stage.open()
        await scene.after?.(stage, words[lang])
        for (const text of scene[lang]) await stage.sees(text)
        const base = stage.query('.base')!
        expect(base.lang).to.equal(lang)
        for (const width of [280, 320, 1280]) {
          stage.width = width
          expect(stage.panel.scrollWidth, `${width} px`).to.be.at.most(width)
          for (const target of stage.root.querySelectorAll('button, a, input'))
            expect(target.getBoundingClientRect().height).to.be.at.least(44)
        }
        await expect(stage.panel).to.be.accessible()
        // There is one place that speaks, and it does not tick.
        expect(
          stage.root.querySelectorAll('[role=status], [aria-live], [role=alert]'),
        ).to.have.length(1)
        expect(stage.query('[role=status] .time')).to.equal(null)
      })

  it('has the queue beside the conversation when there is room, else below it', async () => {
    stage = new Stage()
    three(stage)
    await stage.open()
    await talk(stage, words.nl)
    const top = (part: string) => stage.query(`.${part}`)!.getBoundingClientRect()
    stage.width = 640
    expect(top('queue').top).to.equal(top('conversation').top)
    expect(top('queue').right).to.be.at.most(top('conversation').left)
    stage.width = 639
    expect(top('queue').top).to.be.at.least(top('conversation').bottom)
  })

  it('shows a person without details, and one of another day', async () => {
    stage = new Stage()
    stage.desk.arrive(
      { id: 'a' },
      {
        ...structuredClone(exampleIdentity),
        auth_method_name: 'DigiD Substantieel',
        authenticated_at: '2026-05-03T12:00:00Z',
        attributes: [],
      },
    )
    await stage.open()
    await talk(stage, words.nl)
    expect(stage.text).to.match(/Bewezen met DigiD Substantieel, 3 mei 2026 om \d{1,2}\.00 uur/)
    expect(stage.text).to.contain('Er zijn geen gegevens gedeeld.')
  })
})
