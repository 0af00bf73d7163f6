/** The choosing page: what it says, in both languages, and that it needs no script. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { signWidgetParameters } from '../../protocol/widget-parameters.ts'
import { importKeySet } from '../../protocol/keys.ts'
import {
  coreUrl,
  get,
  offer,
  platform,
  roomsUrl,
  send,
  setting,
  ziska,
  type Setting,
} from './testing/rooms.ts'
import { opensAt, saidOf } from '../testing/hours.ts'

let state: Setting
/** Both have to be open. */
const purposes = [
  { tag: 'report_move', attributes: ['name', 'email'], hours: opensAt('10:00') },
  { tag: 'permit', attributes: ['email'], allowedAuth: ['digid'] },
]
before(async () => (state = await setting({ purposes, hours: opensAt('9:00') })))
after(() => state.close())

/** Through the front door: the address that a guest is redirected to. */
async function page(
  at: Setting = state,
  guest: Parameters<Setting['guestToken']>[0] = {},
  lang = 'nl',
): Promise<Response> {
  const redirect = await get(at, `/guest/init/${at.guestToken(guest)}`)
  const headers = { accept: 'text/html', 'accept-language': lang }
  return get(at, redirect.headers.get('location')!, headers)
}

/** The core's answer to what can be chosen, for one request. */
async function offering(answer: Response, at = state): Promise<string> {
  const usual = at.core.answer
  at.core.answer = () => answer
  const text = await (await page(at)).text()
  at.core.answer = usual
  return text
}

