/** Pages of agent tools that may have the panel in a frame. */
import type { DeskConfig } from '../../comm/index.ts'
import type { Context } from './context.ts'
import { nearest } from './nearest.ts'
import type { DeskTable } from './schema.ts'

/** What no purpose asks of a resident can never come to such a page: then another attribute was meant. */
export function framesFor(
  { problems }: Context,
  { frames }: DeskTable,
  purposes: readonly { attributes: readonly string[] }[],
): NonNullable<DeskConfig['frames']> {
  const known = [...new Set(purposes.flatMap(({ attributes }) => attributes))]
  for (const { origin, attributes = [] } of frames)
    for (const tag of attributes.filter((tag) => !known.includes(tag))) {
      const meant = nearest(tag, known)
      problems.push({
        key: 'desk.frames',
        message: `lets ${origin} have "${tag}", which no purpose asks for`,
        remedy: meant ? `Did you mean "${meant}"?` : 'Take it out.',
      })
    }
  return frames
}
