import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { html } from 'hono/html'
import { languageOf, page, readBody, Refusal, sentencePage } from './index.ts'

const asking = (header?: string, query = ''): Request =>
  new Request(
    `http://page.example/${query}`,
    header ? { headers: { 'accept-language': header } } : {},
  )

describe('the language of a page', () => {
  for (const [header, expected] of [
    [undefined, 'nl'],
    ['en', 'en'],
    ['en-GB,nl;q=0.8', 'en'],
    ['nl-NL,en;q=0.9', 'nl'],
    ['sv,fi;q=0.9', 'nl'],
    ['sv,de-AT;q=0.9,en;q=0.5', 'de'],
    ['ar-MA', 'ar'],
    ['sv,en;q=0.1', 'en'],
    ['en;q=0,nl;q=0.1', 'nl'],
    [';;;,,,q=', 'nl'],
  ] as const)
    it(`${header} gives ${expected}`, () => assert.equal(languageOf(asking(header)), expected))

  it('follows the address before the browser', () => {
    assert.equal(languageOf(asking('nl', '?lang=en')), 'en')
    assert.equal(languageOf(asking('en', '?lang=nl')), 'nl')
    assert.equal(languageOf(asking('en', '?lang=uk-UA')), 'uk')
    assert.equal(languageOf(asking('en', '?lang=xx')), 'nl')
  })

  it('is one that the page is written in', () => {
    assert.equal(languageOf(asking('de,en;q=0.5'), ['nl', 'en']), 'en')
    assert.equal(languageOf(asking('de'), ['nl', 'en']), 'nl')
  })
})

it('a page in Arabic runs from right to left (A18)', async () => {
  const markup = async (lang: 'ar' | 'nl') =>
    (await sentencePage({ status: 200, lang, title: 't', text: 'x' })).text()
  assert.match(await markup('ar'), /<html lang="ar" dir="rtl">/)
  assert.match(await markup('nl'), /<html lang="nl" dir="ltr">/)
})

describe('the body of a request', () => {
  const read = (body: BodyInit, type = 'application/json'): Promise<unknown> =>
    readBody(
      new Request('http://page.example/', {
        method: 'POST',
        headers: { 'content-type': type },
        body,
        duplex: 'half',
      } as RequestInit),
    )
  const refusedAs = (slug: string) => (error: unknown) =>
    error instanceof Refusal && error.slug === slug

  it('is read when it has one meaning', async () => {
    assert.deepEqual(await read('{"purpose":"é"}', 'application/json; charset=utf-8'), {
      purpose: 'é',
    })
  })

  for (const [what, body] of [
    ['a name twice', '{"purpose":"a","purpose":"b"}'],
    ['a name twice, written otherwise', '{"purpose":"a","purp\\u006fse":"b"}'],
    ['the prototype', '{"__proto__":{"purpose":"a"}}'],
    ['nine levels', '[[[[[[[[[]]]]]]]]]'],
    ['half a character', Uint8Array.from([0x22, 0xc3, 0x22])],
    ['the end within a character', Uint8Array.from([0x22, 0xc3])],
    ['nothing', ''],
  ] as const)
    it(`is refused with ${what}`, () => assert.rejects(read(body), refusedAs('malformed-request')))

  it('is refused when it is cut off', () => {
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new Error('Zwaluw & Zoon')),
    })
    return assert.rejects(read(broken), refusedAs('malformed-request'))
  })

  it('is refused when it is long, whatever it says of its length', () =>
    assert.rejects(read(`"${'x'.repeat(70_000)}"`), refusedAs('body-too-large')))
})

describe('a page', () => {
  it('escapes what is put into it', async () => {
    const answer = await sentencePage({
      status: 403,
      lang: 'nl',
      title: '<img src=x onerror=alert(1)>',
      text: '"><script>alert(2)</script>',
      link: { href: 'https://a.example/"onclick="x', text: '<b>' },
    })
    const text = await answer.text()
    assert.equal(answer.status, 403)
    assert.doesNotMatch(text, /<img|<script|<b>|"onclick/)
  })

  it('says above it, and in the title of the window, whose it is', async () => {
    const organisation = { nl: 'gemeente Juinen', en: 'Juinen <council>' }
    const answer = await page({ lang: 'en', title: 'x', body: html`<h1>x</h1>`, organisation })
    const text = await answer.text()
    assert.match(text, /<title>x – Juinen &lt;council&gt;<\/title>/)
    assert.match(text, /<header class="narrow">Juinen &lt;council&gt;<\/header>\s*<main/)
    const nobodys = await (await page({ lang: 'en', title: 'x', body: html`` })).text()
    assert.match(nobodys, /<title>x<\/title>/)
    assert.doesNotMatch(nobodys, /<header/)
  })

  it('may run no script and no style but its own', async () => {
    const answer = await page({ lang: 'en', title: 'x', body: html`<h1>x</h1>` })
    const policy = answer.headers.get('content-security-policy')!
    const style = /<style>([^]*?)<\/style>/.exec(await answer.text())![1]!
    const hash = createHash('sha256').update(style).digest('base64')
    assert.ok(policy.includes(`style-src 'sha256-${hash}'`), policy)
    assert.ok(policy.startsWith("default-src 'none'"))
    assert.doesNotMatch(policy, /unsafe|script-src/)
    assert.ok(policy.includes("frame-ancestors 'none'"))
  })

  it('demands Trusted Types where a script runs', async () => {
    const script = { src: '/assets/panel.js', integrity: 'sha384-x' }
    const answer = await page({ lang: 'en', title: 'x', body: html`<h1>x</h1>`, script })
    const policy = answer.headers.get('content-security-policy')!
    assert.ok(policy.includes("script-src 'self'; "))
    assert.ok(policy.includes("require-trusted-types-for 'script'"))
    assert.match(await answer.text(), /src="\/assets\/panel.js"\s+integrity="sha384-x"/)
  })

  it('is kept by no cache and told to nobody', async () => {
    const answer = await page({ lang: 'nl', title: 'x', body: html``, headers: { 'x-more': '1' } })
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
    assert.equal(answer.headers.get('x-more'), '1')
  })
})
