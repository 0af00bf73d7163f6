/** Our own parts meet the protocol: each in a process of its own, looked at by the command that a plugin author runs. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { requirements } from '../src/server/check/requirements.ts'
import { checkAuth, serveAuth, startProvider } from './check-auth.ts'
import { carriedComm, checkComm, checkPublished, inMemory, serveComm } from './check-comm.ts'
import { checkCore, serveCore } from './check-core.ts'
import { createBench, runCheck, serveFile, type Bench, type Run } from './checked.ts'
import { removeFolder } from './system.ts'

const idsOf = (role: string): string[] =>
  requirements.map(({ id }) => id).filter((id) => id.startsWith(`${role.toUpperCase()}-`))

const kinds = [
  { kind: 'EC', dialect: 'id-contact' },
  { kind: 'RSA', dialect: 'verder-helpen' },
] as const

for (const { kind, dialect } of kinds) {
  describe(`with ${kind} keys, as ${dialect}`, () => {
    let place: Bench
    before(async () => {
      place = await createBench(kind)
      await place.keys('core', 'requestor', 'auth', 'comm', 'login', 'other', 'published')
    })
    after(() => removeFolder(place.folder))

    it('our core meets every requirement', async () => {
      const core = place.at(1)
      const serving = await serveFile(place.write('core.toml', serveCore(place.checker, core)))
      try {
        const config = place.write('check-core.toml', checkCore(place.checker))
        const report = `${place.folder}/core.xml`
        const how = ['--config', config, '--dialect', dialect, '--junit', report]
        const run = await runCheck('core', core, ...how)
        assert.equal(run.code, 0, run.output)
        assert.deepEqual(run.ended('skipped'), [
          ...(dialect === 'id-contact' ? ['CORE-START-03'] : []),
          // Ours shows the number on a page of its own (docs/compatibility.md).
          'CORE-TEL-03',
          'CORE-CONFIG-01',
        ])
        assert.deepEqual(
          [...run.ended('passed'), ...run.ended('skipped')].sort(),
          idsOf('core').sort(),
        )
        assert.match(readFileSync(report, 'utf8'), /<testsuite name="id-contact check core"/)
      } finally {
        await serving.stop()
      }
    })

    it('our authentication plugin meets every requirement', async () => {
      const auth = place.at(2)
      const provider = await startProvider(Number(new URL(place.at(3)).port), [auth])
      const file = serveAuth(place.checker, auth, provider.issuer, dialect)
      const serving = await serveFile(place.write('auth.toml', file))
      try {
        const config = place.write('check-auth.toml', checkAuth(place.checker))
        const run = await runCheck('auth', auth, '--config', config, '--dialect', dialect)
        assert.equal(run.code, 0, run.output)
        assert.deepEqual(run.ended('passed'), idsOf('auth'))
      } finally {
        await serving.stop()
        await provider.stop()
      }
    })

    it('our communication plugin meets every requirement', async () => {
      const runs = await runComm(place, dialect)
      for (const { code, output } of Object.values(runs)) assert.equal(code, 0, output)
      const { bound, byBrowser, published } = runs
      // There is nothing that a result of an earlier log-in could be bound to.
      assert.deepEqual(bound.ended('skipped'), ['COMM-EARLIER-01', 'COMM-EARLIER-02'])
      assert.deepEqual(byBrowser.ended('skipped'), [
        'COMM-RESULT-02',
        'COMM-EARLIER-01',
        'COMM-EARLIER-02',
        'COMM-BIND-10',
        'COMM-HAND-12',
        'COMM-HAND-13',
        'COMM-HAND-14',
      ])
      const ours = idsOf('comm').filter((id) => /-(BIND|HAND)-/.test(id))
      assert.deepEqual(published.ended('skipped'), ours)
    })
  })
}

/** Ours sends results by either way, and serves cores of either kind; no one run sees all of that. */
async function runComm(place: Bench, dialect: string) {
  const [talk, carried] = [place.at(1), place.at(2)]
  // Each checker listens at an address of its own, so that they can look at the same time.
  const checkers = [place.checker, place.at(3), place.at(4)] as const
  const file = serveComm(talk, checkers[0]) + carriedComm(carried, checkers[1]) + inMemory
  const serving = await serveFile(place.write('comm.toml', file))
  const look = (url: string, name: string, told: string): Promise<Run> =>
    runCheck('comm', url, '--config', place.write(name, told), '--dialect', dialect)
  try {
    const [bound, byBrowser, published] = await Promise.all([
      look(talk, 'check-bound.toml', checkComm(checkers[0])),
      look(carried, 'check-carried.toml', checkComm(checkers[1])),
      look(talk, 'check-published.toml', checkPublished(checkers[2])),
    ])
    return { bound, byBrowser, published }
  } finally {
    await serving.stop()
  }
}

describe('id-contact check', () => {
  let place: Bench
  before(async () => {
    place = await createBench('EC')
    await place.keys('requestor')
  })
  after(() => removeFolder(place.folder))

  it('ends with 1 when nobody answers', async () => {
    const config = place.write('check-core.toml', checkCore(place.checker))
    const { code, output } = await runCheck('core', place.at(2), '--config', config)
    assert.equal(code, 1)
    assert.match(output, /cannot be reached: none \(ECONNREFUSED\)/)
  })

  it('ends with 2 when it is not used as it is meant', async () => {
    const typo = place.write('typo.toml', 'listen = "127.0.0.1:0"\n[core]\nauth_method = []\n')
    const url = place.at(2)
    const misuses: [string[], RegExp][] = [
      [['cores', url], /Name what to check: core, auth, comm/],
      [['core', 'localhost'], /Give the http\(s\) address/],
      [['core', url, '--config', typo], /core.auth_method is not a known key/],
    ]
    await Promise.all(
      misuses.map(async ([args, words]) => {
        const { code, output } = await runCheck(...args)
        assert.match(output, words)
        assert.equal(code, 2, args.join(' '))
      }),
    )
  })
})
