/** The plugins in Python are held against every requirement of the protocol, by the command that the guide tells authors of. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { requirements } from '../../src/server/check/requirements.ts'
import { createBench, runCheck, type Bench } from '../checked.ts'
import { examples, python } from '../plugins.ts'
import { startProgram } from '../program.ts'
import { removeFolder } from '../system.ts'

const letterFile = (bench: Bench, dialect: string): string => `
address = "${bench.at(1)}"
listen = "localhost:${new URL(bench.at(1)).port}"
core = "${bench.checker}"
dialect = "${dialect}"
signing_keys = "letter/signing.private.json"
secret = "letter/secret"
letters = "letters.sqlite"

[[recipients]]
audience = "${bench.checker}"
keys = "comm/encryption.public.json"
`
const checkFile = (bench: Bench): string => `
listen = "${new URL(bench.checker).host}"

[auth]
attributes = ["name", "address"]
keys = { file = "letter/signing.public.json" }
decryption_keys = { file = "comm/encryption.private.json" }
login = { module = "log-in.mjs" }
cancel = [{ fields = { stop = "yes" } }]
`

const places: Bench[] = []
after(() => places.forEach(({ folder }) => removeFolder(folder)))

for (const kind of ['EC', 'RSA'] as const)
  for (const dialect of ['id-contact', 'verder-helpen'])
    describe(`${kind} keys, ${dialect}`, () => {
      it('the authentication plugin in Python meets every requirement', async () => {
        const place = await createBench(kind)
        places.push(place)
        await place.keys('letter', 'comm')
        const file = place.write('letter.toml', letterFile(place, dialect))
        const helper = new URL('letter.ts', import.meta.url)
        place.write(
          'log-in.mjs',
          `import { logInAt } from '${helper}'\nexport default logInAt('${file}')\n`,
        )
        const config = place.write('check.toml', checkFile(place))
        const command = [python(), `${examples}http-auth/letter.py`, file]
        const plugin = await startProgram(command, 'plugin listens')
        try {
          const how = ['--config', config, '--dialect', dialect]
          const run = await runCheck('auth', place.at(1), ...how)
          assert.equal(run.code, 0, run.output)
          // It keeps nobody logged in.
          const session = requirements.filter(({ id }) => id.startsWith('AUTH-SESSION'))
          assert.deepEqual(
            run.ended('skipped'),
            session.map(({ id }) => id),
          )
          assert.ok(run.ended('passed').length > 20, run.output)
        } finally {
          await plugin.stop()
        }
      })
    })
