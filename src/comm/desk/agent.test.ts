/** Agents who are known by the keys that their organisation's provider publishes. */
import assert from 'node:assert/strict'
import { before, describe, it, mock } from 'node:test'
import { SignJWT, importJWK } from 'jose'
import { generateKey, type JWK } from '../../protocol/keys.ts'
import { createKeyedHash } from '../keyed-hash.ts'
import { createBearer, type Agent } from './agent.ts'

const issuer = 'https://login.example'

let keys: { publicKey: JWK; privateKey: JWK }[]
before(async () => (keys = [await generateKey('sig'), await generateKey('sig')]))

/** What is asked of the provider, and what it answers. */
async function scene({ jwksUri = `${issuer}/keys`, isDown = false } = {}) {
  let ahead = 0
  const asked: string[] = []
  const provider = { isDown }
  const now = (): Date => new Date(Date.now() + ahead)
  const answer: typeof fetch = async (input) => {
    const url = String(input instanceof Request ? input.url : input)
    asked.push(url)
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (provider.isDown) throw new TypeError('fetch failed')
    return url.endsWith('/openid-configuration')
      ? Response.json({ issuer, jwks_uri: jwksUri })
      : Response.json({ keys: [keys[0]!.publicKey] })
  }
  const agents = { issuer, audience: 'desk' }
  const verify = createBearer({
    keyedHash: await createKeyedHash('s'.repeat(32)),
    now,
    config: { agents, fetch: answer },
  })
  return {
    asked,
    provider,
    wait: (milliseconds: number) => void (ahead += milliseconds),
    ask: async (by = 0, kid = keys[by]!.publicKey.kid!): Promise<Agent> => {
      const key = await importJWK(keys[by]!.privateKey, 'ES256')
      const token = new SignJWT({ sub: 'sanne', iss: issuer, aud: 'desk', name: 'Sanne' })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuedAt(now())
        .setExpirationTime(Math.floor(now().getTime() / 1000) + 300)
      return verify(`Bearer ${await token.sign(key)}`)
    },
    verify,
  }
}

describe('an agent whose provider publishes its keys', () => {
  it('is known by them, and they are asked for once, however many come at the same moment (T26)', async () => {
    const { ask, asked } = await scene()
    const agents = await Promise.all(Array.from({ length: 20 }, () => ask()))
    assert.ok(agents.every(({ name }) => name === 'Sanne'))
    assert.deepEqual(asked, [`${issuer}/.well-known/openid-configuration`, `${issuer}/keys`])
    await assert.rejects(ask(1, keys[0]!.publicKey.kid), { slug: 'sign-in-required' })
    for (let i = 0; i < 20; i++) await assert.rejects(ask(1, `unknown-${i}`))
    assert.equal(asked.length, 2)
  })

  it('makes us ask nothing by what is no token', async () => {
    const { verify, asked } = await scene()
    for (const token of ['x', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', 'eyJhbGciOiJIUzI1NiJ9.e30.AA'])
      await assert.rejects(verify(`Bearer ${token}`), { slug: 'sign-in-required' })
    assert.deepEqual(asked, [])
  })

  it('is not known while the provider is down, which is not asked at each request', async () => {
    const { ask, asked, provider, wait } = await scene({ isDown: true })
    for (let i = 0; i < 20; i++) await assert.rejects(ask(), { slug: 'unavailable' })
    assert.equal(asked.length, 1)
    provider.isDown = false
    wait(5000)
    assert.equal((await ask()).name, 'Sanne')
  })

  it('is not told to sign in again while the provider is down, for which that would be no remedy', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() })
    try {
      const { ask, provider } = await scene()
      assert.equal((await ask()).name, 'Sanne')
      provider.isDown = true
      assert.equal((await ask()).name, 'Sanne', 'the keys are known')
      mock.timers.tick(11 * 60_000)
      await assert.rejects(ask(), { slug: 'unavailable' })
      provider.isDown = false
      assert.equal((await ask()).name, 'Sanne')
    } finally {
      mock.timers.reset()
    }
  })

  it('is not known by keys that came over a line that anybody can write on', async () => {
    const { ask, asked } = await scene({ jwksUri: 'http://login.example/keys' })
    await assert.rejects(ask(), { slug: 'unavailable' })
    assert.deepEqual(asked, [`${issuer}/.well-known/openid-configuration`])
  })
})
