import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  checkTimetable,
  openingHours,
  weekdays,
  type Openness,
  type Timetable,
} from './opening-hours.ts'

const timeZone = 'Europe/Amsterdam'
const workdays: Timetable = {
  timeZone,
  weekly: Object.fromEntries(
    weekdays.slice(0, 5).map((day) => [day, ['08:30-12:00', '13:00-17:00']]),
  ),
  exceptions: { '2026-12-24': ['08:30-15:00'], '2026-12-25': [], '2026-12-26': ['10:00-11:00'] },
}
const at = (moment: string, ...others: Timetable[]): [boolean, string | undefined] =>
  told(openingHours([workdays, ...others])(new Date(moment)))
const told = ({ isOpen, changesAt }: Openness): [boolean, string | undefined] => [
  isOpen,
  changesAt?.toISOString(),
]

describe('opening hours', () => {
  it('are those of the day of the week, at that place', () => {
    assert.deepEqual(at('2026-11-25T07:29:59Z'), [false, '2026-11-25T07:30:00.000Z'])
    assert.deepEqual(at('2026-11-25T07:30:00Z'), [true, '2026-11-25T11:00:00.000Z'])
    assert.deepEqual(at('2026-11-25T11:00:00Z'), [false, '2026-11-25T12:00:00.000Z'])
    assert.deepEqual(
      at('2026-11-27T16:00:00Z'),
      [false, '2026-11-30T07:30:00.000Z'],
      'Friday to Monday',
    )
  })

  it('follow summer time', () => {
    assert.deepEqual(at('2026-03-27T18:00:00Z'), [false, '2026-03-30T06:30:00.000Z'])
    assert.deepEqual(at('2026-10-23T18:00:00Z'), [false, '2026-10-26T07:30:00.000Z'])
  })

  it('are others on the dates that are named', () => {
    assert.deepEqual(at('2026-12-24T12:30:00Z'), [true, '2026-12-24T14:00:00.000Z'])
    assert.deepEqual(at('2026-12-24T14:00:00Z'), [false, '2026-12-26T09:00:00.000Z'])
  })

  it('go on over midnight', () => {
    const night = { timeZone, weekly: { monday: ['22:00-24:00'], tuesday: ['00:00-06:00'] } }
    const now = openingHours([night])(new Date('2026-11-23T21:30:00Z'))
    assert.deepEqual(told(now), [true, '2026-11-24T05:00:00.000Z'])
  })

  it('are those that several timetables have in common', () => {
    const morning = { timeZone, weekly: { thursday: ['07:00-10:00'] } }
    assert.deepEqual(at('2026-11-25T08:00:00Z', morning), [false, '2026-11-26T07:30:00.000Z'])
    assert.deepEqual(at('2026-11-26T08:00:00Z', morning), [true, '2026-11-26T09:00:00.000Z'])
  })

  it('that never change have no moment when they do', () => {
    const always = Object.fromEntries(weekdays.map((day) => [day, ['00:00-24:00']]))
    const now = new Date('2026-11-25T08:00:00Z')
    assert.deepEqual(told(openingHours([{ timeZone, weekly: always }])(now)), [true, undefined])
    assert.deepEqual(told(openingHours([{ timeZone, weekly: {} }])(now)), [false, undefined])
  })

  it('are told anew when they have changed, also by a clock that goes back', () => {
    const hours = openingHours([workdays])
    const tells = (moment: string): boolean => hours(new Date(moment)).isOpen
    assert.deepEqual(
      ['2026-11-25T10:00Z', '2026-11-25T11:30Z', '2026-11-25T10:00Z', '2026-12-25T10:00Z'].map(
        tells,
      ),
      [true, false, true, false],
    )
  })

  it('are what the clock at that place says, whichever they are', () => {
    // Not in the hours that a clock skips or shows twice: there a clock on the wall does not tell which it is.
    const time = fc.oneof(fc.constant(0), fc.integer({ min: 240, max: 1440 }))
    const span = fc.uniqueArray(time, { minLength: 2, maxLength: 2 }).map((ends) =>
      ends
        .sort((one, other) => one - other)
        .map(clock)
        .join('-'),
    )
    const week = fc.dictionary(fc.constantFrom(...weekdays), fc.array(span, { maxLength: 3 }))
    const moment = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    })
    const zone = fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu', 'UTC')
    fc.assert(
      fc.property(zone, week, moment, (timeZone, weekly, now) => {
        const hours = openingHours([{ timeZone, weekly }])
        const { isOpen, changesAt } = hours(now)
        assert.equal(isOpen, isOpenBy(timeZone, weekly, now))
        if (!changesAt) return
        assert.ok(changesAt > now)
        assert.equal(isOpenBy(timeZone, weekly, changesAt), !isOpen)
        assert.equal(isOpenBy(timeZone, weekly, new Date(Number(changesAt) - 1)), isOpen)
      }),
      { numRuns: 50 },
    )
  })

  it('that nobody can read are an error at the start', () => {
    const refused = (change: Partial<Timetable>, key: string): void =>
      assert.throws(() => checkTimetable('hours', { ...workdays, ...change }), { key })
    refused({ timeZone: 'Europe/Nowhere' }, 'hours.timeZone')
    refused({ timeZone: '+01:00' }, 'hours.timeZone')
    for (const span of ['8:30-17:00', '17:00-08:30', '08:30-08:30', '08:30-24:01', '08:30', ''])
      refused({ weekly: { monday: [span] } }, 'hours.monday')
    refused({ exceptions: { '2026-02-30': [] } }, 'hours.exceptions.2026-02-30')
    refused({ exceptions: { '2026-02-28': ['x'] } }, 'hours.exceptions.2026-02-28')
    checkTimetable('hours', workdays)
  })
})

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** By another way: what a clock and a calendar on the wall say. */
function isOpenBy(timeZone: string, weekly: Timetable['weekly'], moment: Date): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(moment)
  const { weekday, hour, minute } = Object.fromEntries(
    parts.map(({ type, value }) => [type, value]),
  )
  const now = `${hour}:${minute}`
  const spans = weekly[weekday!.toLowerCase() as keyof typeof weekly] ?? []
  return spans.some((span) => span.slice(0, 5) <= now && now < span.slice(6))
}
