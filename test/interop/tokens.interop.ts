/** Results that Python makes open here, those that we make open in Python, and Python takes nothing that an attacker makes. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { dialects, type Dialect } from '../../src/protocol/dialect.ts'
import { generateKey, importKeySet, type JWK } from '../../src/protocol/keys.ts'
import { seconds } from '../../src/protocol/lifetime.ts'
import { openResult, sealResult } from '../../src/protocol/result.ts'
import {
  claims,
  enc,
  inner,
  outer,
  sealed,
  sig,
  signed,
} from '../../src/protocol/testing/attacker.ts'
import { forgeHmac, forgeJws, publicHalf } from '../../src/protocol/testing/forge.ts'
import { published } from '../../src/protocol/testing/published-result.ts'
import { python } from '../plugins.ts'

interface Answer {
  token?: string
  claims?: Record<string, unknown>
  refused?: true
}

let child: ChildProcess
let lines: AsyncIterator<string>
before(() => {
  const program = fileURLToPath(new URL('tokens.py', import.meta.url))
  child = spawn(python(), [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
})
after(async () => {
  child.stdin!.end()
  await once(child, 'exit')
})

async function ask(question: object): Promise<Answer> {
  child.stdin!.write(`${JSON.stringify(question)}\n`)
  const { value, done } = await lines.next()
  if (done) throw new Error('Python has ended')
  return JSON.parse(value) as Answer
}

const iss = 'https://login.example'
const aud = 'https://comm.example'
const hash = 'h'.repeat(43)
const more = { iss, aud, binding: 'b'.repeat(22), purpose: 'report_move', acr: 'low' }
/** What is said, on the wire and here: for a conversation of ours, and as published. */
const forms = {
  bound: {
    wire: { ...more, auth_method: 'letter', auth_time: 1_700_000_000, receipt_hash: hash },
    ours: { ...more, authMethod: 'letter', authenticatedAt: 1_700_000_000, receiptHash: hash },
    parties: { issuer: iss, audience: aud },
  },
  published: { wire: {}, ours: {}, parties: {} },
}
const outcomes = [
  { status: 'success', attributes: { name: 'Zoë «Ø»', address: 'Straat 1\n1234 AB Juinen' } },
  { status: 'failed' },
] as const

const algorithms = { EC: ['ES256', 'ECDH-ES'], RSA: ['RS256', 'RSA-OAEP'] } as const
type Kind = keyof typeof algorithms

for (const signs of ['EC', 'RSA'] satisfies Kind[])
  for (const encrypts of ['EC', 'RSA'] satisfies Kind[])
    describe(`a result, signed with ${signs} and encrypted with ${encrypts}`, () => {
      let signing: { privateKey: JWK; publicKey: JWK }
      let encryption: { privateKey: JWK; publicKey: JWK }
      before(async () => {
        signing = await generateKey('sig', algorithms[signs][0])
        encryption = await generateKey('enc', algorithms[encrypts][1])
      })

      for (const dialect of Object.keys(dialects) as Dialect[])
        for (const [form, { wire, ours, parties }] of Object.entries(forms))
          for (const outcome of outcomes) {
            const words = `${form}, ${dialect}, ${outcome.status}`

            it(`that Python makes opens here: ${words}`, async () => {
              const { token } = await ask({
                do: 'make',
                claims: { ...outcome, ...wire },
                signing: signing.privateKey,
                encryption: encryption.publicKey,
                dialect,
              })
              const { iat, exp, jti, ...said } = await openResult(token!, {
                decryptionKeys: await importKeySet([encryption.privateKey], 'decrypt'),
                verificationKeys: await importKeySet([signing.publicKey], 'verify'),
                ...parties,
              })
              assert.deepEqual(said, { ...outcome, ...ours })
              assert.equal(exp - iat, 300)
              assert.equal(jti !== undefined, form === 'bound')
            })

            it(`that we make opens in Python: ${words}`, async () => {
              const token = await sealResult(
                { ...outcome, ...ours },
                {
                  dialect,
                  signingKeys: await importKeySet([signing.privateKey], 'sign'),
                  encryptionKeys: await importKeySet([encryption.publicKey], 'encrypt'),
                },
              )
              const keys = [[encryption.privateKey], [signing.publicKey]]
              const opened = await ask({ do: 'open', token, keys, ...parties })
              const { sub, iat, exp, nbf, ...said } = opened.claims!
              assert.deepEqual(said, { ...outcome, ...wire })
              assert.equal(sub, dialects[dialect].subject)
              assert.equal(Number(exp) - Number(iat), 300)
              assert.equal(nbf !== undefined, form === 'bound')
            })
          }
    })

