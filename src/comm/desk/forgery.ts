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
  const site = request.headers.get('sec-fetch-site') ?? 'same-origin'
  if (origin !== new URL(serverUrl).origin || site !== 'same-origin') throw new Refusal('forbidden')
}
