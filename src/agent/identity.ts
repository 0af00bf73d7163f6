import type { LocalText } from '../protocol/local-text.ts'
import type { Conversation } from '../protocol/messages-desk.ts'

/** One thing that is known of the resident. */
export interface Attribute {
  /** Tag of the attribute, such as `name`. */
  readonly tag: string
  /** What it is called, for people. */
  readonly label: LocalText
  /** As the source gave it. Text, never markup; empty once it is erased. */
  readonly value: string
  /** To be shown masked until the agent asks for it. */
  readonly sensitive: boolean
  /** Under which words it belongs, for this purpose; attributes come in the order of their groups. Default: none. */
  readonly group?: LocalText | undefined
  /** `date`: the value is a date of RFC 3339 (`1984-02-29`), or less where a register knows no more. Default: text. */
  readonly kind?: 'date' | undefined
}

/** How sure it is who the resident is. */
export interface AgentIdentity {
  /** `not_verified`: there is a result, and its signature or binding is not good. */
  readonly status: 'proven' | 'not_proven' | 'not_verified'
  /** Tag of the authentication method. */
  readonly authMethod?: string
  /** What the authentication method is called, for people. */
  readonly authMethodName?: string
  /** Level of assurance (eIDAS). */
  readonly level?: 'low' | 'substantial' | 'high'
  /** When the resident logged in. */
  readonly authenticatedAt?: Date
  /** The resident logged in on another device than the one that the conversation was started on. */
  readonly crossDevice: boolean
  /** Only with `proven`. */
  readonly attributes: readonly Attribute[]
  /** Only with `proven`: what the authentication plugin signed, to be checked with {@link Desk.trustedMethods}. */
  readonly proof?: Proof
}

/** What an authentication plugin signed. */
export interface Proof {
  /** A JWT in a compact JWS (RFC 7515). It holds values of the resident: in memory only, and empty once they are erased. */
  readonly token: string
  /** What it must say as `binding`. A token of published software says none. */
  readonly binding?: string
}

/**
 * What became of the question who the resident is: `requested` (nothing yet), `started` (they are logging in), `failed`, or `cancelled` (they
 * stopped, or would rather not).
 */
export interface Identification {
  /** How far it is. */
  readonly state: 'requested' | 'started' | 'failed' | 'cancelled'
  /** Since when. */
  readonly since: Date
}

export function readIdentity(identity: Conversation['identity']): AgentIdentity {
  const { status, authenticated_at: authenticatedAt } = identity
  return {
    status,
    authMethod: identity.auth_method,
    authMethodName: identity.auth_method_name,
    level: identity.level,
    authenticatedAt: authenticatedAt ? new Date(authenticatedAt) : undefined,
    crossDevice: identity.cross_device ?? false,
    // What is not proven is not passed on, whatever came with it.
    attributes: status === 'proven' ? identity.attributes : [],
    proof: status === 'proven' ? identity.proof : undefined,
  }
}

export const readIdentification = (
  identification: Conversation['identification'],
): Identification | undefined =>
  identification && { state: identification.state, since: new Date(identification.since) }
