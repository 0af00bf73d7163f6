/** Every kind of token in the protocol, tried as every other: each opens as itself alone (RFC 8725 section 2.8), even where all share one key. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { signHandover, verifyHandover } from './handover.ts'
import { encryptClaims } from './jwe.ts'
import { signClaims } from './jws.ts'
import { importKeySet } from './keys.ts'
import { parseGuest, parseHost } from './messages-platform.ts'
import { openPlatformToken, platformSecret } from './platform-token.ts'
import { openResult, sealResult } from './result.ts'
import { forgeHmac } from './testing/forge.ts'
import { published } from './testing/published-result.ts'
import { createSealer } from './ticket.ts'
import { signWidgetParameters, verifyWidgetParameters } from './widget-parameters.ts'

const start = published.issuedAt
const now = () => new Date(start * 1000)
const [signingKeys, verificationKeys, encryptionKeys, decryptionKeys] = await Promise.all(
  (['sign', 'verify', 'encrypt', 'decrypt'] as const).map((use) =>
    importKeySet([published.key], use),
  ),
)
const keys = {
  signingKeys: signingKeys!,
  verificationKeys: verificationKeys!,
  encryptionKeys: encryptionKeys!,
  decryptionKeys: decryptionKeys!,
}
const sealer = createSealer('one secret for every kind of ticket!', { now })
const parties = { iss: 'https://core.example', aud: 'https://comm.example' }
const handover = {
  ...parties,
  sub: 'https://comm.example/c',
  jti: 'j',
  purpose: 'p',
  comm_method: 'phone',
}
const times = { iat: start, exp: start + 60 }

// What could be taken for a result: an attacker's favourite is a token of another kind, wrapped as one.
const widget = {
  sub: 'id-contact-widget-params',
  purpose: 'p',
  start_url: 'https://x.example',
  status: 'succes',
  attributes: { a: 'b' },
  ...times,
}
const authOnly = {
  request: { purpose: 'p', auth_method: 'a', comm_url: 'https://x.example' },
  ...parties,
  ...times,
}
const sign = (claims: object, typ = 'JWT') => signClaims(claims, typ, keys.signingKeys)
const wrap = async (token: Promise<string>) =>
  encryptClaims({ njwt: await token }, keys.encryptionKeys)

const choosing = {
  purpose: 'p',
  start_url: 'https://x.example/s',
  cancel_url: 'https://x.example/c',
  display_name: 'd',
}
const guest = {
  id: 'i',
  redirectUrl: 'https://x.example',
  name: 'n',
  roomId: 'r',
  purpose: 'p',
}
const [guestSecret, hostSecret] = ['g'.repeat(32), 'h'.repeat(32)]
const platform = (payload: object, secret: string) =>
  Promise.resolve(forgeHmac({ typ: 'JWT', alg: 'HS256' }, { payload, ...times }, secret))

const tokens: Record<string, Promise<string>> = {
  result: sealResult(
    { status: 'success', attributes: { a: 'b' } },
    { dialect: 'id-contact', ...keys, now },
  ),
  'result of the other generation': sealResult(
    { status: 'success' },
    { dialect: 'verder-helpen', ...keys, now },
  ),
  'published result': Promise.resolve(published.token),
  'signed part of the published result': Promise.resolve(published.signed),
  handover: signHandover(handover, { ...keys, now }),
  'handover in an envelope': wrap(signHandover(handover, { ...keys, now })),
  'parameters of the widget': sign(widget),
  'parameters of the widget in an envelope': wrap(sign(widget)),
  'auth-only request': sign(authOnly),
  'auth-only request in an envelope': wrap(sign(authOnly)),
  'telephone parameters in an envelope': wrap(sign({ continuation: 'tel:14026', ...times })),
  'handover claims as JWT': sign({ ...handover, ...times }),
  'parameters of our choosing page': signWidgetParameters(choosing, {
    dialect: 'id-contact',
    ...keys,
    now,
  }),
  'token of a guest': platform(guest, guestSecret),
  'token of a host': platform({ roomId: 'r' }, hostSecret),
  'result in a result': wrap(Promise.resolve(published.token)),
  'go ticket': sealer.seal('go', handover, 60),
  'return ticket': sealer.seal('return', handover, 60),
  code: sealer.seal('code', handover, 60),
}

const readers: Record<string, { open: (token: string) => Promise<unknown>; accepts: string[] }> = {
  result: {
    open: (token) => openResult(token, { ...keys, now }),
    accepts: ['result', 'result of the other generation', 'published result'],
  },
  handover: {
    open: (token) =>
      verifyHandover(token, { ...keys, issuer: parties.iss, audience: parties.aud, now }),
    accepts: ['handover'],
  },
  'choosing page': {
    open: (token) => verifyWidgetParameters(token, { ...keys, now }),
    accepts: ['parameters of our choosing page'],
  },
  guest: {
    open: (token) =>
      openPlatformToken(token, {
        secret: platformSecret(guestSecret, ''),
        parse: parseGuest,
        now,
      }),
    accepts: ['token of a guest'],
  },
  host: {
    open: (token) =>
      openPlatformToken(token, { secret: platformSecret(hostSecret, ''), parse: parseHost, now }),
    accepts: ['token of a host'],
  },
  'go ticket': { open: (token) => sealer.open('go', token), accepts: ['go ticket'] },
  'return ticket': { open: (token) => sealer.open('return', token), accepts: ['return ticket'] },
  code: { open: (token) => sealer.open('code', token), accepts: ['code'] },
}

for (const [reader, { open, accepts }] of Object.entries(readers))
  describe(`as ${reader}`, () => {
    for (const [name, made] of Object.entries(tokens)) {
      const good = accepts.includes(name)
      it(`${name} ${good ? 'opens' : 'is refused'}`, async () => {
        const opening = open(await made)
        if (good) await opening
        else await assert.rejects(opening, { code: 'ERR_ID_CONTACT_TOKEN' })
      })
    }
  })
