/** A method for trainings: whoever is in front of the screen chooses a fictional person. It proves nothing. */
import { ConfigError } from '../../protocol/errors.ts'
import { randomId } from '../../protocol/digest.ts'
import { tagPattern } from '../../protocol/limits.ts'
import type { Level } from '../levels.ts'
import type { AuthMethod, Outcome } from '../method.ts'
import { choosePage } from './page.ts'
import { attributesOf, everybody, type People } from './people.ts'

export type { Level } from '../levels.ts'
export type { People } from './people.ts'

/** Who can log in for practice. */
export interface DemoOptions {
  /** Tag of a person → tag of an attribute → value. Default: two people who do not exist. */
  people?: People
  /** What their log-ins pass for, so that purposes that ask for more can be practised too. Default: `low`. */
  level?: Level
}

/**
 * A method for `createAuth`. A configuration file with `production = true` refuses it; whoever calls this has to see to that themselves.
 * @throws ConfigError whose `key` names the setting that cannot be used
 */
export function demo({ people = everybody, level = 'low' }: DemoOptions = {}): AuthMethod {
  for (const tag of Object.keys(people))
    if (!tagPattern.test(tag)) throw new ConfigError(`people.${tag}`, 'Give each person a tag.')
  if (Object.keys(people).length === 0) throw new ConfigError('people', 'Name at least one person.')

  return {
    attributes: attributesOf(people),
    async begin({ routesUrl }) {
      const state = randomId(32)
      return { url: `${routesUrl}/people?state=${state}`, state, memory: null }
    },
    async complete({ callback: { searchParams }, attributes: tags }): Promise<Outcome> {
      if (searchParams.has('stop')) return { status: 'cancelled' }
      const tag = searchParams.get('person') ?? ''
      if (!Object.hasOwn(people, tag)) return { status: 'failed', reason: 'nobody_chosen' }
      const person = people[tag]!
      const known = tags.filter((tag) => Object.hasOwn(person, tag))
      return {
        status: 'success',
        attributes: Object.fromEntries(known.map((tag) => [tag, person[tag]!])),
        acr: level,
        authenticatedAt: new Date(),
      }
    },
    routes: [
      {
        method: 'GET',
        path: '/people',
        of: 'attempt',
        answer: (request) => choosePage(people, request),
      },
    ],
  }
}
