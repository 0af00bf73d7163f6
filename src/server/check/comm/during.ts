/** Beyond the published protocol: an employee asks who it is, and the resident logs in without leaving the conversation. */
import { told, type Answer } from '../ask.ts'
import { headerOf } from '../auth/opened.ts'
import { expect, type Requirement } from '../requirement.ts'
import { expectBindings } from '../receiver/bound-refusals.ts'
import {
  asked,
  authenticate,
  begin,
  duringOf,
  identificationOf,
  leave,
  playCore,
  requests,
  talking,
  type Asked,
} from './attempt.ts'
import { inId } from './handover.ts'
import type { CommScene } from './scene.ts'

export const expectRefusal = (answer: Answer, how: string): void =>
  expect(answer.status >= 400 && answer.status < 500, `a refusal ${how}`, told(answer))

/** @throws Unmet unless the core was left alone */
const expectSilence = (scene: CommScene): void =>
  expect(requests(scene).length === 0, 'no request to the core', 'one')

/** Asks for a log-in that there must not be. */
async function refused(
  scene: CommScene,
  { inside }: Pick<Asked, 'inside'>,
  how: string,
  changes?: object,
): Promise<Answer> {
  playCore(scene)
  const answer = await authenticate(scene, inside, changes)
  expectRefusal(answer, how)
  expectSilence(scene)
  return answer
}

const askedId = 'COMM-DURING-01'
/** There is a way to the log-in. */
export const leftId = 'COMM-DURING-02'
const elsewhere = 'https://elsewhere.invalid'
const stranger = 'x'.repeat(43)

export const during: Requirement<CommScene>[] = [
  {
    id: askedId,
    says: 'When an agent asked who the resident is, the conversation must hold `identification` with `state` `requested`, and not before.',
    after: [inId],
    async check(scene) {
      const both = await talking(scene)
      const before = await identificationOf(scene, both)
      expect(before === undefined, 'no identification before', String(before))
      await both.taken.askWho()
      const state = await identificationOf(scene, both)
      expect(state === 'requested', 'identification requested', String(state))
    },
  },
  {
    id: leftId,
    says: '`POST {client_url}/authenticate` with the token, `auth_method`, `return_url`, `state` and a code challenge (RFC 7636, S256) must ask the core for authentication during a conversation, and answer the `client_url` that it gives.',
    after: [askedId],
    async check(scene) {
      await begin(scene)
    },
  },
  {
    id: 'COMM-DURING-03',
    says: 'The request must be posted to `{core}/start` as `application/jwt`, name the key (`kid`), and hold `purpose`, `auth_method`, the way back as it came, and `comm_url`, which is the `client_url` of the conversation; `exp` at most five minutes after `iat`.',
    after: [leftId],
    async check(scene) {
      const both = await asked(scene)
      const way = { return_url: duringOf(scene).returnUrl, state: 'a state of the page' }
      const { claims, request } = await leave(scene, both, way)
      const [{ type, body }] = requests(scene) as [ReturnType<typeof requests>[0]]
      expect(type === 'application/jwt', 'application/jwt', type || 'no content type')
      const { kid } = duringOf(scene)
      expect(headerOf(body).kid === kid, `kid ${kid}`, 'another')
      const { purpose, login } = scene.settings
      const comm_url = both.inside.conversation.clientUrl
      const wanted = { purpose, auth_method: login.tag, comm_url, ...way }
      for (const [member, value] of Object.entries(wanted))
        expect(request[member] === value, `${member} as it is`, typeof request[member])
      const { iat, exp } = claims
      const isShort = typeof iat === 'number' && typeof exp === 'number' && exp - iat <= 300
      expect(isShort, 'iat, and exp within 300 s', 'others')
    },
  },
  {
    id: 'COMM-DURING-04',
    says: 'The request must hold a `binding` of at least 128 random bits, another one than at the start and than each time before, and `audience`.',
    after: [leftId],
    async check(scene) {
      const first = await begin(scene)
      const { binding, audience } = first.inside.conversation
      expectBindings(first, await leave(scene, first))
      expectBindings(first, { ...first, binding })
      expect(first.audience === audience, 'the audience of the start', 'another')
    },
  },
  {
    id: 'COMM-DURING-05',
    says: 'While no agent asks, and without the token of the conversation, `/authenticate` must be refused (4xx), and the core not asked.',
    after: [leftId],
    async check(scene) {
      const both = await talking(scene)
      await refused(scene, both, 'while nobody asks')
      await both.taken.askWho()
      const { conversation } = both.inside
      await refused(scene, { inside: { conversation, token: stranger } }, 'of another token')
    },
  },
  {
    id: 'COMM-DURING-06',
    says: 'A method that is not known, and a `return_url` of an origin that is not configured, must be answered 400, and the core not asked.',
    after: [leftId],
    async check(scene) {
      const both = await asked(scene)
      for (const change of [{ auth_method: 'no_such_tag' }, { return_url: `${elsewhere}/page` }]) {
        const answer = await refused(
          scene,
          both,
          `of another ${Object.keys(change).join()}`,
          change,
        )
        expect(answer.status === 400, '400', told(answer))
      }
    },
  },
  {
    id: 'COMM-DURING-07',
    says: 'When the core fails, or sends the browser to an origin at which it is not known, the answer must be a server error (5xx).',
    after: [leftId],
    async check(scene) {
      const both = await asked(scene)
      const failures: [string, () => Response][] = [
        ['a core that answers 500', () => new Response('no', { status: 500 })],
        ['a core that answers no client_url', () => Response.json({})],
        ['a way elsewhere', () => Response.json({ client_url: `${elsewhere}/go` })],
      ]
      for (const [how, failure] of failures) {
        playCore(scene, failure)
        const answer = await authenticate(scene, both.inside)
        expect(answer.status >= 500, `5xx after ${how}`, told(answer))
      }
    },
  },
]
