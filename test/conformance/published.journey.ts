/** The published components, as this repository plays them, speak the protocol as far as it was published: the checker says so. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createBench, runCheck, type Bench, type Run } from '../checked.ts'
import { guestSecret, hostSecret } from '../check-rooms.ts'
import { choices } from '../check-core.ts'
import { makeKeyring, type Keys } from '../matrix/keys.ts'
import { createProcesses } from '../matrix/processes.ts'
import type { Generation } from '../matrix/world.ts'
import type { KeyKind } from '../../src/server/keys.ts'
import { removeFolder } from '../system.ts'

const processes = createProcesses()
after(() => processes.stop())

/** The published cores do not know the start without a log-in. */
const published = (checker: string): string =>
  choices(checker)
    .split('\n')
    .filter((line) => !line.includes('allow_unauthenticated'))
    .join('\n')

const core = (keys: Keys, checker: string, url: string): string => `
[global]
server_url = "${url}"
internal_secret = "0123456789abcdef0123456789abcdef"
ui_tel_url = "${checker}/telephone/"
ui_signing_privkey = { type = "${keys.kindOf('screen')}", key = """${keys.private('screen')}""" }
authonly_request_keys.rooms = { type = "${keys.kindOf('asker')}", key = """${keys.public('asker')}""" }
${published(checker)}`

const toldOfCore = (checker: string, command: (file: string) => string): string => `
listen = "${new URL(checker).host}"

[core]
${published(checker).replace('plugin_timeout = 3', 'plugin_timeout = 5')}
requestor = { kid = "rooms", keys = { file = "asker.pem" } }
ui_tel_url = "${checker}/telephone/"
ui_tel_keys = { file = "screen.pub.pem" }

[core.startup]
unknown_method = ${command('unknown-method.toml')}
short_secret = ${command('short-secret.toml')}
`

/** Without pictures, and of the other generation. */
const skipped: Record<Generation, string[]> = {
  'id-contact': ['CORE-OPTIONS-09', 'CORE-START-03'],
  'verder-helpen': ['CORE-OPTIONS-09'],
}

const toldOfAuth = (checker: string): string => `
listen = "${new URL(checker).host}"

[auth]
attributes = ["name", "email"]
keys = { file = "theirAuth.pub.pem" }
decryption_keys = { file = "reader.pem" }
login = [{ link = "Share" }]
cancel = [{ link = "Fail" }]
`

const toldOfComm = (checker: string): string => `
listen = "${new URL(checker).host}"

[comm]
purpose = "report_move"
encryption_keys = { file = "reader.pub.pem" }
platform = {}

[comm.login]
attributes = ["name"]
keys = { file = "theirAuth.pem" }
`

const toldOfRooms = (checker: string): string => `
listen = "${new URL(checker).host}"

[rooms]
purpose = "report_move"
guest_secret = "${guestSecret}"
host_secret = "${hostSecret}"
keys = { file = "asker.pub.pem" }
kid = "platform"
encryption_keys = { file = "reader.pub.pem" }

[rooms.login]
attributes = ["name"]
keys = { file = "theirAuth.pem" }
`

const isBeyond = (id: string): boolean => /-(BIND|HAND|CALL|SESSION|DURING)-/.test(id)

/** In which way somebody gets to the conversation, and what there is nothing to see of then. */
const ways: [string, string[]][] = [
  ['tel', ['COMM-LAND-01', 'COMM-EARLIER-01', 'COMM-EARLIER-02']],
  ['page', ['COMM-PHONE-01', 'COMM-PHONE-02', 'COMM-PHONE-04', 'COMM-PHONE-03']],
  [
    'inline',
    ['COMM-RESULT-02', 'COMM-PHONE-01', 'COMM-PHONE-02', 'COMM-PHONE-04', 'COMM-PHONE-03'],
  ],
]

