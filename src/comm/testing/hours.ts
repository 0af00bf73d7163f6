import type { Timetable } from '../../web/index.ts'

/** In ten days: whenever the tests run, it is closed until then. */
const date = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)

export const opensAt = (time: string): Timetable => ({
  timeZone: 'UTC',
  weekly: {},
  exceptions: { [date]: [`${time.padStart(5, '0')}-17:00`] },
})

/** What a page says of it, in Dutch. */
export const saidOf = (time: string): RegExp => {
  const day = new Date(date).toLocaleDateString('nl', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  return new RegExp(`>Nu gesloten\\. Weer open vanaf ${day}, ${time.replace(':', '\\.')} uur\\.<`)
}
