/** A plugin that speaks the published protocol alone, and answers 200 whatever is posted, can pass. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { listen, type Listening } from '../../host.ts'
import { makeKeys } from '../../keys.ts'
import { check } from '../index.ts'
import type { Finding } from '../requirement.ts'

const folder = mkdtempSync(join(tmpdir(), 'id-contact-check-'))
let plugin: Listening
let address = ''
let starts = 0

/** A telephone plugin of the first generation: a number with a code, and an address that takes everything. */
async function answer(request: Request): Promise<Response> {
  if (!request.url.endsWith('/start_communication')) return new Response('ok')
  const { purpose } = (await request.json().catch(() => ({}))) as { purpose?: unknown }
  if (typeof purpose !== 'string') return new Response(null, { status: 422 })
  const code = 48_291_730 + ++starts
  return Response.json({
    client_url: `tel:+31201234567,,${code}`,
    attr_url: `${address}/result/${code}`,
  })
}

before(async () => {
  plugin = await listen(answer, { port: 0 })
  address = `http://127.0.0.1:${plugin.port}`
  for (const name of ['comm', 'login']) await makeKeys(join(folder, name), 'EC')
})
after(async () => {
  await plugin.stop(0)
  rmSync(folder, { recursive: true })
})

async function looked(): Promise<{ findings: Finding[]; output: string }> {
  const config = join(folder, 'check.toml')
  const toml = `
listen = "127.0.0.1:0"

[comm]
purpose = "report_move"
encryption_keys = { file = "comm/encryption.public.json" }

[comm.login]
attributes = ["name"]
keys = { file = "login/signing.private.json" }
`
  writeFileSync(config, toml)
  let output = ''
  const write = (text: string): void => void (output += text)
  const options = { role: 'comm', url: address, config, dialect: 'id-contact', write } as const
  return { ...(await check(options)), output }
}

describe('a published plugin', () => {
  it('fails at nothing, and what cannot be seen of it is said', async () => {
    const { findings, output } = await looked()
    const ended = (is: string, reason = /^/): string[] =>
      findings
        .filter(({ verdict }) => verdict.is === is)
        .filter(({ verdict }) => !('reason' in verdict) || reason.test(verdict.reason))
        .map(({ id }) => id)
    assert.deepEqual(ended('failed'), [], output)
    assert.deepEqual(ended('passed'), [
      'COMM-START-01',
      'COMM-START-02',
      'COMM-START-03',
      'COMM-START-04',
      'COMM-RESULT-01',
      'COMM-RESULT-02',
    ])
    const unseen = ended('skipped', /^cannot be seen from outside/)
    const refusals = findings
      .map(({ id }) => id)
      .filter((id) => /^COMM-RESULT-(0[3-9]|1[03])$/.test(id))
    assert.deepEqual(unseen, refusals)
  })
})
