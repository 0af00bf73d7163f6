/** Where a start may send people: a table of tricks, each of which has to be refused (T5). */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Browser } from './testing/browser.ts'
import { testMethod } from './testing/method.ts'
import { serverUrl, startBody, testPlugin } from './testing/plugin.ts'

const allowed = 'https://core.example'
const host = 'core.example'

/** Addresses that a careless comparison, or a parser other than ours, could take for one of `core.example`. */
function redirectTricks(): string[] {
  const slashes = [
    '//',
    '///',
    '////',
    '\\\\',
    '/\\',
    '\\/',
    '/',
    '',
    '/%2f',
    '/%5c',
    '/\t/',
    '/\n/',
    '%2f%2f',
  ]
  const evils = [
    'evil.example',
    `evil.example/${host}`,
    `${host}@evil.example`,
    'evil.example%00',
    '3221234567',
  ]
  const blanks = [' ', '\t', '\n', '\r\n', '\0', '\u000b', '\u00a0', '\ufeff', '\u2028', '\u3000']
  const schemes = [
    'javascript',
    'data',
    'vbscript',
    'file',
    'blob',
    'about',
    'ftp',
    'ws',
    'mailto',
    'sms',
    'intent',
    'view-source',
  ]
  return [
    ...slashes.flatMap((slash) => evils.flatMap((evil) => [slash + evil, `https:${slash}${evil}`])),
    ...schemes.flatMap((scheme) => [
      `${scheme}:alert(1)//${host}`,
      `${scheme}://${host}/`,
      `${scheme.toUpperCase()}:${allowed}`,
    ]),
    ...blanks.flatMap((blank) => [
      `${blank}${allowed}/`,
      `${allowed}${blank}.evil.example/`,
      `ht${blank}tps://${host}/`,
      `https:/${blank}/evil.example`,
      `${allowed}/${blank}x`,
    ]),
    // User name and password, and what hides one.
    ...['user@', 'user:pw@', '@', ':@', '%40@', 'a%2f@'].map((user) => `https://${user}${host}/`),
    ...['@', ':443@', ':pw@', '%40', '\\@', '#@', '?@', '/@']
      .flatMap((end) => `https://${host}${end}evil.example`)
      .filter((url) => !/[#?/]@/.test(url.slice(8))),
    // Hosts that begin, end or look like it.
    ...[
      '.evil.example',
      '-evil.example',
      'evil.example',
      '%2eevil.example',
      ':443.evil.example',
      '..',
      '.',
      '%00.evil.example',
      '\u3002evil.example',
      ';evil.example',
      ',evil.example',
      '&evil.example',
      '$',
      '!',
      "'",
    ].map((end) => `${allowed}${end}`),
    ...['evil', 'evil.', 'evil%2f', 'evil-', '*.', '.', 'xn--'].map(
      (begin) => `https://${begin}${host}/`,
    ),
    'https://c\u043ere.example/',
    'https://core.ex\u0430mple/',
    'https://\u1d9core.example/',
    'https://\uff43\uff4f\uff52\uff45.example/',
    'https://core\uff0eexample/',
    'https://core.example\uff0f@evil.example/',
    'https://xn--cre-tna.example/',
    'https://co\u00adre.example/',
    'https://c\u00f3re.example/',
    // Another scheme or port of the same host.
    `http://${host}/`,
    `https://${host}:444/`,
    `https://${host}:80/`,
    `https://${host}:0/`,
    `https://${host}:65536/`,
    `https://${host}:x/`,
    `//${host}/`,
    `/return`,
    `return`,
    '',
    '#',
    '?x=1',
    // Line breaks, to write a header or a second address.
    `${allowed}/\r\nLocation: https://evil.example`,
    `${allowed}/\r\nSet-Cookie: a=b`,
    `${allowed}/\nhttps://evil.example`,
    `${allowed}/\u0085x`,
    `${allowed}/\u2029x`,
    // Telephone links are for whoever may give them; a log-in never ends in one.
    'tel:14026',
    'tel:+31140260000,123456#',
    'tel:14026;123456',
    'TEL:14026',
    'tel:14026,<script>alert(1)</script>',
    'tel:javascript:alert(1)',
    'tel://14026',
    // Lists and templates.
    `${allowed},https://evil.example`,
    `${allowed} https://evil.example`,
    '${allowed}',
    '{{continuation}}',
    'null',
    'undefined',
    `https://[::1]/`,
    `https://[${host}]/`,
    `https:${host}`,
    `https:/${host}/`,
    `https:\\\\${host}\\`,
    `https://${host}\\@evil.example`,
    `https://${host}\\.evil.example`,
    `${allowed}/\\x`,
    `${allowed}/${'x'.repeat(2048)}`,
  ]
}

describe('continuation (T5)', async () => {
  const method = testMethod()
  const plugin = await testPlugin(method, { continuationOrigins: [allowed] })
  const tricks = [...new Set(redirectTricks())]

  it('has a table worth the name', () => assert.ok(tricks.length >= 200, String(tricks.length)))

  for (const trick of tricks)
    it(`refuses ${JSON.stringify(trick).slice(0, 60)}`, async () => {
      const response = await plugin.start(startBody({ continuation: trick }))
      assert.equal(response.status, 400)
      assert.doesNotMatch(await response.text(), /client_url|evil/)
      assert.equal(response.headers.get('location'), null)
    })

  for (const good of [
    `${allowed}/`,
    `${allowed}/return/x?a=b#c`,
    `${allowed}:443/x`,
    `HTTPS://CORE.example/x`,
  ])
    it(`what it does with ${good} ends at that origin or nowhere`, async () => {
      const response = await plugin.start(startBody({ continuation: good }))
      // Not every spelling is taken; what is taken leads where it should.
      if (good.startsWith(allowed)) assert.equal(response.status, 200)
      if (response.status !== 200) return
      const { client_url } = (await response.json()) as { client_url: string }
      const browser = new Browser({ [serverUrl]: plugin.handle })
      const begun = await browser.visit(client_url)
      const { searchParams } = new URL(begun.headers.get('location')!)
      const ended = await browser.visit(`${serverUrl}/callback?state=${searchParams.get('state')}`)
      assert.equal(new URL(ended.headers.get('location')!).origin, allowed)
    })

  it('cannot be given on the way', async () => {
    const browser = new Browser({ [serverUrl]: plugin.handle })
    const evil = encodeURIComponent('https://evil.example/')
    const names = ['continuation', 'redirect_uri', 'return_url', 'url', 'next'].map(
      (name) => `${name}=${evil}`,
    )
    const begun = await browser.visit(`${await plugin.clientUrl()}?${names.join('&')}`)
    const { searchParams } = new URL(begun.headers.get('location')!)
    const ended = await browser.visit(
      `${serverUrl}/callback?state=${searchParams.get('state')}&${names.join('&')}`,
    )
    assert.equal(new URL(ended.headers.get('location')!).origin, allowed)
  })
})
