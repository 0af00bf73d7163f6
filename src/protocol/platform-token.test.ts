import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ConfigError, TokenError } from './errors.ts'
import { generateKey } from './keys.ts'
import { parseGuest, parseHost } from './messages-platform.ts'
import { openPlatformToken, platformSecret } from './platform-token.ts'
import { b64, forgeHmac, forgeJws, type Part } from './testing/forge.ts'

const start = 1_700_000_000
const at = (time: number) => () => new Date(time * 1000)
const [guestSecret, hostSecret] = ['g'.repeat(32), 'h'.repeat(32)]
const guest = {
  id: '101-1010-1010-101',
  redirectUrl: 'https://video.example/room/16?x=1',
  name: 'Ziska',
  roomId: '16',
  purpose: 'report_move',
}
const header = { typ: 'JWT', alg: 'HS256' }
const claims = { payload: guest, iat: start, exp: start + 3600 }

const open = (token: string, now = start, secret = guestSecret, parse = parseGuest) =>
  openPlatformToken(token, { secret: platformSecret(secret, 'secret'), parse, now: at(now) })
const made = (change: object = {}, head: Part = header, secret = guestSecret): string =>
  forgeHmac(head, { ...claims, ...change }, secret)
const refused = (token: string, now = start) =>
  assert.rejects(open(token, now), (error: TokenError) => {
    assert.ok(error instanceof TokenError)
    assert.deepEqual([error.message, error.expired], ['The token is not valid', false])
    return true
  })

describe('a token of a platform', () => {
  it('says who the guest is, and until when', async () => {
    assert.deepEqual(await open(made()), { payload: guest, exp: start + 3600 })
  })

  it('opens as published platforms make it: with further claims and members', async () => {
    const payload = { ...guest, domain: 'guest', instance: 'video.example' }
    const token = made({ payload, rec: 'Communication', sub: 'x' })
    assert.deepEqual((await open(token)).payload, guest)
    assert.deepEqual((await open(made({}, { alg: 'HS256' }))).payload, guest)
    assert.deepEqual((await open(made({}, { ...header, kid: 'a' }))).payload, guest)
  })

  it('counts from iat until exp, give or take the clocks', async () => {
    for (const [time, good] of [
      [-61, false],
      [-60, true],
      [0, true],
      [3600 + 59, true],
      [3600 + 60, false],
    ] as const) {
      if (good) assert.equal((await open(made(), start + time)).exp, start + 3600)
      else await refused(made(), start + time)
    }
  })

  it('lives for twelve hours at most', async () => {
    const half = 12 * 3600
    assert.equal((await open(made({ exp: start + half }))).exp, start + half)
    await refused(made({ exp: start + half + 1 }))
  })

  it('of a guest is not one of a host, nor the other way round', async () => {
    const host = { payload: { roomId: '16' } }
    const asHost = (token: string) =>
      openPlatformToken(token, {
        secret: platformSecret(hostSecret, 'secret'),
        parse: parseHost,
        now: at(start),
      })
    const token = made(host, header, hostSecret)
    assert.deepEqual((await asHost(token)).payload, { roomId: '16' })
    await assert.rejects(asHost(made()), TokenError)
    await assert.rejects(asHost(made(host)), TokenError)
    await refused(token)
    await refused(made({}, header, hostSecret))
  })

  const none = (head: object): string =>
    `${b64(JSON.stringify(head))}.${b64(JSON.stringify(claims))}.`
  const tokens: Record<string, () => string | Promise<string>> = {
    'another secret': () => made({}, header, 'x'.repeat(32)),
    'the beginning of the secret': () => made({}, header, guestSecret.slice(0, 31)),
    'no secret': () => made({}, header, ''),
    'alg none': () => none({ typ: 'JWT', alg: 'none' }),
    'alg none, in other letters': () => none({ typ: 'JWT', alg: 'nOnE' }),
    'no signature': () => made().replace(/[^.]+$/, ''),
    'another MAC': () => made({}, { ...header, alg: 'HS512' }),
    'RS256 with the secret': () => made({}, { ...header, alg: 'RS256' }),
    'RS256 with a key of somebody': async () => {
      const { privateKey } = await generateKey('sig', 'RS256')
      return forgeJws({ ...header, alg: 'RS256' }, claims, privateKey)
    },
    'HS256 over a key of somebody': async () => {
      const { privateKey } = await generateKey('sig')
      return forgeJws(header, claims, privateKey)
    },
    'another kind': () => made({}, { ...header, typ: 'handover+jwt' }),
    'an extension': () => made({}, { ...header, crit: ['b64'], b64: false }),
    'a key in it': () => made({}, { ...header, jwk: { kty: 'oct', k: b64(guestSecret) } }),
    'an address of keys in it': () => made({}, { ...header, jku: 'https://evil.example' }),
    compression: () => made({}, { ...header, zip: 'DEF' }),
    'a kid that is a path': () => made({}, { ...header, kid: '../../etc/passwd' }),
    'no iat': () => made({ iat: undefined }),
    'no exp': () => made({ exp: undefined }),
    'exp before iat': () => made({ exp: start - 1 }),
    'exp as a text': () => made({ exp: String(start + 60) }),
    'a life of years': () => made({ iat: start - 20_000_000, exp: start + 60 }),
    'not yet': () => made({ nbf: start + 61 }),
    'two of one name': () => forgeHmac(header, `{"iat":1,"iat":${start}}`, guestSecret),
    'no payload': () => made({ payload: undefined }),
    'a payload as text': () => made({ payload: JSON.stringify(guest) }),
    'no room': () => made({ payload: { ...guest, roomId: undefined } }),
    'a room that is a list': () => made({ payload: { ...guest, roomId: ['16'] } }),
    'an address that runs': () => made({ payload: { ...guest, redirectUrl: 'javascript:1' } }),
    'a name without end': () => made({ payload: { ...guest, name: 'x'.repeat(257) } }),
    'five parts': () => `${made()}.a.b`,
    padding: () => `${made()}=`,
    'white space': () => ` ${made()}`,
    nothing: () => '',
  }
  for (const [name, make] of Object.entries(tokens))
    it(`is refused, always in the same words: ${name}`, async () => refused(await make()))

  it('is refused whatever character of it is changed', async () => {
    const token = made()
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom('A', 'b', '7', '-', '.'),
        async (place, character) => {
          fc.pre(token[place] !== character)
          await refused(token.slice(0, place) + character + token.slice(place + 1))
        },
      ),
      { numRuns: 50 },
    )
  })
})

it('a secret of a platform has 32 bytes or more', () => {
  assert.throws(() => platformSecret('x'.repeat(31), 'guest_secret'), ConfigError)
  assert.equal(platformSecret('é'.repeat(16), 'guest_secret').length, 32)
})
