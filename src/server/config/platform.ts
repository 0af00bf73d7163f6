/** `[comm.TAG.platform]`: the telephone platform beneath a channel. */
import type { PlatformOptions } from '../../comm/phone/index.ts'
import { type Context, leastSecret } from './context.ts'
import type { PlatformTable } from './schema.ts'

export function platformFor(context: Context, key: string, table: PlatformTable): PlatformOptions {
  return {
    apiKey: apiKeyOf(context, `${key}.api_key`, table),
    agents: agentsOf(context, key, table),
    dialect: table.dialect,
    allowedOrigins: table.allowed_origins ?? context.file.desk?.allowed_origins ?? [],
  }
}

/** It travels in a header, as it is. */
function apiKeyOf({ sources, problems }: Context, key: string, table: PlatformTable): string {
  const apiKey = sources.secret(key, table.api_key, leastSecret)
  const remedy = 'Make a good one with: id-contact keys --out DIR, which writes a file "secret".'
  if (/[^\x21-\x7e]/.test(apiKey))
    problems.push({ key, message: 'holds white space, or a character that is not ASCII', remedy })
  return apiKey
}

/** Those who may sign in at the desk, unless it says otherwise. Their tokens are enough: nobody signs in here. */
function agentsOf(
  { file, sources, problems }: Context,
  key: string,
  { agents: own }: PlatformTable,
): PlatformOptions['agents'] {
  const desk = file.desk?.agents
  const [from, agents] = own
    ? [`${key}.agents`, own]
    : ['desk.agents', desk && { ...desk, audience: desk.audience ?? desk.client_id }]
  if (!agents) {
    const remedy = `Write [${key}.agents] with issuer and audience.`
    problems.push({ key: `${key}.agents`, message: 'is missing', remedy })
    return { issuer: '', audience: '' }
  }
  return {
    issuer: agents.issuer,
    audience: agents.audience,
    keys: agents.keys && sources.publicKeys(`${from}.keys`, agents.keys, 'sig'),
    roleClaim: agents.role_claim,
    role: agents.role,
  }
}