for (const [generation, kind] of [
  ['id-contact', 'RSA'],
  ['verder-helpen', 'EC'],
] as [Generation, KeyKind][])
  describe(`as published for ${generation}`, () => {
    const keys = makeKeyring(kind)
    let bench: Bench
    before(async () => {
      bench = await createBench(kind)
      keys.write(bench.folder)
    })
    after(() => removeFolder(bench.folder))

    const place = (part: number): string => bench.at(part).replace('localhost', '127.0.0.1')
    const run = (part: string, url: string, ...args: string[]): Promise<void> =>
      processes.run(`test/published/${part}.ts`, '--url', url, '--generation', generation, ...args)
    const check = (role: string, url: string, text: string): Promise<Run> => {
      const file = bench.write(`check-${role}.toml`, text)
      return runCheck(role, url, '--config', file, '--dialect', generation)
    }

    it('the core meets every requirement that was published', async () => {
      const config = bench.write('core.toml', core(keys, bench.checker, place(1)))
      await run('core', place(1), '--config', config)
      const good = core(keys, bench.checker, place(9))
      bench.write('unknown-method.toml', good.replace('["talk"]', '["no_such_tag"]'))
      bench.write(
        'short-secret.toml',
        good.replace(/^internal_secret = .*$/m, 'internal_secret = "x"'),
      )
      const told = toldOfCore(bench.checker, (file) => {
        const how = ['--url', place(9), '--generation', generation, '--config']
        const program = [process.execPath, 'test/published/core.ts']
        return JSON.stringify([...program, ...how, join(bench.folder, file)])
      })
      const { code, output, ended } = await check('core', place(1), told)
      assert.equal(code, 0, output)
      assert.ok(ended('passed').length > 40, output)
      const others = ended('skipped').filter((id) => !/^CORE-(BIND|OPEN)-/.test(id))
      assert.deepEqual(others, skipped[generation], output)
    })

    it('the authentication plugin meets every requirement that was published', async () => {
      const file = (name: string): string => join(bench.folder, name)
      const options = ['--signer', file('theirAuth.pem'), '--reader', file('reader.pub.pem')]
      const attributes = JSON.stringify({ name: 'Resident', email: 'resident@example.org' })
      await run('auth', place(2), ...options, '--attributes', attributes, '--session', 'yes')
      const { code, output, ended } = await check('auth', place(2), toldOfAuth(bench.checker))
      assert.equal(code, 0, output)
      assert.ok(ended('passed').length > 20, output)
      const others = ended('skipped').filter((id) => !id.startsWith('AUTH-BIND-'))
      assert.deepEqual(others, [], output)
    })

    for (const [way, others] of ways)
      it(`the communication plugin (${way}) meets every requirement that was published`, async () => {
        const file = (name: string): string => join(bench.folder, name)
        const options = ['--reader', file('reader.pem'), '--signers', file('theirAuth.pub.pem')]
        const at = place(3 + ways.findIndex(([other]) => other === way))
        await run('comm', at, ...options, '--number', '+31201234567')
        const told = toldOfComm(bench.checker)
        const { code, output, ended } = await check('comm', `${at}/${way}`, told)
        assert.equal(code, 0, output)
        const skipped = ended('skipped').filter((id) => !isBeyond(id))
        assert.deepEqual(skipped, others, output)
      })

    it('the part for rooms meets every requirement that was published', async () => {
      const file = (name: string): string => join(bench.folder, name)
      const keysOf = ['--signer', file('asker.pem'), '--reader', file('reader.pem')]
      const secrets = ['--guest-secret', guestSecret, '--host-secret', hostSecret]
      const known = ['--cores', bench.checker, '--kid', 'platform']
      const signers = ['--signers', file('theirAuth.pub.pem')]
      await run('platform', place(7), ...keysOf, ...secrets, ...known, ...signers)
      const told = toldOfRooms(bench.checker)
      const { code, output, ended } = await check('rooms', `${place(7)}/posted/0`, told)
      assert.equal(code, 0, output)
      assert.ok(ended('passed').length > 20, output)
      // Hosts do not sign in there, so the checker cannot be one.
      const others = ended('skipped').filter(
        (id) => !/^ROOMS-(BIND|END|HOST|LIVE|SESSION)-/.test(id),
      )
      assert.deepEqual(others, ['ROOMS-RESULT-11', 'ROOMS-RESULT-12'], output)
    })
  })
