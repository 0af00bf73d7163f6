import { parseMe, type Me } from '../protocol/messages-desk.ts'
import { Desk } from './desk.ts'
import { Access, badAnswer, type AccessOptions, type CallOptions } from './request.ts'
import type { Timing } from '../protocol/follow.ts'

/** What {@link connect} takes beside the address. */
export interface ConnectOptions extends AccessOptions, CallOptions {
  /** @internal For tests. */
  timing?: Partial<Timing>
}

/**
 * Connects an agent to a desk.
 *
 * @param desk the desk's address, for instance `https://contact.gemeente.example/desk`
 * @param options `signal` also closes the desk later on
 * @throws RequestError `ERR_ID_CONTACT_SIGN_IN` when the agent is not signed in; `problem.login` is where to go, when the desk has a
 *   log-in of its own. Further `_OFFLINE`, `_UNREACHABLE`, `_TIMEOUT`, `_PROBLEM`, `_BAD_ANSWER`, and `_REFUSED` for an address that is
 *   no plain http(s) one.
 */
export async function connect(desk: string | URL, options: ConnectOptions = {}): Promise<Desk> {
  const { signal, timing } = options
  const access = new Access(desk, options)
  const me = readMe(await access.json('/me', { signal }))
  const purposes = (me.purposes ?? []).map(({ purpose, purpose_name }) => ({
    tag: purpose,
    name: purpose_name,
  }))
  const agent = {
    name: me.name,
    presence: me.presence ?? 'available',
    supervises: me.supervises ?? false,
    purposes,
  }
  return new Desk(access, agent, { signal, timing })
}

function readMe(answer: unknown): Me {
  try {
    return parseMe(answer)
  } catch {
    throw badAnswer()
  }
}
