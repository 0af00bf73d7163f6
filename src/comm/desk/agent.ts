/** Who is asking. No agent identity, no data (T20). */
import { jwtVerify, type JWTPayload } from 'jose'
import { Refusal } from '../../web/index.ts'
import type { KeyedHash } from '../keyed-hash.ts'
import { createAgentKeys } from './agent-keys.ts'
import type { AgentsConfig, AgentTokens } from './config.ts'
import { sessionOf, type Sessions } from './session.ts'
import type { DeskTexts } from './words/index.ts'

export interface Agent {
  /** A pseudonym: what rows and records name an agent by. */
  id: string
  name: string
  /** May see how the desk stands. */
  supervises: boolean
  /** As the claim says them; undefined: the desk asks for none. */
  skills?: readonly string[] | undefined
  /** How residents know this agent; empty: not by name. */
  residentName: string
  /** Until when this identity counts. */
  until: Date
  /** How it was proved: by the cookie of the desk's own page, or by the token of an agent tool. */
  by: 'cookie' | 'bearer'
}

/** What it takes to know agents: the desk has it, and so has every other part that agents ask something of. */
export interface Door extends Sessions {
  readonly config: {
    serverUrl: string
    agents: AgentsConfig
    texts?: DeskTexts | undefined
    fetch?: typeof fetch | undefined
  }
  readonly keyedHash: KeyedHash
}

/** A door where nobody signs in: agents come with the token of their tool. */
export interface TokenDoor extends Pick<Door, 'keyedHash' | 'now'> {
  readonly config: {
    /** Where agents can sign in, when that is here. */
    serverUrl?: string | undefined
    agents: AgentTokens
    fetch?: typeof fetch | undefined
  }
}

export type WhoAsks = (request: Request) => Promise<Agent>

/** Longest that any identity counts, in seconds, whatever a token says. */
export const longestSession = 12 * 60 * 60

export function createWhoAsks(door: Door): WhoAsks {
  const { agents } = door.config
  const audience = agents.audience ?? agents.clientId
  const verify = createBearer({
    ...door,
    config: { ...door.config, agents: { ...agents, audience } },
  })
  return async (request) => {
    const authorization = request.headers.get('authorization')
    // A token that is not good is an answer, not a reason to look for a cookie.
    if (authorization !== null) return verify(authorization)
    const session = await sessionOf(door, request)
    if (!session) throw signInRequired(door)
    return {
      id: await pseudonym(door, session.subject),
      name: session.name,
      residentName: session.residentName ?? '',
      supervises: agents.supervisorRole !== undefined && session.supervises === true,
      skills: agents.skillsClaim === undefined ? undefined : (session.skills ?? []),
      until: new Date(session.until),
      by: 'cookie',
    }
  }
}

const pseudonym = ({ keyedHash, config }: Door | TokenDoor, subject: string): Promise<string> =>
  keyedHash('agent', `${config.agents.issuer}\n${subject}`)

const signInRequired = ({
  config: { serverUrl },
}: Pick<Door, 'config'> | Pick<TokenDoor, 'config'>): Refusal =>
  new Refusal(
    'sign-in-required',
    serverUrl === undefined ? {} : { members: { login: `${serverUrl}/login` } },
  )

/** Whether the claims of somebody who signed in make an agent of them. */
export function isAgent(
  { roleClaim, role }: Pick<AgentsConfig, 'roleClaim' | 'role'>,
  claims: Record<string, unknown>,
): boolean {
  if (!roleClaim || !role) return true
  const value = claims[roleClaim]
  return Array.isArray(value) ? value.includes(role) : value === role
}

export const isSupervisor = (
  { roleClaim, supervisorRole }: Pick<AgentsConfig, 'roleClaim' | 'supervisorRole'>,
  claims: Record<string, unknown>,
): boolean =>
  roleClaim !== undefined &&
  supervisorRole !== undefined &&
  isAgent({ roleClaim, role: supervisorRole }, claims)

export const nameIn = (claim: unknown): string =>
  typeof claim === 'string' ? claim.slice(0, 128) : ''

export const residentNameOf = (
  { residentNameClaim = 'given_name' }: Pick<AgentsConfig, 'residentNameClaim'>,
  claims: Record<string, unknown>,
): string =>
  Object.hasOwn(claims, residentNameClaim) ? nameIn(claims[residentNameClaim]).slice(0, 64) : ''

/** Of the claim only what the configuration knows, so that a long list of groups does not have to be carried along. */
export function skillsOf(
  { skillsClaim, skills }: Pick<AgentsConfig, 'skillsClaim' | 'skills'>,
  claims: Record<string, unknown>,
): string[] | undefined {
  if (skillsClaim === undefined) return undefined
  const claim = Object.hasOwn(claims, skillsClaim) ? claims[skillsClaim] : []
  const named = [claim].flat().filter((name) => typeof name === 'string')
  return skills ? named.filter((name) => Object.hasOwn(skills, name)) : named
}

const algorithms = ['ES256', 'RS256', 'PS256']

/** Knows agents by the bearer token of their tool alone: the value of `Authorization`. */
export function createBearer(door: TokenDoor): (authorization: string) => Promise<Agent> {
  const { agents } = door.config
  const keys = createAgentKeys(door)
  return async (authorization) => {
    const token = /^Bearer ([A-Za-z0-9_.-]+)$/.exec(authorization)?.[1]
    if (!token) throw signInRequired(door)
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: agents.issuer,
        audience: agents.audience,
        algorithms,
        requiredClaims: ['sub', 'iat', 'exp'],
        clockTolerance: 60,
        currentDate: door.now(),
      })
      if (!isAboutAnAgent(protectedHeader.typ, payload)) throw new Error('of another kind')
      return await agentOf(door, payload)
    } catch (error) {
      if (error instanceof Refusal) throw error
      throw signInRequired(door)
    }
  }
}

/**
 * The same provider signs other tokens for the same client, such as log-out tokens and security events (RFC 8417), and those tell nothing of
 * who is asking (RFC 8725 section 3.11). Access tokens (RFC 9068) and identity tokens do.
 */
const isAboutAnAgent = (typ: string | undefined, claims: JWTPayload): boolean =>
  /^(at\+jwt|application\/at\+jwt|jwt)?$/i.test(typ ?? '') && claims.events === undefined

async function agentOf(door: TokenDoor, claims: JWTPayload): Promise<Agent> {
  if (!isAgent(door.config.agents, claims)) throw new Refusal('forbidden')
  const { sub, iat, exp, name } = claims
  const until = Math.min(exp!, iat! + longestSession) * 1000
  if (until <= door.now().getTime()) throw signInRequired(door)
  return {
    id: await pseudonym(door, sub!),
    name: nameIn(name),
    residentName: residentNameOf(door.config.agents, claims),
    supervises: isSupervisor(door.config.agents, claims),
    skills: skillsOf(door.config.agents, claims),
    until: new Date(until),
    by: 'bearer',
  }
}
