/** `POST /resume`: the one-time code and the verifier against the conversation (RFC 7636 section 4.6). */
import { equal, sha256 } from '../protocol/digest.ts'
import { TokenError } from '../protocol/errors.ts'
import { parseResumeRequest, type ResumeAnswer } from '../protocol/messages-core.ts'
import { withQuery } from '../protocol/url.ts'
import { parsed, Refusal } from '../web/index.ts'
import { commChoices } from './comm-choices.ts'
import { handoverFor } from './handover.ts'
import type { Surroundings } from './surroundings.ts'
import type { CodeTicket } from './tickets.ts'

/**
 * A code names one handover (`jti`), which the communication plugin takes once. So a browser whose answer got lost can ask again, and
 * still nobody goes on twice.
 * @throws Refusal
 */
export async function resume(core: Surroundings, body: unknown): Promise<ResumeAnswer> {
  const { code, code_verifier } = parsed(parseResumeRequest, body)
  const ticket = await open(core, code)
  if (!equal(await sha256(code_verifier), ticket.challenge)) {
    core.log({ level: 'warn', event: 'verifier_mismatch', purpose: ticket.purpose })
    throw new Refusal('invalid-code')
  }
  const { channel, ownPage = channel === 'chat' || channel === 'video' } =
    commChoices(core.config.commMethods).find(({ tag }) => tag === ticket.comm) ?? {}
  const handover = await handoverFor(core, ticket)
  const isElsewhere = ownPage && handover !== undefined && !ticket.binding
  return {
    // The browser goes on to the page that takes it.
    client_url: isElsewhere
      ? withQuery(ticket.client, { handover, lang: ticket.lang })
      : ticket.client,
    purpose: ticket.purpose,
    auth_method: ticket.auth,
    comm_method: ticket.comm,
    channel,
    handover: isElsewhere ? undefined : handover,
    result: ticket.result,
  }
}

async function open({ sealer }: Surroundings, code: string): Promise<CodeTicket> {
  try {
    return await sealer.open<CodeTicket>('code', code)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    throw new Refusal(error.expired ? 'expired-code' : 'invalid-code')
  }
}
