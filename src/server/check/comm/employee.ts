/** An employee at the desk: takes a conversation, asks who it is, and sees what was proven. */
import { objectIn, postJson, told, type Answer } from '../ask.ts'
import { expect, need, Unmet } from '../requirement.ts'
import { bearing, type Inside } from './handover.ts'
import type { CommScene } from './scene.ts'

/** One conversation, as the employee who took it sees it. */
export interface Taken {
  /** Asks the resident who they are. */
  askWho(): Promise<void>
  /** What the desk says of it. */
  look(): Promise<Record<string, unknown>>
}

/** More conversations than a run leaves waiting. */
const mostWaiting = 200

/** @throws Skip when there is no desk in the configuration */
export async function takeUp(scene: CommScene, inside: Inside): Promise<Taken> {
  const { ask, during } = scene
  need(during, 'not configured: [comm.during]')
  const { desk, token } = during
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  const post = (path: string, body: object = {}): Promise<Answer> =>
    ask(`${desk}/conversations${path}`, postJson(body, headers))

  /** By its code, where there is one; else the employee takes whoever waits until it is this one. */
  async function taken(): Promise<string> {
    const code = await codeFor(scene, inside)
    for (let others = 0; others < mostWaiting; others++) {
      const answer = code === undefined ? await post('/next') : await post('/code', { code })
      const { id } = objectIn(answer.text) ?? {}
      expect(typeof id === 'string', 'the conversation at the desk', told(answer))
      const { state } = await viewOf(scene, inside)
      if (state === 'active') return id
      await post(`/${id}/end`)
    }
    throw new Unmet('the conversation at the desk', 'others')
  }

  const id = await taken()
  return {
    async askWho() {
      const answer = await post(`/${id}/authenticate`)
      expect(answer.status === 200, '200 for the question of an employee', told(answer))
    },
    async look() {
      const answer = await ask(`${desk}/conversations/${id}`, { headers })
      const conversation = objectIn(answer.text)
      const isGood = answer.status === 200 && conversation
      expect(isGood, 'the conversation at the desk', told(answer))
      return conversation!
    },
  }
}

/** How the resident sees the conversation. @throws Unmet when it is not there */
export async function viewOf(
  { ask }: CommScene,
  { conversation: { clientUrl }, token }: Inside,
): Promise<Record<string, unknown>> {
  const answer = await ask(clientUrl, bearing(token))
  const view = objectIn(answer.text)
  expect(answer.status === 200 && view, 'the conversation', told(answer))
  return view
}

/** What a caller keys in or reads out, while they wait. */
export async function codeFor(scene: CommScene, inside: Inside): Promise<string | undefined> {
  const { phone } = await viewOf(scene, inside)
  const { code } = (phone ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}
