/** `[core.hours.NAME]`: a timetable, which purposes and methods name. */
import * as v from 'valibot'
import { isDate, isSpan, isTimeZone, weekdays } from '../../web/opening-hours.ts'

const spans = v.array(
  v.pipe(
    v.string(),
    v.check(isSpan, 'must be a span such as "08:30-17:00", until "24:00" at most'),
  ),
)

export const hours = v.strictObject({
  time_zone: v.pipe(
    v.string(),
    v.check(isTimeZone, 'must be the name of a time zone such as "Europe/Amsterdam"'),
  ),
  ...v.entriesFromList(weekdays, v.optional(spans)),
  exceptions: v.optional(
    v.record(v.pipe(v.string(), v.check(isDate, 'must be a date such as "2026-12-25"')), spans),
    {},
  ),
})
