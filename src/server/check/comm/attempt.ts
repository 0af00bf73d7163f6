/** A resident who shows during a conversation who they are, because an employee asked. */
import { randomId, sha256 } from '../../../protocol/digest.ts'
import { objectIn, postJson, postToken, told, type Answer } from '../ask.ts'
import { makeResult } from '../made.ts'
import type { Bound, HandoverChanges, Receiver } from '../receiver/receiver.ts'
import { expect, need } from '../requirement.ts'
import { signedBy } from '../rooms/scene.ts'
import type { Received } from '../stage.ts'
import { takeUp, viewOf, type Taken } from './employee.ts'
import { goIn, type Inside } from './handover.ts'
import type { CommScene, Conversation, During } from './scene.ts'

/** Somebody in a conversation, and the employee on the other side. */
export interface Asked {
  inside: Inside
  taken: Taken
}

/** On the way to a log-in. `attrUrl`, `binding` and `audience` are those of the request to the core. */
export interface Attempt extends Bound<Conversation>, Asked {
  /** What the core was asked: the claims of the token, and `request` among them. */
  request: Record<string, unknown>
  claims: Record<string, unknown>
}

export function duringOf({ during }: CommScene): During {
  need(during, 'not configured: [comm.during]')
  return during
}

/** An employee took the conversation. */
export async function talking(scene: CommScene): Promise<Asked> {
  duringOf(scene)
  const inside = await goIn(scene)
  return { inside, taken: await takeUp(scene, inside) }
}

/** And asked who it is. */
export async function asked(scene: CommScene): Promise<Asked> {
  const both = await talking(scene)
  await both.taken.askWho()
  return both
}

/** What the plugin asked the core since the stage was cleared. */
export const requests = (scene: CommScene): Received[] =>
  scene.stage.received.filter(
    ({ method, url }) => method === 'POST' && url === `${duringOf(scene).core}/start`,
  )

/** The core that is played sends the browser here; it has not left yet. */
export function playCore(scene: CommScene, answer?: () => Response): string {
  const { core } = duringOf(scene)
  const clientUrl = `${core}/go/${randomId()}`
  scene.stage.clear()
  scene.stage.play(`${core}/start`, answer ?? (() => Response.json({ client_url: clientUrl })))
  return clientUrl
}

/** The way back to a page, as in a start. */
const wayBack = async (scene: CommScene): Promise<Record<string, string>> => ({
  return_url: duringOf(scene).returnUrl,
  state: randomId(),
  code_challenge: await sha256(randomId(32)),
  code_challenge_method: 'S256',
})

/** `POST {client_url}/authenticate`. */
export const authenticate = async (
  scene: CommScene,
  { conversation: { clientUrl }, token }: Pick<Inside, 'conversation' | 'token'>,
  changes: object = {},
): Promise<Answer> =>
  scene.ask(
    `${clientUrl}/authenticate`,
    postJson(
      { auth_method: scene.settings.login.tag, ...(await wayBack(scene)), ...changes },
      { authorization: `Bearer ${token}` },
    ),
  )

/** Leaves for the log-in. @throws Unmet */
export async function leave(scene: CommScene, both: Asked, changes?: object): Promise<Attempt> {
  const { inside } = both
  const clientUrl = playCore(scene)
  const answer = await authenticate(scene, inside, changes)
  const isGood = answer.status === 200 && objectIn(answer.text)?.client_url === clientUrl
  expect(isGood, '200 with the client_url of the core', told(answer))
  const claims = await signedIn(scene, requests(scene)[0])
  const request = claims.request as Record<string, unknown>
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' ? value : undefined
  return {
    ...both,
    claims,
    request,
    clientUrl: inside.conversation.clientUrl,
    attrUrl: text(request.attr_url),
    binding: text(request.binding) ?? '',
    audience: text(request.audience) ?? '',
    receipt: randomId(),
  }
}

async function signedIn(
  scene: CommScene,
  received: Received | undefined,
): Promise<Record<string, unknown>> {
  expect(received, 'a request to the core', 'none')
  const claims = await signedBy(duringOf(scene).verificationKeys, received.body.trim())
  const isObject = typeof claims.request === 'object' && claims.request !== null
  expect(isObject, 'claim request', typeof claims.request)
  return claims
}

export const begin = async (scene: CommScene): Promise<Attempt> => leave(scene, await asked(scene))

const handoverFor = async (
  scene: CommScene,
  attempt: Attempt,
  changes?: HandoverChanges,
): Promise<string> =>
  scene.handover(attempt, { binding_hash: await sha256(attempt.binding), ...changes })

/** The browser is back with a handover, and with the result where that comes with it. */
export async function comeBack(
  scene: CommScene,
  attempt: Attempt,
  { result, ...changes }: HandoverChanges & { result?: string } = {},
): Promise<Answer> {
  const handover = await handoverFor(scene, attempt, changes)
  const body = { handover, ...(result !== undefined && { result }) }
  const answer = await scene.ask(attempt.clientUrl, postJson(body))
  const { token } = objectIn(answer.text) ?? {}
  // The key to the conversation is another one from here on.
  if (answer.status === 201 && typeof token === 'string') attempt.inside.token = token
  return answer
}

/** All results of an attempt, brought in the way that the plugin asked for. */
export async function deliver(scene: CommScene, attempt: Attempt, result: string) {
  const { attrUrl } = attempt
  const answer = await (attrUrl
    ? scene.ask(attrUrl, postToken(result))
    : comeBack(scene, attempt, { result }))
  return { isTaken: answer.status < 400, said: told(answer) }
}

/** Another attempt in the same conversation, whatever became of the one before. */
export async function again(scene: CommScene, both: Asked): Promise<Attempt> {
  await both.taken.askWho()
  return leave(scene, both)
}

/** What is held against results at the start, for those that come during this conversation. */
export const receiverOf = (scene: CommScene, both: Asked): Receiver<Attempt> => ({
  parties: scene.parties,
  otherKeys: scene.otherKeys,
  coreKeys: scene.coreKeys,
  begin: () => again(scene, both),
  beginBound: () => again(scene, both),
  claims: (attempt, shift) => scene.claims(attempt, shift),
  result: (attempt, changes) => scene.result(attempt, changes),
  deliver: (attempt, result) => deliver(scene, attempt, result),
})

/** Values that were proven, as the employee sees them. */
export async function provenOf(attempt: Asked): Promise<string> {
  const { identity } = await attempt.taken.look()
  return JSON.stringify(identity ?? {})
}

/** A result with values of its own, so that it can be told from others. */
export async function valuedResult(
  scene: CommScene,
  attempt: Attempt,
): Promise<{ value: string; result: string }> {
  const value = randomId()
  const { login } = scene.settings
  const attributes = Object.fromEntries(login.attributes.map((tag) => [tag, value]))
  const claims = { ...(await scene.claims(attempt)), attributes }
  return { value, result: await makeResult(scene.parties, claims) }
}

export async function identificationOf(
  scene: CommScene,
  { inside }: Asked,
): Promise<string | undefined> {
  const { identification } = await viewOf(scene, inside)
  const { state } = (identification ?? {}) as { state?: unknown }
  return typeof state === 'string' ? state : undefined
}
