/** The checker finds what is wrong: parts with one mistake each fail at exactly the requirement that they break. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { createCore } from '../src/core/index.ts'
import { importKeySet, type JWK, type KeySet } from '../src/protocol/keys.ts'
import type { Role } from '../src/server/check/requirement.ts'
import { check } from '../src/server/check/index.ts'
import { loadConfig } from '../src/server/config/index.ts'
import type { CorePart } from '../src/server/config/parts.ts'
import { listen } from '../src/server/host.ts'
import { brokenCores } from './broken/core.ts'
import type { Fault, Handler } from './broken/fault.ts'
import { checkCore, serveCore } from './check-core.ts'
import { createBench, type Bench } from './checked.ts'
import { removeFolder } from './system.ts'

/** Much of a run is waiting, for a plugin that takes too long for instance; so several go at the same time. */
const concurrency = 6

/** Where one run at a time can be. */
interface Stand {
  bench: Bench
  role: Role
  /** What the checker is told. */
  config: string
  keys: KeySet
  part: (outwards: (send: typeof fetch) => typeof fetch) => Promise<Handler>
}

const benches: Bench[] = []
after(() => benches.forEach(({ folder }) => removeFolder(folder)))

/** The requirements that a part fails at. */
async function failing({ bench, role, config, keys, part }: Stand, fault?: Fault) {
  const good = await part(fault?.outwards ?? ((send) => send))
  const handler = fault?.around?.(good, { checker: bench.checker, keys }) ?? good
  const port = Number(new URL(bench.at(1)).port)
  const listening = await listen(handler, { port, host: 'localhost' })
  let output = ''
  try {
    const dialect = fault?.dialect ?? 'id-contact'
    const write = (text: string): void => void (output += text)
    const { findings } = await check({ role, url: bench.at(1), config, dialect, write })
    assert.ok(findings.length > 0, output)
    return findings.filter(({ verdict }) => verdict.is === 'failed').map(({ id }) => id)
  } finally {
    await listening.stop(0)
  }
}

/** The part without a mistake, and with each, on a stand that is free. */
function holdsToAccount(make: (bench: Bench) => Promise<Stand>, faults: readonly Fault[]): void {
  const free: Stand[] = []
  before(async () => {
    for (let i = 0; i < concurrency; i++) {
      const bench = await createBench('EC')
      benches.push(bench)
      free.push(await make(bench))
    }
  })
  const run = async (fault?: Fault): Promise<string[]> => {
    const stand = free.pop()!
    try {
      return await failing(stand, fault)
    } finally {
      free.push(stand)
    }
  }
  it('fails at nothing without a mistake', async () => assert.deepEqual(await run(), []))
  for (const fault of faults)
    it(`fails at ${fault.breaks} when it ${fault.is}`, async () =>
      assert.deepEqual(await run(fault), [fault.breaks]))
}

async function signer({ folder }: Bench, name: string, kid?: string): Promise<KeySet> {
  const text = readFileSync(`${folder}/${name}/signing.private.json`, 'utf8')
  const { keys } = JSON.parse(text) as { keys: JWK[] }
  return importKeySet(
    keys.map((jwk) => ({ ...jwk, ...(kid && { kid }) })),
    'sign',
  )
}

describe('a core', { concurrency }, () => {
  holdsToAccount(async (bench) => {
    await bench.keys('core', 'requestor')
    const file = bench.write('core.toml', serveCore(bench.checker, bench.at(1)))
    const { settings } = loadConfig(file).parts[0] as CorePart
    return {
      bench,
      role: 'core',
      config: bench.write('check.toml', checkCore(bench.checker)),
      keys: await signer(bench, 'requestor', 'rooms'),
      part: (outwards) => createCore({ ...settings, fetch: outwards(fetch) }),
    }
  }, brokenCores)
})
