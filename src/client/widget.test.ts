import { expect } from '@open-wc/testing'
import { describe, it } from '../protocol/testing/mocha.ts'
import { readWidget } from './during.ts'

const claims = {
  sub: 'id-contact-widget-params',
  purpose: 'report_move',
  start_url: 'https://rooms.example/guest/start/a.b.c',
  cancel_url: 'https://video.example/room/16?x=1',
  display_name: 'Vídeo ☎ Juinen',
  iat: 1_700_000_000,
  exp: 1_700_000_300,
}
const origins = ['https://rooms.example', 'https://video.example']

function base64url(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text))
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
}
const jwt = (changes: object = {}): string =>
  ['{"alg":"ES256"}', JSON.stringify({ ...claims, ...changes }), 'signature']
    .map(base64url)
    .join('.')

const refused = (params: string, known = origins): void => {
  let caught: unknown
  try {
    readWidget(params, { origins: known })
  } catch (error) {
    caught = error
  }
  expect(caught).to.include({ name: 'RequestError', code: 'ERR_ID_CONTACT_BAD_ANSWER' })
}

describe('readWidget()', () => {
  for (const sub of ['id-contact-widget-params', 'verder-helpen-widget-params'])
    it(`reads ${sub}`, () => {
      expect(readWidget(jwt({ sub }), { origins })).to.deep.equal({
        purpose: 'report_move',
        startUrl: 'https://rooms.example/guest/start/a.b.c',
        cancelUrl: 'https://video.example/room/16?x=1',
        displayName: 'Vídeo ☎ Juinen',
        expiresAt: new Date('2023-11-14T22:18:20Z'),
      })
    })

  it('does not verify: whoever made them, they lead only to the origins that the page names', () => {
    for (const address of [
      'https://evil.example/',
      'https://rooms.example.evil.example/',
      'https://rooms.example@evil.example/',
      'https://rooms.example\\.evil.example/',
      'http://rooms.example/',
      '//rooms.example/',
      'javascript:alert(1)',
      'tel:14026',
      'data:text/html,x',
      'https://rooms.example:8443/',
    ]) {
      refused(jwt({ start_url: address }))
      refused(jwt({ cancel_url: address }))
    }
    refused(jwt(), [])
  })

  it('refuses what is no such token', () => {
    for (const params of ['', 'a', 'a.b', 'a.b.c', `a.${base64url('[]')}.c`, 'a.%.c'])
      refused(params)
    refused(`a.${base64url('null')}.c`)
    refused(`a.${btoa('{"a":"\xff"}').replace(/=/g, '')}.c`)
  })

  for (const [what, changes] of Object.entries({
    'a result': { sub: 'id-contact-attributes' },
    'no kind': { sub: undefined },
    'no purpose': { purpose: undefined },
    'a purpose that is no text': { purpose: 3 },
    'no start': { start_url: undefined },
    'no way back': { cancel_url: undefined },
    'a name that is no text': { display_name: {} },
    'no time': { exp: undefined },
    'a time that is no number': { exp: '1700000300' },
  }))
    it(`refuses ${what}`, () => refused(jwt(changes)))
})
