import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { keysOf } from '../config/testing/keys-of.ts'
import { InvalidConfig } from '../config/problems.ts'
import { file, readCheckConfig } from './config.ts'
import type { Role } from './requirement.ts'

const folder = mkdtempSync(join(tmpdir(), 'id-contact-check-'))
after(() => rmSync(folder, { recursive: true }))

function read(toml: string, role: Role = 'core'): ReturnType<typeof readCheckConfig> {
  const path = join(folder, 'check.toml')
  writeFileSync(path, toml)
  return readCheckConfig(path, role)
}

const core = '[core]\nauth_methods = []\ncomm_methods = []\npurposes = []\n'

describe('the file of the checker', () => {
  it('says where it listens; its address follows from that', () => {
    assert.equal(read(`listen = "127.0.0.1:9400"\n${core}`).address, 'http://127.0.0.1:9400')
    assert.equal(read(`listen = "[::1]:9400"\n${core}`).address, 'http://[::1]:9400')
    const behind = `listen = "127.0.0.1:9400"\naddress = "https://check.example/x/"\n${core}`
    assert.equal(read(behind).address, 'https://check.example/x')
    assert.equal(read(`listen = "127.0.0.1:9400"\ntimeout = 3\n${core}`).timeout, 3000)
  })

  it('can be written as docs/conformance.md shows', () => {
    const page = readFileSync('docs/conformance.md', 'utf8')
    const examples = [...page.matchAll(/^```toml\n(.*?)^```/gms)].map(([, toml]) => toml!)
    assert.ok(examples.length > 0)
    for (const toml of examples) {
      const [, role] = /^\[(\w+)/m.exec(toml)!
      assert.ok(read(toml, role as Role).file)
    }
  })

  it('has no key that docs/conformance.md does not name', () => {
    const page = readFileSync('docs/conformance.md', 'utf8')
    const keys = [...keysOf(file)]
    assert.ok(keys.includes('unknown_method'), 'looked into tables in tables')
    const missing = keys.filter((key) => !new RegExp(`[\`.\\[ ]${key}[\`\\], .]`).test(page))
    assert.deepEqual(missing, [])
  })

  it('is refused with the key, the matter and the remedy', () => {
    for (const [toml, words] of [
      [core, /^listen is missing\. Write listen = /],
      ['listen = "127.0.0.1:9400"', /^core is missing\. See docs\/conformance\.md/],
      [`listen = "127.0.0.1:9400"\n${core}requestors = 1`, /^core\.requestors is not a known key/],
      [`listen = "127.0.0.1:9400"\n${core}ui_tel_url = "x"`, /^core\.ui_tel_url must be a full/],
      ['listen = ', /is not TOML, at line 1/],
    ] as const)
      assert.throws(
        () => read(toml),
        (error) => error instanceof InvalidConfig && words.test(error.message),
        toml,
      )
    assert.throws(() => readCheckConfig(join(folder, 'none'), 'core'), /cannot be read \(ENOENT\)/)
  })
})
