/** Where employees sign in. */
import type { DeskConfig } from '../../comm/index.ts'
import type { Context } from './context.ts'
import { nearest } from './nearest.ts'
import type { AgentsTable, DeskAgentsTable } from './schema.ts'

/** `key` is where the table stands, for instance `desk.agents`. */
export const agentsFor = (
  { sources }: Context,
  key: string,
  table: AgentsTable,
): DeskConfig['agents'] => ({
  issuer: table.issuer,
  audience: table.audience ?? table.client_id,
  clientId: table.client_id,
  clientSecret: sources.secret(`${key}.client_secret`, table.client_secret),
  keys: table.keys && sources.publicKeys(`${key}.keys`, table.keys, 'sig'),
  roleClaim: table.role_claim,
  role: table.role,
  residentNameClaim: table.resident_name_claim,
})

/** What each of their skills is good for. Names of purposes that are none are a problem: nobody would ever pick those up. */
export function skillsFor(
  { problems }: Context,
  { role_claim, supervisor_role, skills_claim, skills }: DeskAgentsTable,
  purposes: readonly { tag: string }[],
): Pick<DeskConfig['agents'], 'supervisorRole' | 'skillsClaim' | 'skills'> {
  if (skills && skills_claim === undefined) {
    const remedy = 'Write the claim that holds the skills of an employee.'
    problems.push({ key: 'desk.agents.skills_claim', message: 'is missing', remedy })
  }
  const known = purposes.map(({ tag }) => tag)
  for (const [name, skill] of Object.entries(skills ?? {}))
    for (const tag of (skill.purposes ?? []).filter((tag) => !known.includes(tag))) {
      const meant = nearest(tag, known)
      problems.push({
        key: `desk.agents.skills.${name}.purposes`,
        message: `names "${tag}", which is no purpose`,
        remedy: meant ? `Did you mean "${meant}"?` : 'Take it out.',
      })
    }
  if (supervisor_role !== undefined && role_claim === undefined) {
    const remedy = 'Write the claim that holds the roles of an employee.'
    problems.push({ key: 'desk.agents.role_claim', message: 'is missing', remedy })
  }
  return { supervisorRole: supervisor_role, skillsClaim: skills_claim, skills }
}
