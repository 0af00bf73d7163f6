import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import type { CommPart, CorePart } from './parts.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const timetable = `
[core.hours.desk]
time_zone = "Europe/Amsterdam"
monday = ["08:30-17:00"]
[core.hours.desk.exceptions]
"2026-12-25" = []
`
/** The first purpose has the hours of that name. */
const named = (name: string): string =>
  wholeInstallation().replace('[[core.purposes]]', `[[core.purposes]]\nhours = "${name}"`)

const partOf = <Part>(toml: string, name: string): Part =>
  load(toml).parts.find((part) => part.name === name) as Part

const load = (toml: string) => loadConfig(folder.write('id-contact.toml', toml), { env: {} })

describe('[core.hours.NAME]', () => {
  it('is the timetable of a purpose that names it', () => {
    const core = load(named('desk') + timetable).parts.find(({ kind }) => kind === 'core')
    assert.deepEqual((core as CorePart).settings.purposes[0]!.hours, {
      timeZone: 'Europe/Amsterdam',
      weekly: { monday: ['08:30-17:00'] },
      exceptions: { '2026-12-25': [] },
    })
  })

  it('is told by the plugins of this file, where the core names it for them', () => {
    const toml = named('desk').replace('tag = "call"', 'tag = "call"\nhours = "desk"') + timetable
    const { settings } = partOf<CommPart>(toml, 'comm.call')
    assert.deepEqual(settings.hours?.weekly, { monday: ['08:30-17:00'] })
    assert.deepEqual(settings.purposes[0]!.hours, settings.hours)
  })

  it('can be named by a part, or stand there where the core is elsewhere', () => {
    const purposes = (hours: string): string =>
      `[[comm.call.purposes]]\ntag = "permit"\nattributes = []\n${hours}\n`
    const byName = `${wholeInstallation()}${timetable}${purposes('hours = "desk"')}`
    const own =
      '[comm.call.purposes.hours]\ntime_zone = "Europe/Amsterdam"\nsunday = ["10:00-11:00"]'
    for (const [toml, weekly] of [
      [byName, { monday: ['08:30-17:00'] }],
      [`${wholeInstallation()}${purposes(own)}`, { sunday: ['10:00-11:00'] }],
    ] as const)
      assert.deepEqual(
        partOf<CommPart>(toml, 'comm.call').settings.purposes[0]!.hours!.weekly,
        weekly,
      )
  })

  const bad: [title: string, toml: string, sentence: RegExp][] = [
    [
      'a name that is none',
      named('dsk') + timetable,
      /names "dsk", which is not one of \[core\.hours\]\. Did you mean "desk"\?/,
    ],
    ['no timetable', named('desk'), /Add a table \[core\.hours\.desk\]\./],
    [
      'a zone that is none',
      named('desk') + timetable.replace('Amsterdam', 'Juinen'),
      /core\.hours\.desk\.time_zone must be the name of a time zone/,
    ],
    [
      'a span that is none',
      named('desk') + timetable.replace('08:30-', '18:30-'),
      /core\.hours\.desk\.monday.* must be a span/,
    ],
    [
      'a day that is none',
      named('desk') + timetable.replace('monday', 'mondag'),
      /Did you mean "monday"\?/,
    ],
    [
      'a name that is none, of a part',
      `${named('desk')}${timetable}`.replace('[comm.call]', '[comm.call]\nhours = "dsk"'),
      /comm\.call\.hours names "dsk", which is not one of \[core\.hours\]\. Did you mean "desk"\?/,
    ],
    [
      'a span that is none, of a part',
      `${wholeInstallation()}[comm.call.hours]\ntime_zone = "Europe/Amsterdam"\nmonday = ["x"]`,
      /comm\.call\.hours\.monday.* must be a span/,
    ],
    ['a date that is none', named('desk') + timetable.replace('12-25', '02-30'), /must be a date/],
  ]
  for (const [title, toml, sentence] of bad)
    it(`tells of ${title}`, () => {
      assert.throws(
        () => load(toml),
        (error) => error instanceof InvalidConfig && sentence.test(error.message),
      )
    })
})