const now = seconds(new Date())
const good = { ...claims, iat: now, exp: now + 300 }
const saying = (changes: object): string => sealed(signed(inner, { ...good, ...changes }))
const ourKeys = [[enc.privateKey], [sig.publicKey]]
const opened = async (token: string, keys = ourKeys): Promise<Answer> =>
  ask({ do: 'open', token, keys })

describe('what opens results in Python', () => {
  it('opens a good one, also by the name of its key', async () => {
    assert.equal((await opened(saying({}))).claims?.status, 'success')
    const token = sealed(signed({ ...inner, kid: 'sig-1' }, good), { ...outer, kid: 'enc-1' })
    assert.equal((await opened(token)).claims?.status, 'success')
  })

  const attacker = generateKey('sig', 'RS256', 'evil')
  const publicPem = JSON.stringify(publicHalf(sig.publicKey))
  const attacks: Record<string, () => string | Promise<string>> = {
    'the published example, which is of 2021': () => published.token,
    'one by another key (T6)': async () =>
      sealed(forgeJws(inner, good, (await attacker).privateKey)),
    'one by the key in its header (T10)': async () => {
      const { privateKey, publicKey } = await attacker
      return sealed(forgeJws({ ...inner, jwk: publicHalf(publicKey) }, good, privateKey))
    },
    'one that nobody signed (T8)': () => {
      const [, payload] = signed(inner, good).split('.')
      const header = Buffer.from('{"typ":"JWT","alg":"none"}').toString('base64url')
      return sealed(`${header}.${payload}.`)
    },
    'a public key as a secret (T8)': () =>
      sealed(forgeHmac({ ...inner, alg: 'HS256' }, good, publicPem)),
    'RSA1_5 (T8)': () =>
      sealed(signed(inner, good), { ...outer, alg: 'RSA1_5' }, { padding: 'pkcs1' }),
    'an algorithm that is not the key’s (T8)': () =>
      sealed(signed({ ...inner, alg: 'PS256' }, good)),
    'one that is compressed (T9)': () => sealed(signed(inner, good), { ...outer, zip: 'DEF' }),
    'an address of keys (T10)': () =>
      sealed(signed({ ...inner, jku: 'https://evil.example' }, good)),
    'a header that nobody knows (T10)': () => sealed(signed({ ...inner, crit: ['exp'] }, good)),
    'the name of another key (T11)': () =>
      sealed(signed({ ...inner, kid: '../../etc/passwd' }, good)),
    'something that is not one token (T12)': () => `${saying({})} `,
    'another kind of token (T13)': () => saying({ sub: 'id-contact-widget-params' }),
    'another typ (T13)': () => sealed(signed({ ...inner, typ: 'handover+jwt' }, good)),
    'a signed token inside another (T13)': () => sealed(saying({})),
    'one that never ends (T13)': () => saying({ exp: undefined }),
    'one that lives for years (T13)': () => saying({ exp: now + 100_000_000 }),
    'one that is over (T13)': () => saying({ iat: now - 500, exp: now - 200 }),
    'one of the future (T13)': () => saying({ iat: now + 500, exp: now + 800 }),
    'one that counts later (T13)': () => saying({ nbf: now + 500 }),
    'times that are texts (T13)': () => saying({ iat: String(now), exp: String(now + 300) }),
    'a status that is none': () => saying({ status: 'ok' }),
    'an attribute that is no text': () => saying({ attributes: { name: { first: 'x' } } }),
    'attributes that are a list': () => saying({ attributes: ['x'] }),
    'a binding that is no text': () => saying({ binding: 1 }),
  }
  for (const [what, make] of Object.entries(attacks))
    it(`refuses ${what}`, async () =>
      assert.deepEqual(await opened(await make()), { refused: true }))

  it('refuses a result for somebody else, and of somebody else', async () => {
    const token = saying({ iss, aud })
    const keys = ourKeys
    const parties = { issuer: iss, audience: aud }
    assert.ok((await ask({ do: 'open', token, keys, ...parties })).claims)
    for (const other of [{ issuer: 'https://evil.example' }, { audience: 'https://evil.example' }])
      assert.ok((await ask({ do: 'open', token, keys, ...parties, ...other })).refused)
    const nobodys = saying({})
    assert.ok((await ask({ do: 'open', token: nobodys, keys, ...parties })).refused)
  })
})
