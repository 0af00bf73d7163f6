/** The full flow: authenticate, then talk. */
import { randomId } from '../../../protocol/digest.ts'
import { withQuery } from '../../../protocol/url.ts'
import { isMissing, shapeOf } from '../ask.ts'
import { isSame, type Browser } from '../browser.ts'
import { expect, type Requirement } from '../requirement.ts'
import {
  bodyOf,
  clientUrlOf,
  messageIn,
  type Answers,
  type Choice,
  type CoreScene,
  type Played,
  type Wanted,
} from './scene.ts'
import { startId } from './start.ts'

export interface Gone {
  choice: Choice
  played: Played
  browser: Browser
  /** Where the start said the browser goes. */
  clientUrl: string
  /** What the authentication plugin was told. */
  asked: Record<string, unknown>
}

interface Beginning {
  wanted?: Wanted
  answers?: Answers
  /** Further members of the start. */
  extra?: object
}

/** Starts; the browser has not left yet. */
async function begin(
  scene: CoreScene,
  { wanted, answers, extra }: Beginning = {},
): Promise<Omit<Gone, 'browser'>> {
  const choice = scene.choose(wanted)
  const played = scene.play(choice, answers)
  const clientUrl = clientUrlOf(await scene.start({ ...bodyOf(choice), ...extra }))
  const asked = messageIn(played.authentication(), 'start_authentication')
  return { choice, played, clientUrl, asked }
}

/** Starts, and sends the browser to the log-in. */
export async function go(scene: CoreScene, beginning?: Beginning): Promise<Gone> {
  const begun = await begin(scene, beginning)
  return { ...begun, browser: await toLogin(scene, begun) }
}

/** A new browser that went to the log-in. @throws Unmet when it does not get there */
export async function toLogin(
  scene: CoreScene,
  { clientUrl, played }: Pick<Gone, 'clientUrl' | 'played'>,
): Promise<Browser> {
  const browser = scene.browser()
  const { url } = await browser.follow(clientUrl, (place) => isSame(place, played.loginUrl))
  expect(isSame(url, played.loginUrl), 'a way to the log-in', shapeOf(url))
  return browser
}

/** A token as it looks from outside; a core cannot open one. */
export const opaque = (): string =>
  ['eyJhbGciOiJFQ0RILUVTIn0', '', randomId(), randomId(), randomId()].join('.')

export const continuationOf = ({ asked }: Gone): string => {
  const { continuation } = asked
  expect(typeof continuation === 'string', 'continuation as text', typeof continuation)
  return continuation
}

/** Comes back from the log-in, with these parameters at the continuation. @returns where the browser lands */
export async function comeBack(gone: Gone, query: Record<string, string> = {}): Promise<string> {
  const back = withQuery(continuationOf(gone), query)
  const isEnd = (place: string): boolean =>
    place.split(/[?#]/)[0] === gone.played.clientUrl.split(/[?#]/)[0]
  const { url, answer } = await gone.browser.follow(back, isEnd)
  expect(!answer, 'a way to client_url', `${answer?.status} at ${shapeOf(url)}`)
  return url
}

const after = [startId]
const first = 'CORE-FULL-01'
const asked = 'CORE-FULL-02'
/** The browser gets to the log-in, and back to the conversation. */
export const gone = 'CORE-FULL-05'
export const back = 'CORE-FULL-06'

export const full: Requirement<CoreScene>[] = [
  {
    id: first,
    says: 'The core must ask the chosen communication plugin first: `POST {start}/start_communication` with `purpose`, in JSON.',
    after,
    async check(scene) {
      const choice = scene.choose()
      const played = scene.play(choice)
      clientUrlOf(await scene.start(bodyOf(choice)))
      const { purpose } = messageIn(played.communication(), 'start_communication')
      expect(purpose === choice.purpose.tag, `purpose ${choice.purpose.tag}`, 'another')
      const [first] = played.starts()
      const isFirst = first?.url.endsWith('/start_communication')
      expect(isFirst, 'start_communication first', 'start_authentication')
    },
  },
  {
    id: asked,
    says: 'After that the core must ask the chosen authentication plugin: `POST {start}/start_authentication` with `attributes` and `continuation`, in JSON.',
    after: [first],
    async check(scene) {
      const choice = scene.choose()
      const played = scene.play(choice)
      clientUrlOf(await scene.start(bodyOf(choice)))
      const { attributes, continuation } = messageIn(
        played.authentication(),
        'start_authentication',
      )
      const isGood = Array.isArray(attributes) && typeof continuation === 'string'
      expect(isGood, 'attributes and continuation', 'others')
    },
  },
  {
    id: 'CORE-FULL-03',
    says: '`attributes` must be those of the purpose.',
    after: [asked],
    async check(scene) {
      const { asked: message, choice } = await begin(scene)
      const given = (message.attributes as unknown[]).map(String).sort().join(', ')
      const wanted = [...choice.purpose.attributes].sort().join(', ')
      expect(given === wanted, wanted, given || 'none')
    },
  },
  {
    id: 'CORE-FULL-04',
    says: '`attr_url` must be the communication plugin’s, and must be missing when that gave none.',
    after: [asked],
    async check(scene) {
      const posted = await begin(scene)
      expect(isSame(posted.asked.attr_url, posted.played.attrUrl), 'the attr_url', 'another')
      const carried = await begin(scene, { answers: { attrUrl: false } })
      expect(isMissing(carried.asked.attr_url), 'no attr_url', 'one')
    },
  },
  {
    id: gone,
    says: 'The browser must get from the answer to the `client_url` of the authentication plugin.',
    after: [asked],
    async check(scene) {
      await go(scene)
    },
  },
  {
    id: back,
    says: 'From `continuation` the browser must get to the `client_url` of the communication plugin.',
    after: [gone],
    async check(scene) {
      const landed = await comeBack(await go(scene))
      const kept = new URL(landed).searchParams.get('kept')
      expect(kept === '1', 'the query of client_url kept', 'another query')
    },
  },
  {
    id: 'CORE-FULL-07',
    says: 'A `result` that comes with the browser must go on with it to that `client_url`.',
    after: [back],
    async check(scene) {
      const went = await go(scene, { answers: { attrUrl: false } })
      const result = opaque()
      const landed = new URL(await comeBack(went, { result }))
      const isThere = landed.searchParams.get('result') === result
      expect(isThere, 'the result at client_url', shapeOf(landed.href))
    },
  },
]
