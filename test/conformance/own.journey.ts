/** Our own parts meet the protocol: each in a process of its own, looked at by the command that a plugin author runs. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Role } from '../../src/server/check/requirement.ts'
import { requirements } from '../../src/server/check/requirements.ts'
import { checkAuth, serveAuth, startProvider } from '../check-auth.ts'
import {
  carriedComm,
  checkCarried,
  checkComm,
  checkPublished,
  inMemory,
  serveComm,
  serveDesk,
} from '../check-comm.ts'
import { checkCore, serveCore, writeForCore } from '../check-core.ts'
import { agentToken, checkPublishedRooms, checkRooms, serveRooms } from '../check-rooms.ts'
import { createBench, runCheck, serveFile, type Bench, type Run } from '../checked.ts'
import type { DemoProvider } from '../../examples/demo-provider/provider.ts'
import type { Program } from '../program.ts'
import { removeFolder } from '../system.ts'

const idsOf = (role: Role): string[] =>
  requirements.map(({ id }) => id).filter((id) => id.startsWith(`${role.toUpperCase()}-`))

const kinds = [
  { kind: 'EC', dialect: 'id-contact' },
  { kind: 'RSA', dialect: 'verder-helpen' },
] as const

/** Each part, and each way in which one is looked at, by its port. */
const parts = { core: 1, auth: 2, provider: 3, talk: 4, carried: 5, rooms: 6, oldRooms: 7, desk: 8 }
/** Each checker listens at an address of its own, so that they can look at the same time. */
const checkers = { auth: 10, talk: 11, carried: 12, published: 13, rooms: 14, oldRooms: 15 }

for (const { kind, dialect } of kinds) {
  describe(`with ${kind} keys, as ${dialect}`, { concurrency: 4 }, () => {
    let place: Bench
    let provider: DemoProvider
    let serving: Program
    const at = (part: keyof typeof parts): string => place.at(parts[part])
    const checker = (name: keyof typeof checkers): string => place.at(checkers[name])

    before(async () => {
      place = await createBench(kind)
      await place.keys('core', 'requestor', 'auth', 'comm', 'login', 'other', 'published')
      await place.keys('rooms', 'agents')
      writeForCore(place)
      place.write('desk-token', await agentToken(place.folder, checker('talk')))
      provider = await startProvider(Number(new URL(at('provider')).port), [at('auth')])
      const isPublished = true
      const file = [
        serveCore(place.checker, at('core')),
        serveAuth(checker('auth'), at('auth'), provider.issuer, dialect),
        serveComm(at('talk'), checker('talk')),
        carriedComm(at('carried'), checker('carried')),
        serveDesk(at('desk'), { talk: checker('talk'), carried: checker('carried') }),
        serveRooms('bound', at('rooms'), checker('rooms'), dialect),
        serveRooms('old', at('oldRooms'), checker('oldRooms'), dialect, { isPublished }),
        inMemory,
      ]
      serving = await serveFile(place.write('id-contact.toml', file.join('')))
    })
    after(async () => {
      await serving?.stop()
      await provider?.stop()
      removeFolder(place.folder)
    })

    const look = (role: Role, url: string, told: string, ...how: string[]): Promise<Run> => {
      const config = place.write(`check-${new URL(url).port}-${told.length}.toml`, told)
      return runCheck(role, url, '--config', config, '--dialect', dialect, ...how)
    }
    const expectMet = (role: Role, { code, output, ended }: Run, skipped: string[] = []): void => {
      assert.equal(code, 0, output)
      assert.deepEqual(ended('skipped'), skipped)
      assert.deepEqual([...ended('passed'), ...skipped].sort(), idsOf(role).sort())
    }

    it('our core meets every requirement', async () => {
      const report = `${place.folder}/core.xml`
      const run = await look('core', at('core'), checkCore(place), '--junit', report)
      expectMet('core', run, [
        ...(dialect === 'id-contact' ? ['CORE-START-03'] : []),
        // Its state is sealed.
        'CORE-SHIM-06',
        // Ours shows the number on a page of its own (docs/compatibility.md).
        'CORE-TEL-03',
      ])
      assert.match(readFileSync(report, 'utf8'), /<testsuite name="id-contact check core"/)
    })

    it('our authentication plugin meets every requirement', async () => {
      expectMet('auth', await look('auth', at('auth'), checkAuth(checker('auth'))))
    })

    // Ours sends results by either way, and serves cores of either kind; no one run sees all of that. One after the other: an employee takes
    // whoever waits.
    describe('our communication plugin', { concurrency: 1 }, () => {
      it('meets every requirement', async () => {
        const told = checkComm(checker('talk'), at('desk'))
        const run = await look('comm', at('talk'), told)
        // There is nothing that a result of an earlier log-in could be bound to.
        // Nor is there a code before the log-in.
        expectMet('comm', run, ['COMM-EARLIER-01', 'COMM-EARLIER-02', 'COMM-PHONE-04'])
      })

      it('does so in writing, when results come with the browser', async () => {
        const run = await look('comm', at('carried'), checkCarried(checker('carried'), at('desk')))
        expectMet('comm', run, [
          'COMM-RESULT-02',
          'COMM-EARLIER-01',
          'COMM-EARLIER-02',
          'COMM-BIND-10',
          'COMM-HAND-12',
          'COMM-HAND-13',
          'COMM-HAND-14',
          'COMM-SESSION-02',
          'COMM-PHONE-01',
          'COMM-PHONE-02',
          'COMM-PHONE-04',
          'COMM-PHONE-03',
          'COMM-DURING-12',
        ])
      })

      it('does so when a published core asks', async () => {
        const run = await look('comm', at('talk'), checkPublished(checker('published')))
        expectMet('comm', run, idsOf('comm').filter(isBeyond))
      })
    })

    it('our rooms for a platform meet every requirement', async () => {
      place.write('agent-token', await agentToken(place.folder, checker('rooms')))
      expectMet('rooms', await look('rooms', at('rooms'), checkRooms(checker('rooms'))))
    })

    it('they do so beside a published core', async () => {
      const name = 'old-agent-token'
      place.write(name, await agentToken(place.folder, checker('oldRooms')))
      const told = checkPublishedRooms(checker('oldRooms')).replace('agent-token', name)
      const run = await look('rooms', at('oldRooms'), told)
      expectMet(
        'rooms',
        run,
        idsOf('rooms').filter((id) => /-BIND-/.test(id)),
      )
    })
  })
}

const isBeyond = (id: string): boolean => /-(BIND|HAND|CALL|SESSION|PHONE|DURING)-/.test(id)

describe('id-contact check', () => {
  let place: Bench
  before(async () => {
    place = await createBench('EC')
    await place.keys('core', 'requestor')
  })
  after(() => removeFolder(place.folder))

  it('ends with 1 when nobody answers', async () => {
    const config = place.write('check-core.toml', checkCore(place))
    const { code, output } = await runCheck('core', place.at(2), '--config', config)
    assert.equal(code, 1)
    assert.match(output, /cannot be reached: none \(ECONNREFUSED\)/)
  })

  it('ends with 2 when it is not used as it is meant', async () => {
    const typo = place.write('typo.toml', 'listen = "127.0.0.1:0"\n[core]\nauth_method = []\n')
    const url = place.at(2)
    const file = place.write('check-core.toml', checkCore(place))
    const misuses: [string[], RegExp][] = [
      [['cores', url], /Name what to check: core, auth, comm, rooms/],
      [['core', 'localhost'], /Give the http\(s\) address/],
      [['core', url, '--config', file, '--only', 'CORE-X-01'], /--only names CORE-X-01, which/],
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
