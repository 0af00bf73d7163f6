/** `type = "demo"`: fictional people, for trainings. */
import { optional, record } from 'valibot'
import { level, tag, text } from '../../protocol/settings.ts'
import { methodKind } from '../kind.ts'
import { attributesOf, everybody } from './people.ts'
import { nl as words } from './words/nl.ts'

export const demoKind = methodKind({
  type: 'demo',
  words,
  isForTraining: true,
  settings: {
    level: optional(level, 'low'),
    people: optional(record(tag, record(tag, text)), everybody),
  },
  attributesKey: 'people.TAG',
  attributesOf: ({ people }) => attributesOf(people),
  addressesOf: () => ({}),
  read:
    ({ people, level }) =>
    async () => {
      const { demo } = await import('./index.ts')
      return demo({ people, level })
    },
})
