/** The residents of the demonstration, and what must never be seen of them where it does not belong. */
import { employees, residents } from '../examples/demo-provider/people.ts'

export const [zoe, ruud, huong] = residents as [
  (typeof residents)[0],
  (typeof residents)[0],
  (typeof residents)[0],
]
export const [sanne, ahmed, marijke] = employees as [
  (typeof employees)[0],
  (typeof employees)[0],
  (typeof employees)[0],
]

/** When somebody was born, as the panel says it. */
export function birthdayOf({ claims }: (typeof residents)[0], lang: 'nl' | 'en' = 'nl'): string {
  const day = new Date(`${claims.birthdate!}T00:00:00Z`)
  return day.toLocaleDateString(lang, {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    timeZone: 'UTC',
  })
}

/** Everything that is known of the residents, each line of it. */
export const canaries = residents.flatMap((resident) =>
  [
    resident.claims.name,
    resident.claims.birthdate,
    birthdayOf(resident),
    birthdayOf(resident, 'en'),
    resident.claims.email,
    ...(resident.claims.address?.formatted.split('\n') ?? []),
  ].filter((value): value is string => value !== undefined),
)
