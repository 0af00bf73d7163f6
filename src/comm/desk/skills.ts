/** What an agent sees of the queue, and what they may pick up from it: what they have the skills for. */
import type { Kind, StoredConversation } from '../../store/index.ts'
import type { Agent } from './agent.ts'
import type { Desk } from './surroundings.ts'

const channels = ['phone', 'chat', 'video'] as const

/** Undefined: everything. Without `skills` in the configuration, a skill is the tag of a purpose. */
export function kindsOf({ config }: Pick<Desk, 'config'>, { skills }: Agent): Kind[] | undefined {
  if (!skills) return undefined
  const { agents, purposes } = config
  const every = purposes.map(({ tag }) => tag)
  const found = skills.flatMap((name): Kind[] => {
    const skill = agents.skills ? agents.skills[name] : { purposes: [name] }
    const by = skill?.channels ?? channels
    return (skill?.purposes ?? every).flatMap((purpose) =>
      by.map((channel): Kind => `${purpose} ${channel}`),
    )
  })
  return [...new Set(found)]
}

export const isOf = (
  kinds: Kind[] | undefined,
  { purpose, channel }: Pick<StoredConversation, 'purpose' | 'channel'>,
): boolean => kinds === undefined || kinds.includes(`${purpose} ${channel}`)
