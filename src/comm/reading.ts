/** A stored result, read again for whoever may see it: the desk, a platform's agents, the hosts of a room. */
import type { KeySet } from '../protocol/keys.ts'
import type { Log } from '../protocol/log-entry.ts'
import { openSigned, type ResultClaims } from '../protocol/result.ts'
import type { PeerPurpose, TrustedMethod } from './config.ts'

export interface Reader {
  readonly config: { purposes: PeerPurpose[] }
  readonly decryptionKeys: KeySet
  readonly methods: ReadonlyMap<string, TrustedMethod>
  readonly log: Log
  readonly now: () => Date
}

/** What is known of the attempt that the result belongs to. */
export interface Attempt {
  purpose: string
  authMethod?: string
  binding?: string
  /** Tags of what may be shown at most. */
  shares?: readonly string[]
}

/** What a result says, and the plugin that says so. */
export interface Read {
  claims: ResultClaims
  /** The statement itself, as the plugin signed it. */
  signed: string
  by: TrustedMethod
}

/** Its lifetime was checked when it arrived; from then on the retention clock runs, at most a day. */
const retention = 2 * 86_400

/** Undefined when its keys or its binding do not fit any more. */
export async function read(
  { decryptionKeys, methods, now }: Reader,
  { authMethod, binding }: Attempt,
  token: string,
): Promise<Read | undefined> {
  const chosen = authMethod === undefined ? undefined : methods.get(authMethod)
  const candidates = chosen ? [chosen] : [...methods.values()].filter(({ legacy }) => legacy)
  for (const by of candidates) {
    const opened = await openSigned(token, {
      decryptionKeys,
      verificationKeys: by.verificationKeys,
      ...(!by.legacy && { issuer: by.issuer }),
      now,
      clockTolerance: retention,
    }).catch(() => undefined)
    // A row that somebody changed must not show one resident's details as another's.
    const isItsOwn = by.legacy || opened?.claims.binding === binding
    if (opened?.claims.status === 'success' && isItsOwn) return { ...opened, by }
  }
  return undefined
}

/** What the purpose asks and the plugin may assert, in the order of the purpose; everything else is dropped here (T6). */
export function visible(
  { config, log }: Reader,
  { purpose, shares }: Attempt,
  { claims: { attributes = {} }, by }: Read,
): { tag: string; value: string }[] {
  const asked = config.purposes.find(({ tag }) => tag === purpose)?.attributes ?? []
  const allowed = asked.filter((tag) => by.attributes?.includes(tag) ?? true)
  const isShared = (tag: string): boolean => shares?.includes(tag) ?? true
  // What did not follow a transfer was dropped knowingly.
  const dropped = Object.keys(attributes).filter((tag) => !allowed.includes(tag) && isShared(tag))
  if (dropped.length > 0) log({ level: 'warn', event: 'attributes_dropped', attributes: dropped })
  return allowed
    .filter((tag) => isShared(tag) && Object.hasOwn(attributes, tag))
    .map((tag) => ({ tag, value: attributes[tag]! }))
}

/** How sure it is: the level when it is one that we know, when the resident authenticated, and whether on another device. */
export const assurance = ({ acr, authenticatedAt, crossDevice, iat }: ResultClaims) => ({
  ...(isLevel(acr) && { level: acr }),
  authenticated_at: new Date((authenticatedAt ?? iat) * 1000).toISOString(),
  ...(crossDevice !== undefined && { cross_device: crossDevice }),
})

const isLevel = (acr: unknown): acr is 'low' | 'substantial' | 'high' =>
  acr === 'low' || acr === 'substantial' || acr === 'high'