describe('the choosing page', () => {
  it('asks the core what can be chosen for this purpose', async () => {
    const usual = state.core.answer
    const urls: string[] = []
    state.core.answer = (request) => {
      urls.push(request.url)
      return usual(request)
    }
    await page()
    state.core.answer = usual
    assert.deepEqual(urls, [`${coreUrl}/session_options/report_move`])
  })

  it('offers the methods that work here, none chosen, as a form that goes to the start', async () => {
    const answer = await page()
    assert.equal(answer.status, 200)
    const text = await answer.text()
    const values = [...text.matchAll(/value="([a-z]+)"\s+required/g)].map(([, value]) => value)
    assert.deepEqual(values, ['digid', 'itsme', 'irma'])
    assert.doesNotMatch(text, /checked|Not configured here|<script/)
    assert.match(text, /<fieldset\s*>\s*<legend>Hoe wilt u inloggen\?<\/legend>/)
    assert.match(text, /U heeft de app nodig\./)
    const action = /<form method="post" action="([^"]+)">/.exec(text)![1]!
    assert.ok(action.startsWith(`${roomsUrl}/guest/start/`))
    assert.match(text, /<input type="hidden" name="purpose" value="report_move"/)
    assert.ok(text.includes(`href="${ziska.redirectUrl}"`))
    const policy = answer.headers.get('content-security-policy')!
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /form-action 'self' https:;/)
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
  })

  for (const [lang, words] of [
    ['nl', ['Laat zien wie u bent', 'via Videobellen', 'uw naam', 'gemeente Juinen', 'Met itsme']],
    ['en', ['Show who you are', 'by Videobellen', 'your name', 'Juinen', 'With itsme']],
  ] as const)
    it(`says in ${lang} what is shared, with whom and why`, async () => {
      const text = await (await page(state, {}, lang)).text()
      assert.match(text, new RegExp(`<html lang="${lang}" dir="ltr">`))
      for (const word of words) assert.ok(text.includes(word), word)
    })

  it('says of a published core no more than that says', async () => {
    const published = await setting({}, { published: true })
    const text = await (await page(published)).text()
    assert.doesNotMatch(text, /Dit deelt u/)
    assert.match(text, /<input type="hidden" name="auth_method" value="irma"/)
    await published.close()
  })

  it('makes one method a sentence and no question (A4)', async () => {
    const text = await (await page(state, { purpose: 'permit' })).text()
    assert.doesNotMatch(text, /type="radio"|<fieldset/)
    assert.match(text, /<strong>DigiD<\/strong>/)
    assert.match(text, /<input type="hidden" name="auth_method" value="digid"/)
  })

  it('says what is missing when somebody goes on without a choice (A5)', async () => {
    const token = state.guestToken()
    const before = state.asked.length
    const answer = await send(state, 'POST', `/guest/start/${token}`, {
      type: 'application/x-www-form-urlencoded',
      body: 'purpose=report_move',
    })
    assert.equal(answer.status, 400)
    const text = await answer.text()
    assert.match(text, /<title>Fout: Laat zien wie u bent –/)
    assert.match(text, /role="alert"[^]*href="#method-1"[^]*id="method-1"/)
    assert.match(text, /<fieldset aria-describedby="method-error"/)
    assert.ok(text.includes(`action="${roomsUrl}/guest/start/${token}"`))
    assert.equal(state.asked.length, before)
  })

  it('lets nobody of a platform or core write markup (T15)', async () => {
    const evil = '"><img src=x onerror=alert(1)>'
    const other = await setting({ displayName: evil })
    const { answer: usual } = other.core
    other.core.answer = async (request) => {
      const text = JSON.stringify(await (await usual(request)).json())
      return new Response(text.replaceAll('DigiD', JSON.stringify(evil).slice(1, -1)))
    }
    const text = await (await page(other)).text()
    assert.doesNotMatch(text, /<img/)
    assert.ok(text.includes('&lt;img'))
    await other.close()
  })

  const answers: [string, () => Response][] = [
    ['refuses', () => new Response(null, { status: 400 })],
    ['answers rubbish', () => Response.json({ auth_methods: 'x' })],
    ['offers nothing', () => Response.json({ ...offer.ours, auth_methods: [] })],
  ]
  for (const [what, answer] of answers)
    it(`says that it does not work now when the core ${what}, and leads back`, async () => {
      const text = await offering(answer())
      assert.match(text, /<h1>Dit lukt nu niet<\/h1>/)
      assert.ok(text.includes(`href="${ziska.redirectUrl}"`))
    })

  it('tells at its foot where to get help and when it is open, whatever else there is to say (WCAG 3.2.6)', async () => {
    const foot = (text: string): string => text.slice(text.indexOf('<footer'))
    assert.match(foot(await (await page()).text()), saidOf('10:00'))
    assert.match(foot(await (await page(state, { purpose: 'permit' })).text()), saidOf('9:00'))
    assert.match(
      foot(await (await page()).text()),
      /Hulp nodig\? Bel <a dir="ltr" href="tel:14026">/,
    )

    const help = { phone: '+31201234567', phoneDisplay: '020 123 4567' }
    const own = await setting({ help, hours: opensAt('9:00') })
    const failing = await offering(new Response(null, { status: 400 }), own)
    const foreign = await get(own, '/widget/x', { accept: 'text/html' })
    for (const text of [await (await page(own)).text(), failing, await foreign.text()]) {
      assert.match(foot(text), saidOf('9:00'))
      assert.match(foot(text), /<a dir="ltr" href="tel:\+31201234567">020 123 4567<\/a>/)
    }
    await own.close()
  })

  it('is there for parameters that we signed, for as long as they count', async () => {
    const sign = async (keys = state.config.signingKeys): Promise<string> =>
      signWidgetParameters(
        {
          purpose: 'report_move',
          start_url: `${roomsUrl}/guest/start/x`,
          cancel_url: platform,
          display_name: 'x',
        },
        {
          dialect: 'verder-helpen',
          signingKeys: await importKeySet(keys, 'sign'),
          now: state.now,
        },
      )
    const at = async (token: string): Promise<[number, string]> => {
      const answer = await get(state, `/widget/${token}`, { accept: 'text/html' })
      return [answer.status, /<h1>(.*)<\/h1>/.exec(await answer.text())![1]!]
    }
    const good = await sign()
    assert.equal((await at(good))[0], 200)
    const other = await setting()
    const foreign = await sign(other.config.signingKeys)
    await other.close()
    for (const token of [foreign, 'x', state.guestToken(), `${good.slice(0, -4)}AAAA`])
      assert.deepEqual(await at(token), [400, 'Deze link werkt niet'])
    state.wait(361)
    assert.deepEqual(await at(good), [410, 'Dit duurde te lang'])
  })
})
