/** Where employees sign in. */
import type { DeskConfig } from '../../comm/index.ts'
import type { Context } from './context.ts'
import type { AgentsTable } from './schema.ts'

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
