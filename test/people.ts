/** The residents of the demonstration, and what must never be seen of them where it does not belong. */
import { employees, residents } from '../examples/demo-provider/people.ts'

export const [zoe, ruud, huong] = residents as [
  (typeof residents)[0],
  (typeof residents)[0],
  (typeof residents)[0],
]
export const [sanne, ahmed] = employees as [(typeof employees)[0], (typeof employees)[0]]

/** Everything that is known of the residents, each line of it. */
export const canaries = residents.flatMap(({ claims }) =>
  [
    claims.name,
    claims.birthdate,
    claims.email,
    ...(claims.address?.formatted.split('\n') ?? []),
  ].filter((value): value is string => value !== undefined),
)
