/** A conversation in which an agent asks who it is. */
import { sha256, randomId } from '../../protocol/digest.ts'
import type { ConversationView, RedeemAnswer } from '../../protocol/messages-conversation.ts'
import type { Conversation } from '../../protocol/messages-desk.ts'
import type { Statement } from '../../protocol/result-claims.ts'
import { as, deskUrl, json, jwt, site, waiting, type Setting, type Started } from './comm.ts'

export const wayBack = {
  return_url: `${site}/verhuizen`,
  state: 's',
  code_challenge: 'c'.repeat(43),
  code_challenge_method: 'S256',
}

/** A resident in a conversation. */
export interface Talking extends Started {
  token: string
  /** Of the conversation, at the desk. */
  id: string
  agent: string
}

let residents = 0

/** Somebody waits and an agent picks them up. */
export async function talking(
  state: Setting,
  choice: Parameters<typeof waiting>[1] = {},
): Promise<Talking> {
  const agent = await state.agent(`agent ${residents++}`)
  const resident = await waiting(state, choice)
  const { code } = resident.conversation.phone!
  const answer = await state.desk(json(`${deskUrl}/conversations/code`, { code }, as(agent)))
  const { id } = (await answer.json()) as Conversation
  return { ...resident, id, agent }
}

export const ask = (state: Setting, { id, agent }: Talking): Promise<Response> =>
  state.desk(json(`${deskUrl}/conversations/${id}/authenticate`, {}, as(agent)))

/** How the agent sees it. */
export async function atDesk(state: Setting, { id, agent }: Talking): Promise<Conversation> {
  const url = `${deskUrl}/conversations/${id}`
  return (await (await state.desk(new Request(url, { headers: as(agent) }))).json()) as Conversation
}

/** How the resident sees it. */
export async function atHome(state: Setting, one: Talking): Promise<ConversationView> {
  const answer = await state.comm(new Request(one.client_url, { headers: as(one.token) }))
  return (await answer.json()) as ConversationView
}

export const authenticate = (
  state: Setting,
  one: Talking,
  body: object = { auth_method: 'itsme', ...wayBack },
): Promise<Response> =>
  state.comm(json(`${one.client_url}/authenticate`, body, { ...as(one.token), origin: site }))

/** The agent asks and the resident leaves with a method. What the core was told, as a start of its own. */
export async function underWay(
  state: Setting,
  one: Talking,
  authMethod = 'itsme',
): Promise<Started> {
  await ask(state, one)
  const answer = await authenticate(state, one, { auth_method: authMethod, ...wayBack })
  if (answer.status !== 200) throw new Error(`not begun: ${answer.status} ${await answer.text()}`)
  const { attr_url, binding, audience } = state.asked.at(-1)!
  return { ...one, attr_url, binding, audience, authMethod, receipt: randomId() }
}

export const post = async (
  state: Setting,
  attempt: Started,
  statement: Partial<Statement> = {},
): Promise<Response> => state.comm(jwt(attempt.attr_url!, await state.result(attempt, statement)))

export const handoverOf = async (
  state: Setting,
  attempt: Started,
  changes: Parameters<Setting['handover']>[1] = {},
): Promise<string> =>
  state.handover(attempt, { binding_hash: await sha256(attempt.binding!), ...changes })

/** The resident comes back from an attempt, by script. */
export const back = async (
  state: Setting,
  attempt: Started,
  body: object = {},
): Promise<Response> =>
  state.comm(
    json(
      attempt.client_url,
      { handover: await handoverOf(state, attempt), ...body },
      { origin: site },
    ),
  )

export const redeemed = async (answer: Response): Promise<RedeemAnswer> =>
  (await answer.json()) as RedeemAnswer
