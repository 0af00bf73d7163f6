/** The core's word for a browser: is it good, and is it about this conversation? */
import { equal, randomId, sha256 } from '../protocol/digest.ts'
import { verifyHandover, type Handover } from '../protocol/handover.ts'
import { Refusal } from '../web/index.ts'
import type { StoredConversation } from '../store/index.ts'
import type { Surroundings } from './surroundings.ts'

export interface Redeemed {
  /** Opens the conversation for this browser, and for no other. */
  token: string
  id: string
}

/** What a browser brings. */
export interface Shown {
  /** The conversation's name in its address. */
  ref: string
  handover: string
  /** The result, when it travels through the browser. */
  result?: string | undefined
  /** Known to this browser alone. With it, a browser whose answer got lost can ask again. */
  key?: string | undefined
  /** The tokens of conversations that it has. Absent when it proved otherwise which one is its own: with the verifier, at the core. */
  tokens?: string[] | undefined
}

/**
 * The token for this browser. With a key it is made of that: so whoever asks again gets the same one from any process, and nothing more is
 * kept than a hash of it. A log-in during the conversation makes another.
 */
export const tokenFor = (
  { keyedHash }: Surroundings,
  { id }: StoredConversation,
  { binding_hash = '' }: Handover,
  key: string | undefined,
): Promise<string> =>
  key ? keyedHash('redeemed', `${id} ${binding_hash} ${key}`) : Promise.resolve(randomId(32))

/**
 * Somebody was let in with this handover before. When it was this browser, the answer got lost.
 * @throws Refusal `already-used` when it was another, or when its token opens nothing any more
 */
export async function answerAgain(
  comm: Surroundings,
  conversation: StoredConversation,
  claims: Handover,
  { key }: Shown,
): Promise<Redeemed> {
  const { id } = conversation
  const token = await tokenFor(comm, conversation, claims, key)
  const opened = await comm.store.byToken(await comm.keyedHash('token', token))
  if (opened?.id !== id) throw new Refusal('already-used')
  return { token, id }
}

/** It may still be on its way from the authentication plugin: the browser asks again in a second, with the same handover. */
export const resultMissing = (): Refusal =>
  new Refusal('result-missing', { headers: { 'retry-after': '1' } })

/** @throws Refusal */
export async function read(
  comm: Surroundings,
  conversation: StoredConversation,
  { ref, handover }: Shown,
): Promise<Handover> {
  const claims = await verified(comm, handover)
  if (!claims || !isAbout(comm, claims, ref, conversation)) throw new Refusal('invalid-handover')
  return claims
}

/** Of whichever of our cores, for this part. */
export async function verified(
  { cores, config, now }: Pick<Surroundings, 'cores' | 'now'> & { config: { serverUrl: string } },
  handover: string,
): Promise<Handover | undefined> {
  for (const [issuer, verificationKeys] of cores) {
    const options = { verificationKeys, issuer, audience: config.serverUrl, now }
    const claims = await verifyHandover(handover, options).catch(() => undefined)
    if (claims) return claims
  }
  return undefined
}

function isAbout(
  { config }: Surroundings,
  claims: Handover,
  ref: string,
  conversation: StoredConversation,
): boolean {
  return (
    claims.sub === `${config.serverUrl}/conversation/${ref}` &&
    claims.purpose === conversation.purpose &&
    claims.comm_method === conversation.commMethod
  )
}

export const isReceipt = async (receipt: string | undefined, hash: string): Promise<boolean> =>
  receipt !== undefined && equal(await sha256(receipt), hash)
