import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isAllowedTarget, longestClientUrl, originOf, parseTelUrl, withQuery } from './url.ts'

const allowed = ['https://www.gemeente.example', 'http://localhost:8080']

describe('an address that we may go to (T5)', () => {
  for (const url of [
    'https://www.gemeente.example',
    'https://www.gemeente.example/',
    'https://www.gemeente.example/verhuizen?x=1&y=https://evil.example#deel',
    'https://WWW.gemeente.example/',
    'https://www.gemeente.example:443/',
    'http://localhost:8080/',
  ])
    it(`is ${url}`, () => assert.ok(isAllowedTarget(url, allowed)))

  const hosts = [
    'evil.example',
    'www.gemeente.example.evil.example',
    'evil.example:443',
    '[::1]',
    '169.254.169.254',
    '2130706433',
    '0x7f.1',
  ]
  const shapes = [
    (host: string) => `https://${host}/`,
    (host: string) => `http://${host}/`,
    (host: string) => `//${host}`,
    (host: string) => `///${host}`,
    (host: string) => `\\\\${host}`,
    (host: string) => `/\\${host}`,
    (host: string) => `https:${host}`,
    (host: string) => `https:/${host}`,
    (host: string) => `https:\\\\${host}`,
    (host: string) => `https://www.gemeente.example@${host}/`,
    (host: string) => `https://www.gemeente.example:x@${host}/`,
    (host: string) => `https://${host}\\@www.gemeente.example/`,
    (host: string) => `https://${host}#@www.gemeente.example/`,
    (host: string) => `https://${host}?@www.gemeente.example/`,
    (host: string) => `https://${host}%2f@www.gemeente.example/`,
    (host: string) => `https://www.gemeente.example%00.${host}/`,
    (host: string) => `https://www.gemeente.example\t.${host}/`,
    (host: string) => `https://www.gemeente.example\r\n.${host}/`,
    (host: string) => ` https://${host}/`,
    (host: string) => `\u0000https://${host}/`,
    (host: string) => `hTTps://${host}/`,
    (host: string) => `ftp://${host}/`,
    (host: string) => `blob:https://${host}/`,
    (host: string) => `filesystem:https://${host}/`,
    (host: string) => `view-source:https://${host}/`,
    (host: string) => `https://www.gemeente.example.${host}/`,
    (host: string) => `https://xn--www-${host}/`,
    (host: string) => `${host}`,
    (host: string) => `https://${host}。www.gemeente.example/`,
    (host: string) => `https://ｗｗｗ.gemeente.example.${host}/`,
  ]
  const others = [
    '',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'tel:+31201234567',
    'mailto:a@b.example',
    'http://www.gemeente.example/',
    'https://www.gemeente.example:8443/',
    'https://gemeente.example/',
    'https://www.gemeente.example./',
    'https://user@www.gemeente.example/',
    'https://www.gemeente.example/\r\nSet-Cookie: x=1',
    'https://www.gemeente.example/\u202e',
    'https://www.gemeente.example /',
    'https://www.gemeente.example/a b',
    `https://www.gemeente.example/${'x'.repeat(longestClientUrl)}`,
  ]
  const payloads = [...shapes.flatMap((shape) => hosts.map(shape)), ...others]

  it(`is none of ${payloads.length} others`, () => {
    assert.ok(payloads.length >= 200)
    const passed = payloads.filter((url) => isAllowedTarget(url, allowed))
    assert.deepEqual(passed, [])
  })

  it('goes, whenever it passes, to the very origin in the list: as a browser reads it', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://',
      'www.gemeente.example',
      'evil.example',
      '@',
      '\\',
      '/',
      ':',
      '#',
      '?',
      '.',
      '%00',
      '\t',
      'javascript:',
      '//',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = pieces.join('')
        if (isAllowedTarget(url, allowed))
          assert.ok(allowed.includes(new URL(url, 'https://base.example').origin))
      }),
      { numRuns: 20_000 },
    )
  })

  it('is not a text that is no text', () => {
    for (const value of [undefined, null, 1, {}, []])
      assert.equal(originOf(value as unknown as string), undefined)
  })
})

describe('a telephone link', () => {
  it('reads as number and code', () => {
    assert.deepEqual(parseTelUrl('tel:+31201234567,,123456#'), {
      number: '+31201234567',
      code: '123456',
    })
    assert.deepEqual(parseTelUrl('tel:14026;482917306'), { number: '14026', code: '482917306' })
    assert.deepEqual(parseTelUrl('tel:14026'), { number: '14026', code: undefined })
  })
  for (const url of [
    'tel:',
    'tel:12',
    'tel:abc',
    'tel:+31,1',
    'tel:14026,,1234567890123',
    'tel:14026?x=1',
    'tel:14026#',
    'sms:14026',
    'tel:14026\n',
    'TEL:14026',
    'tel:*21*14026#',
  ])
    it(`is not ${JSON.stringify(url)}`, () => assert.equal(parseTelUrl(url), undefined))
})

describe('adding to a query', () => {
  it('leaves what was there as it was, and replaces what has the same name', () => {
    const url = 'https://a.example/p?b=%20+c&d#f'
    assert.equal(
      withQuery(url, { e: 'x y', none: undefined }),
      'https://a.example/p?b=%20+c&d&e=x%20y#f',
    )
    assert.equal(withQuery('https://a.example/?e=1', { e: '2' }), 'https://a.example/?e=2')
    assert.equal(withQuery('https://a.example', {}), 'https://a.example/')
  })
})
