/**
 * A published core sends the browser here without a handover. Then the first browser that opens the address after the result was posted
 * is the resident's, and no other is: what a published plugin does, without the code before the log-in (D1, D3).
 */
import { randomId } from '../protocol/digest.ts'
import { Refusal } from '../web/index.ts'
import { find } from './conversation.ts'
import { toPage, tokensOf } from './cookie.ts'
import { release } from './redeem.ts'
import { refuseCarried } from './result.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * @returns undefined when this is no conversation of a published core, or when it is this browser's already
 * @throws Refusal
 */
export async function landing(
  comm: Surroundings,
  request: Request,
  ref: string,
): Promise<Response | undefined> {
  const { store, keyedHash, config, legacyCore } = comm
  if (legacyCore === undefined) return undefined
  const conversation = await store.byRef(await keyedHash('ref', ref))
  if (conversation?.issuer !== legacyCore || conversation.plugin !== config.tag) return undefined
  if (await find(comm, ref, tokensOf(request)).catch(() => undefined)) return undefined

  if (new URL(request.url).searchParams.has('result')) return refuseCarried(comm, conversation)
  if (conversation.state === 'failed') throw new Refusal('authentication-failed')
  // The waiting page, also for what only looks: when somebody sees it, it comes back by itself.
  if (conversation.state === 'starting' || !isVisit(request)) throw new Refusal('result-missing')
  if (conversation.state !== 'authenticating') throw new Refusal('already-used')
  const token = randomId(32)
  if ((await release(comm, conversation, { token })) === 'already')
    throw new Refusal('already-used')
  return toPage(comm, request, ref, token)
}

/** Not a preview of a link, nor a browser that fetches ahead: those would use up the one time. */
export const isVisit = ({ method, headers }: Request): boolean =>
  method === 'GET' && !/\b(prefetch|prerender)\b/.test(headers.get('sec-purpose') ?? '')
