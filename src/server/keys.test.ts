import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ensureKeys, ensureSecret, keyFiles, makeKeys } from './keys.ts'

const root = mkdtempSync(join(tmpdir(), 'keys-'))
after(() => rmSync(root, { recursive: true }))

const keysIn = (path: string) =>
  (JSON.parse(readFileSync(path, 'utf8')) as { keys: Record<string, string>[] }).keys

describe('making keys', () => {
  for (const [kind, kty] of [
    ['EC', 'EC'],
    ['RSA', 'RSA'],
  ] as const) {
    test(`${kind}: private and public halves, a secret, for the owner alone`, async () => {
      const folder = join(root, kind)
      const paths = await makeKeys(folder, kind)
      assert.deepEqual(
        paths,
        keyFiles.map((name) => join(folder, name)),
      )
      for (const path of paths) assert.equal(statSync(path).mode & 0o777, 0o600)
      assert.equal(statSync(folder).mode & 0o777, 0o700)
      for (const set of ['signing', 'encryption']) {
        const [privateKey] = keysIn(join(folder, `${set}.private.json`))
        const [publicKey] = keysIn(join(folder, `${set}.public.json`))
        assert.equal(privateKey?.kty, kty)
        assert.ok(privateKey?.d)
        assert.equal(publicKey?.d, undefined)
        assert.equal(publicKey?.kid, privateKey?.kid)
        assert.match(publicKey!.kid!, /^[A-Za-z0-9_-]{43}$/)
      }
      assert.ok(Buffer.from(readFileSync(join(folder, 'secret'), 'utf8'), 'base64url').length >= 32)
    })
  }

  test('never overwrites, and then writes nothing at all', async () => {
    const folder = join(root, 'again')
    await makeKeys(folder)
    const before = readFileSync(join(folder, 'secret'), 'utf8')
    rmSync(join(folder, 'signing.private.json'))
    await assert.rejects(() => makeKeys(folder), /is already there, and keys are never overwritten/)
    assert.equal(readFileSync(join(folder, 'secret'), 'utf8'), before)
    assert.equal(readdirSync(folder).length, 4)
    await assert.rejects(() => ensureKeys(folder), /is already there/)
  })

  test('once, for a start that comes back', async () => {
    const folder = join(root, 'once')
    await ensureKeys(folder)
    const before = readFileSync(join(folder, 'signing.private.json'), 'utf8')
    await ensureKeys(folder)
    assert.equal(readFileSync(join(folder, 'signing.private.json'), 'utf8'), before)
    const secret = ensureSecret(join(root, 'deep/er/secret'))
    assert.equal(ensureSecret(join(root, 'deep/er/secret')), secret)
    assert.equal(statSync(join(root, 'deep/er/secret')).mode & 0o777, 0o600)
  })
})
