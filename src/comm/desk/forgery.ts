/**
 * A cookie comes along by itself, so a request that changes something must show that our own page made it (T17): an `Origin` that is ours,
 * and no other site in `Sec-Fetch-Site`. A token is put there by hand.
 */
import { Refusal } from '../../web/index.ts'
import type { Agent } from './agent.ts'

/** @throws Refusal `forbidden` */
export function refuseForgery(
  { serverUrl }: { serverUrl: string },
  request: Request,
  { by }: Pick<Agent, 'by'>,
): void {
  if (by !== 'cookie') return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  // Our pages send no referrer, and of such a page's form a browser calls the origin `null` (Fetch standard, section 3.2): only it knows better.
  const isOurs = origin === 'null' ? site !== null : origin === new URL(serverUrl).origin
  if (!isOurs || (site ?? 'same-origin') !== 'same-origin') throw new Refusal('forbidden')
}
