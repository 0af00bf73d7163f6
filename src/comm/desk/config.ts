/** What a desk is told: who the agents are, and what they may see of whom. */
import type { JWK } from 'jose'
import type { Log } from '../../protocol/log-entry.ts'
import type { Store } from '../../store/index.ts'
import type { Channel } from '../channel.ts'
import type { PeerAuthMethod, PeerPurpose } from '../config.ts'
import type { AboutAttribute } from '../shown.ts'
import type { DeskTexts } from './words/index.ts'

/** Who agents are, and what each of them may do. */
export interface AgentsConfig {
  /** The OpenID provider of the organisation. */
  issuer: string
  /** What bearer tokens of an embedding agent tool must name as `aud`. Default: `clientId`. */
  audience?: string | undefined
  /** How the desk's own page is known at the provider; its redirect address is `{serverUrl}/callback`. */
  clientId: string
  /** What the desk shows at the provider's token endpoint. */
  clientSecret: string
  /** Public keys that sign bearer tokens. Default: those that the provider publishes. */
  keys?: JWK[] | undefined
  /** The claim that says what somebody may do, and the value that makes an agent of them. Default: everybody who can sign in. */
  roleClaim?: string | undefined
  /** With `roleClaim`. */
  role?: string | undefined
  /** The value of `roleClaim` that lets an agent see how the desk stands, in numbers. Default: nobody. */
  supervisorRole?: string | undefined
  /** The claim with an agent's skills: a text or a list. Default: every agent has all of them. */
  skillsClaim?: string | undefined
  /** What each skill is good for. Default: the skills are tags of purposes. */
  skills?: Record<string, Skill> | undefined
  /** The claim by which residents know an agent in chat and video. Default `given_name`; empty: they see no name. */
  residentNameClaim?: string | undefined
}

/** What an agent who has it may pick up. */
export interface Skill {
  /** Tags. Default: every purpose. */
  purposes?: string[] | undefined
  /** Default: every channel. */
  channels?: Channel['kind'][] | undefined
}

/** A communication plugin of which the agents' side is held at this desk: chat, video. */
export interface DeskChannel {
  /** Tag of the plugin. */
  plugin: string
  /** Its secret, which seals what the two sides say. */
  secret: string
  /** Made as for the plugin itself. */
  channel: Channel
}

/** What it takes to know agents by the tokens of their tools alone. */
export type AgentTokens = Omit<AgentsConfig, 'audience' | 'clientId' | 'clientSecret'> & {
  audience: string
}

/** A page of an agent tool that may have the panel in a frame. */
export interface DeskFrame {
  /** Of the page that the frame stands in. */
  origin: string
  /** Of the pages around that one, when it stands in a frame itself. Default: none. */
  ancestors?: string[] | undefined
  /** Tags of the attributes of which that page may ask the values. Default: none. */
  attributes?: string[] | undefined
}

/** The settings of a desk. */
export interface DeskConfig {
  /** The desk's address: an origin of its own. */
  serverUrl: string
  /** The secret of the communication plugin. */
  secret: string
  /** Private keys that open results. */
  decryptionKeys: JWK[]
  /** The authentication plugins whose results count. */
  authMethods: PeerAuthMethod[]
  /** What conversations can be about. */
  purposes: PeerPurpose[]
  /** Default: the tag as its label, not sensitive, text. */
  attributes: Record<string, AboutAttribute>
  /** Who may sign in. */
  agents: AgentsConfig
  /** Tags of the communication plugins that can ask a core who somebody is during a conversation. Default: none. */
  identifies?: string[] | undefined
  /** Tags of the communication plugins with a telephone platform: an agent who answers a call of theirs sees who it is. Default: none. */
  calls?: string[] | undefined
  /** Default: none; agents and residents then meet by telephone, or on a platform beside it. */
  channels?: DeskChannel[] | undefined
  /** Origins of the agent tools that embed the panel. They use bearer tokens, never the cookie. */
  allowedOrigins: string[]
  /** Pages that may have the panel in a frame. Default: none. */
  frames?: DeskFrame[] | undefined
  /** Words of your own on the desk's pages and in the panel on them. Default: ours. */
  texts?: DeskTexts | undefined
  /** Address and hash of the panel's script on this origin. */
  panelScript: string
  /** Subresource Integrity: `sha384-…`. Default: none is asked for. */
  panelIntegrity?: string | undefined
  /** Those of the script that talks to the page around a frame. Without it there are no frames. */
  frameScript?: string | undefined
  /** Subresource Integrity: `sha384-…`. Default: none is asked for. */
  frameIntegrity?: string | undefined
  /** That of the communication plugins. */
  store: Store
  /** How other parties are asked. Default: the global `fetch`. */
  fetch?: typeof fetch | undefined
  /** Who is told what happened, without a value of anybody. Default: nobody. */
  log?: Log | undefined
  /** The clock. Default: that of the system. */
  now?: (() => Date) | undefined
}
