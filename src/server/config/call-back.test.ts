import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import type { CorePart } from './parts.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const offered = (table: string): string =>
  wholeInstallation().replace('name = "Bellen"', `name = "Bellen"\ncall_back = ${table}`)
const load = (toml: string) => loadConfig(folder.write('id-contact.toml', toml), { env: {} })
const offerIn = (toml: string): unknown => {
  const core = load(toml).parts.find(({ kind }) => kind === 'core') as CorePart
  return core.settings.commMethods[0]!.callBack
}

describe('call_back of [[core.comm_methods]]', () => {
  it('is nothing by default, also where the plugin calls back', () => {
    assert.equal(offerIn(wholeInstallation() + '\n[comm.call.call_back]\n'), undefined)
  })

  it('is for whom the plugin calls back, unless it says otherwise', () => {
    const plugin = '\n[comm.call.call_back]\npurposes = ["report_move"]\nwithout_log_in = true\n'
    assert.deepEqual(offerIn(offered('{ from_wait = 300 }') + plugin), {
      purposes: ['report_move'],
      withoutLogIn: true,
      fromWait: 300,
    })
    assert.deepEqual(offerIn(offered('{ without_log_in = false }') + plugin), {
      purposes: ['report_move'],
      withoutLogIn: false,
      fromWait: undefined,
    })
  })

  const bad: [title: string, toml: string, sentence: RegExp][] = [
    [
      'a plugin that calls nobody back',
      offered('{}'),
      /comm\.call\.call_back is missing.*Add a table \[comm\.call\.call_back\]\./,
    ],
    [
      'a wait of less than a minute',
      offered('{ from_wait = 59 }') + '\n[comm.call.call_back]\n',
      /core\.comm_methods\.call\.call_back\.from_wait must be at least 60/,
    ],
  ]
  for (const [title, toml, sentence] of bad)
    it(`refuses ${title}`, () => {
      assert.throws(
        () => load(toml),
        (error) => error instanceof InvalidConfig && sentence.test(error.message),
      )
    })
})
