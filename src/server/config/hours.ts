/** Opening hours: `[core.hours.NAME]` is a timetable; purposes and methods name it, and a part whose core is in another file has one of its own. */
import * as v from 'valibot'
import { tag } from '../../protocol/settings.ts'
import { isDate, isSpan, isTimeZone, weekdays, type Timetable } from '../../web/opening-hours.ts'
import type { Context } from './context.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './problems.ts'

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

type HoursTable = v.InferOutput<typeof hours>

/** The name of a timetable of this file, or one that stands there. */
export const ownHours = v.lazy<typeof tag | typeof hours>((input) =>
  typeof input === 'string' ? tag : hours,
)

/**
 * The timetable that a part has, or names.
 * @param key what is told where nothing has that name; nothing when it stands in [core], where a rule has told it
 */
export function hoursFor(
  { file, problems }: Context,
  key: string | undefined,
  own: string | HoursTable | undefined,
): Timetable | undefined {
  if (typeof own !== 'string') return own && timetableOf(own)
  const named = file.core?.hours ?? {}
  if (Object.hasOwn(named, own)) return timetableOf(named[own]!)
  if (key) problems.push(unknownHours(`${key}.hours`, own, Object.keys(named)))
  return undefined
}

function timetableOf({ time_zone, exceptions, ...weekly }: HoursTable): Timetable {
  return { timeZone: time_zone, weekly, exceptions }
}

export function unknownHours(key: string, name: string, known: string[]): Problem {
  const meant = nearest(name, known)
  return {
    key,
    message: `names "${name}", which is not one of [core.hours]`,
    remedy: meant ? `Did you mean "${meant}"?` : `Add a table [core.hours.${name}].`,
  }
}
