/** `[comm.TAG.platform]`: the telephone platform beneath a channel. */
import type { PlatformOptions, PublishedOptions, TwilioOnward } from '../../comm/phone/index.ts'
import { type Context, leastSecret } from './context.ts'
import type { PlatformTable } from './schema.ts'

export function platformFor(context: Context, key: string, table: PlatformTable): PlatformOptions {
  switch (table.type) {
    case 'twilio':
      return {
        type: table.type,
        authToken: context.sources.secret(`${key}.auth_token`, table.auth_token, leastSecret),
        onward: onwardOf(context, key, table),
        languages: table.languages,
      }
    case 'amazon-connect':
    case 'sip':
      return { type: table.type, apiKey: apiKeyOf(context, `${key}.api_key`, table) }
    default:
      return {
        apiKey: apiKeyOf(context, `${key}.api_key`, table),
        agents: agentsOf(context, key, table),
        dialect: table.dialect,
        allowedOrigins: table.allowed_origins ?? context.file.desk?.allowed_origins ?? [],
      }
  }
}

type TableOf<T extends PlatformTable['type']> = Extract<PlatformTable, { type: T }>

const ways = ['queue', 'workflow', 'sip', 'redirect'] as const

function onwardOf({ problems }: Context, key: string, table: TableOf<'twilio'>): TwilioOnward {
  const named = ways.filter((way) => table[way] !== undefined)
  if (named.length !== 1)
    problems.push({
      key,
      message:
        named.length === 0 ? 'does not say where callers go on' : 'says more than one way on',
      remedy: 'Write one of queue, workflow, sip and redirect.',
    })
  return Object.fromEntries(named.map((way) => [way, table[way]])) as unknown as TwilioOnward
}

/** It travels in a header, as it is. */
function apiKeyOf(
  { sources, problems }: Context,
  key: string,
  table: Exclude<PlatformTable, TableOf<'twilio'>>,
): string {
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
  { agents: own }: TableOf<'published'>,
): PublishedOptions['agents'] {
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
