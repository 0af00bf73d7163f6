/** Whatever an identity provider answers, and whatever a browser brings: nobody becomes somebody else, and nothing breaks. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { assertAnswered, textOf } from '../../protocol/testing/answered.ts'
import { headersLike, parametersLike, runs } from '../../protocol/testing/variants.ts'
import { serverUrl } from '../testing/plugin.ts'
import { parseXml } from './xml.ts'
import { artifactOf } from './testing/artifacts.ts'
import { people } from './testing/login-page.ts'
import type { Faults, Values } from './testing/messages.ts'
import { logIn, stage, toLoginPage, type Stage } from './testing/stage.ts'

const endless = { timeout: 900_000 }
/** Each goes through a whole log-in. */
const slowRuns = { ...runs, numRuns: Math.ceil(runs.numRuns / 4) }

const hostile = fc.constantFrom(
  ...['', ' ', '\n', '0', '-1', '_', people.other, `s00000000:${people.other}`, '&amp;', '&#0;'],
  ...['<!-- x -->', '<?x y?>', '<![CDATA[x]]>', '&x;', '&lt;x&gt;', '<x/>', '</x>', ']]>'],
  ...['2099-01-01T00:00:00Z', '9999999999-01-01T00:00:00Z', 'NaN', 'javascript:x', '#', "'", '"'],
  ...['xmlns="urn:x"', 'ID="_x"', '\u202e', '\u00a0', '\ufeff', 'x'.repeat(70_000)],
)

/** Something of the text taken away, doubled, moved or put in another's place. */
type Change = (xml: string) => string
const pieceOf = (xml: string, at: number): [start: number, end: number] => {
  // Tags, texts and values between quotation marks, as they come.
  const pieces = [...xml.matchAll(/<[^>]*>|"[^"]*"|[^<>"]+/g)]
  const piece = pieces[at % pieces.length]!
  return [piece.index, piece.index + piece[0].length]
}
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.nat(400).map((at) => (xml: string) => {
    const [start, end] = pieceOf(xml, at)
    return xml.slice(0, start) + xml.slice(end)
  }),
  fc.nat(400).map((at) => (xml: string) => {
    const [start, end] = pieceOf(xml, at)
    return xml.slice(0, end) + xml.slice(start, end) + xml.slice(end)
  }),
  fc.tuple(fc.nat(400), fc.nat(400)).map(([from, to]) => (xml: string) => {
    const [start, end] = pieceOf(xml, from)
    const [, place] = pieceOf(xml, to)
    return xml.slice(0, place) + xml.slice(start, end) + xml.slice(place)
  }),
  fc.tuple(fc.nat(400), hostile).map(([at, text]) => (xml: string) => {
    const [start, end] = pieceOf(xml, at)
    return xml.slice(0, start) + text + xml.slice(end)
  }),
  fc.nat(20_000).map((at) => (xml: string) => xml.slice(0, at % xml.length)),
  fc
    .constantFrom('one', 'other')
    .map((which) => (xml: string) => xml.replaceAll(people.one, people[which as 'one'])),
)
const changes = fc
  .array(change, { minLength: 1, maxLength: 3 })
  .map((all) => (xml: string) => all.reduce((text, each) => each(text), xml))

function isWhole(xml: string): boolean {
  try {
    return Boolean(parseXml(xml))
  } catch {
    return false
  }
}

describe('malformed answers of an identity provider', endless, () => {
  let setting: Stage
  before(async () => {
    setting = await stage()
  })
  after(() => setting[Symbol.asyncDispose]())

  /** The one who logged in, or nobody; and a reason that is a word of ours. */
  async function isNobodyElse(faults: Faults): Promise<void> {
    setting.idp.faults = faults
    const { claims, error, reason } = await logIn(setting)
    if (claims.status === 'success') return assert.deepEqual(claims.attributes, { bsn: people.one })
    assert.match(error!, /^(cancelled|failed|too_low|unavailable)$/)
    assert.match(reason ?? 'none', /^[a-z]{1,24}(_[a-z]{1,24}){0,7}$/)
  }

  it('changed on their way', () =>
    fc.assert(
      fc.asyncProperty(changes, (answer) => isNobodyElse({ answer })),
      slowRuns,
    ))

  it('changed before the envelope was signed', () =>
    fc.assert(
      fc.asyncProperty(changes, async (change) => {
        let isXml = true
        const response = (xml: string): string => {
          isXml = isWhole(change(xml))
          return isXml ? change(xml) : xml
        }
        await isNobodyElse({ response })
        // No provider signs what is no XML.
        fc.pre(isXml)
      }),
      slowRuns,
    ))

  it('signed, with values that make no sense', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom<keyof Values>(
          ...(['responseIssuer', 'issuer', 'audience', 'recipient', 'destination'] as const),
          ...(['inResponseTo', 'subjectInResponseTo', 'notBefore', 'notOnOrAfter'] as const),
          ...(['subjectNotOnOrAfter', 'authnInstant', 'word', 'method', 'conditions'] as const),
        ),
        hostile,
        (name, value) => {
          // No provider signs what is no XML.
          fc.pre(
            isWhole(name === 'conditions' ? `<a>${value}</a>` : `<a b="${value}">${value}</a>`),
          )
          return isNobodyElse({ values: { [name]: value } })
        },
      ),
      slowRuns,
    ))

  it('deeper than anybody reads', async () => {
    const depth = 30_000
    for (const faults of [
      { answer: () => '<a>'.repeat(depth) + '</a>'.repeat(depth) },
      { response: (xml: string) => `${'<a>'.repeat(9000)}${xml}${'</a>'.repeat(9000)}` },
    ])
      await isNobodyElse(faults)
  })
})

describe('what a browser brings', endless, () => {
  let setting: Stage
  let state: string
  let cookie: string
  before(async () => {
    setting = await stage({ binding: 'post' })
    const begun = await setting.plugin.handle(
      new Request(await setting.plugin.clientUrl({ attributes: ['bsn'] })),
    )
    state = new URL(begun.headers.get('location')!).searchParams.get('RelayState')!
    cookie = begun.headers.get('set-cookie')!.split(';')[0]!
  })
  after(() => setting[Symbol.asyncDispose]())

  it('is answered, on every address', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/callback', '/m/go', '/m/go.js', '/m/metadata'),
        parametersLike(state ?? 'x'.repeat(43)),
        fc.constantFrom('SAMLart', 'SAMLResponse', 'SAMLRequest', 'RelayState', 'SigAlg', 'lang'),
        parametersLike(artifactOf(setting.idp.entityId), state),
        headersLike(cookie),
        async (path, relayState, name, value, cookie) => {
          const url = `${serverUrl}${path}?RelayState=${relayState}&${name}=${value}`
          const headers = { cookie, accept: 'text/html' }
          const answer = await setting.plugin.handle(new Request(url, { headers }))
          await assertAnswered(answer, [textOf(relayState), textOf(value)], { as: 'page' })
        },
      ),
      runs,
    ))

  it('begins a log-in with every level that is asked for', async () => {
    for (const acr of ['low', 'urn:x', '<x/>', '"', '\u0000'.repeat(3), 'x'.repeat(500)]) {
      await using redirecting = await stage()
      await toLoginPage(redirecting, { acr }).catch((error: Error) =>
        assert.match(error.message, /^(400|The provider says)/),
      )
    }
  })
})
