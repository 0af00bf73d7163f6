import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { base64url, CompactEncrypt } from 'jose'
import { ConfigError, TokenError } from './errors.ts'
import { createSealer } from './ticket.ts'

const secret = 'a secret of this test, 32 bytes or more'
const start = 1_700_000_000
let clock = start
const now = () => new Date(clock * 1000)
const sealer = createSealer(secret, { now })
const refused = (promise: Promise<unknown>, expired: boolean) =>
  assert.rejects(
    promise,
    (error: TokenError) => error instanceof TokenError && error.expired === expired,
  )

describe('a ticket', () => {
  it('opens for whoever has the secret, with what was put in', async () => {
    const value = { url: 'https://auth.example/x?y=1', n: 1, list: [true, null, 'é😀'] }
    const ticket = await sealer.seal('return', value, 900)
    assert.match(ticket, /^[A-Za-z0-9_.-]+$/)
    assert.deepEqual(await createSealer(secret, { now }).open('return', ticket), value)
    assert.deepEqual(await createSealer(Buffer.from(secret), { now }).open('return', ticket), value)
  })

  it('shows nothing of it, and looks different every time', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(() => sealer.seal('go', 'https://auth.example', 120)),
    )
    assert.notEqual(one, two)
    assert.ok(!Buffer.from(one!, 'base64url').toString('latin1').includes('auth.example'))
  })

  it('stays under a kilobyte with two addresses and an identifier in it', async () => {
    const value = {
      id: 'x'.repeat(22),
      return_url: `https://${'a'.repeat(200)}`,
      client_url: `https://${'b'.repeat(200)}`,
    }
    assert.ok((await sealer.seal('return', value, 900)).length < 1024)
  })

  it('opens until its last second and not after', async () => {
    clock = start
    const ticket = await sealer.seal('go', 1, 120)
    for (const [later, good] of [
      [0, true],
      [119, true],
      [120, false],
      [121, false],
    ] as const) {
      clock = start + later
      if (good) assert.equal(await sealer.open('go', ticket), 1)
      else await refused(sealer.open('go', ticket), true)
    }
    clock = start
  })

  it('does not open with another secret or as another kind', async () => {
    const ticket = await sealer.seal('go', 1, 120)
    await refused(createSealer(`${secret}!`, { now }).open('go', ticket), false)
    for (const kind of ['return', 'code', 'g', 'goo', 'go-'])
      await refused(sealer.open(kind, ticket), false)
  })

  it('does not open as another kind when only its header is exchanged', async () => {
    const [, ...rest] = (await sealer.seal('go', 1, 120)).split('.')
    const [header] = (await sealer.seal('return', 1, 120)).split('.')
    await refused(sealer.open('return', [header, ...rest].join('.')), false)
  })

  it('does not open with any character changed, left out or added', async () => {
    const ticket = await sealer.seal('code', { a: 1 }, 60)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \n'
    for (let i = 0; i < ticket.length; i++) {
      const [before, after] = [ticket.slice(0, i), ticket.slice(i + 1)]
      const altered = [...alphabet]
        .map((other) => before + other + after)
        .filter((text) => text !== ticket)
      for (const text of [...altered, before + after, `${before}A${ticket.slice(i)}`])
        await refused(sealer.open('code', text), false)
    }
  })

  it('is nothing but a text of ours', async () => {
    for (const other of [
      undefined,
      null,
      1,
      {},
      [],
      '',
      '.',
      '....',
      'a.b.c.d.e',
      'x'.repeat(100_000),
    ])
      await refused(sealer.open('go', other as string), false)
  })

  it('cannot be asked to inflate, or to take another algorithm', async () => {
    for (const header of [
      { alg: 'dir', enc: 'A256GCM', typ: 'id-contact-go', zip: 'DEF' },
      { alg: 'dir', enc: 'A128GCM', typ: 'id-contact-go' },
      { enc: 'A256GCM', alg: 'dir', typ: 'id-contact-go' },
    ]) {
      const [, ...rest] = (await sealer.seal('go', 1, 120)).split('.')
      await refused(
        sealer.open('go', [base64url.encode(JSON.stringify(header)), ...rest].join('.')),
        false,
      )
    }
    const own = await new CompactEncrypt(Buffer.from('{"exp":9999999999,"value":1}'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: 'id-contact-go' })
      .encrypt(Buffer.from(secret).subarray(0, 32))
    // The secret itself is no key: each kind has a derived one.
    await refused(sealer.open('go', own), false)
  })

  it('wants a secret of 32 bytes, and a word as kind', async () => {
    assert.throws(() => createSealer('x'.repeat(31)), ConfigError)
    assert.throws(() => createSealer(new Uint8Array(31)), ConfigError)
    createSealer('é'.repeat(16))
    for (const kind of ['', 'Go', 'go!', 'x'.repeat(33), '__proto__'])
      await assert.rejects(sealer.seal(kind, 1, 1), TypeError)
  })
})
