/** A browser leaves for a log-in: bound to it by `/go`, and sent back to `/return`. What the core has to know then travels sealed. */
import type { StartRequest } from '../protocol/messages-core.ts'
import { Refusal } from '../web/index.ts'
import type { Surroundings } from './surroundings.ts'
import {
  goLifetime,
  longestReturnTicket,
  pack,
  returnLifetime,
  type GoTicket,
  type ReturnTicket,
} from './tickets.ts'

type Back = Pick<ReturnTicket, 'back' | 'state' | 'challenge'>

/** The way back to the page that asked, as a ticket holds it. */
export const backOf = (
  request: Pick<StartRequest, 'return_url' | 'state' | 'code_challenge'>,
): Back => ({
  back: request.return_url,
  state: request.state,
  challenge: request.code_challenge,
})

type Core = Pick<Surroundings, 'config' | 'sealer'>

/**
 * Whichever plugin it is, it sends the browser back to the core, never straight on (RFC 9700 section 4.11).
 * @throws Refusal when it does not fit into the addresses of published plugins
 */
export async function returnAddress(
  { config, sealer }: Core,
  ticket: ReturnTicket,
): Promise<string> {
  const sealed = await sealer.seal('return', pack(ticket), returnLifetime)
  if (sealed.length > longestReturnTicket)
    throw new Refusal('return-url-not-allowed', {
      detail: 'The return address or the state is too long.',
    })
  return `${config.serverUrl}/return/${sealed}`
}

/** Where the browser goes first: nothing of a plugin shows before it is bound. */
export const goAddress = async ({ config, sealer }: Core, ticket: GoTicket): Promise<string> =>
  `${config.serverUrl}/go/${await sealer.seal('go', ticket, goLifetime)}`
