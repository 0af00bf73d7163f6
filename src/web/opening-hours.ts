/** Opening hours: a timetable of the week, with other hours on the dates that it names, in the time of its place. */
import { Temporal } from 'temporal-polyfill'
import { ConfigError } from '../protocol/errors.ts'

/** In the order of ISO 8601. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
/** As a configuration names it. */
export type Weekday = (typeof weekdays)[number]

/** Of each day its spans, such as `08:30-17:00`; a span that ends at `24:00` goes on with one that begins at `00:00`. */
export interface Timetable {
  /** Name of the IANA time zone, such as `Europe/Amsterdam`. */
  timeZone: string
  /** A day that is not here is closed. */
  weekly: Partial<Record<Weekday, string[]>>
  /** By date (`2026-12-25`), what holds in place of the week. An empty list is closed. */
  exceptions?: Record<string, string[]> | undefined
}

export interface Openness {
  isOpen: boolean
  /** Until when. None when nothing changes in the next 35 days. */
  changesAt?: Date
  /** Of the place whose time people should read. */
  timeZone: string
}

/** Of a conversation what may have hours, with its name: its purpose, its channel. */
export interface Kept {
  tag: string
  hours?: Timetable | undefined
}

/** From and until, in milliseconds since 1970. */
type Span = readonly [from: number, until: number]

const days = 35
const spanPattern = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/

/**
 * Open is when all of these timetables are.
 * @returns what tells how it stands at a moment; it looks into the timetables only when something changes
 */
export function openingHours(timetables: readonly [Timetable, ...Timetable[]]) {
  const { timeZone } = timetables[0]
  let known: { during: Span; openness: Openness } | undefined
  return (now: Date): Openness => {
    const time = now.getTime()
    if (!known || time < known.during[0] || time >= known.during[1])
      known = lookUp(timetables, time, timeZone)
    return known.openness
  }
}

/**
 * What a conversation is for and the channel by which it goes both have to be open.
 * @returns how it stands with them at this moment; undefined where they always are
 */
export function opennessAt(now: () => Date): (...kept: Kept[]) => Openness | undefined {
  const known = new Map<string, ReturnType<typeof openingHours> | undefined>()
  return (...kept) => {
    const key = kept.map(({ tag }) => tag).join('\n')
    if (!known.has(key)) {
      const [first, ...others] = kept.flatMap(({ hours }) => hours ?? [])
      known.set(key, first && openingHours([first, ...others]))
    }
    return known.get(key)?.(now())
  }
}

function lookUp(timetables: readonly Timetable[], time: number, timeZone: string) {
  const spans = timetables
    .map((timetable) => spansOf(timetable, time))
    .reduce((one, other) =>
      one.flatMap((span) => other.flatMap((further) => common(span, further))),
    )
  const current = spans.find(([from, until]) => from <= time && time < until)
  const changesAt = current ? current[1] : spans.find(([from]) => from > time)?.[0]
  // What lies beyond the days that were looked at is not known.
  const horizon = time + (days - 2) * 86_400_000
  const isKnown = changesAt !== undefined && changesAt <= horizon
  const openness: Openness = {
    isOpen: current !== undefined,
    ...(isKnown && { changesAt: new Date(changesAt) }),
    timeZone,
  }
  const during: Span = [time, isKnown ? changesAt : time + 86_400_000]
  return { during, openness }
}

function common([from, until]: Span, [otherFrom, otherUntil]: Span): Span[] {
  const span: Span = [Math.max(from, otherFrom), Math.min(until, otherUntil)]
  return span[0] < span[1] ? [span] : []
}

/** From today on, in order; days that touch are one span. */
function spansOf({ timeZone, weekly, exceptions = {} }: Timetable, time: number): Span[] {
  const today = Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  const spans: [number, number][] = []
  for (let day = 0; day < days; day++) {
    const date = today.add({ days: day })
    const name = date.toString()
    const texts = Object.hasOwn(exceptions, name)
      ? exceptions[name]!
      : (weekly[weekdays[date.dayOfWeek - 1]!] ?? [])
    for (const [from, until] of texts.map((text) => spanOn(date, timeZone, text)).sort(byStart)) {
      const last = spans.at(-1)
      if (last && from <= last[1]) last[1] = Math.max(last[1], until)
      else spans.push([from, until])
    }
  }
  return spans
}

const byStart = ([one]: Span, [other]: Span): number => one - other

function spanOn(date: Temporal.PlainDate, timeZone: string, text: string): Span {
  const [from = '', until = ''] = text.split('-')
  const at = (day: Temporal.PlainDate, plainTime: string): number =>
    day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds
  const end = until === '24:00' ? at(date.add({ days: 1 }), '00:00') : at(date, until)
  return [at(date, from), end]
}

/** As a clock there shows it, with its distance to UTC (RFC 3339): a browser need not load its time zones to say it. */
export const timeThere = (date: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never' })

/** @throws ConfigError */
export function checkTimetable(
  key: string,
  { timeZone, weekly, exceptions = {} }: Timetable,
): void {
  if (!isTimeZone(timeZone))
    throw new ConfigError(`${key}.timeZone`, 'Give a name such as "Europe/Amsterdam".')
  for (const [day, texts] of Object.entries(weekly)) checkSpans(`${key}.${day}`, texts)
  for (const [date, texts] of Object.entries(exceptions)) {
    if (!isDate(date))
      throw new ConfigError(`${key}.exceptions.${date}`, 'Give a date such as "2026-12-25".')
    checkSpans(`${key}.exceptions.${date}`, texts)
  }
}

function checkSpans(key: string, texts: readonly string[]): void {
  const isGood = texts.every(isSpan)
  if (!isGood) throw new ConfigError(key, 'Give spans such as "08:30-17:00", until "24:00".')
}

/** Whether it is a span of a day that ends after it begins. */
export const isSpan = (text: string): boolean =>
  spanPattern.test(text) && text.slice(0, 5) < text.slice(6)

/** Not a bare distance to UTC: residents' browsers read the name. */
export function isTimeZone(name: string): boolean {
  try {
    if (!/^[A-Za-z]/.test(name)) return false
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

export function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}
