/** `POST /start`: what is taken, what is refused, and what is said when a plugin fails. */
import { shapeOf, told, type Answer } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import {
  allowed,
  bodyOf,
  clientUrlOf,
  type Answers,
  type CoreScene,
  type Purpose,
} from './scene.ts'

export const startId = 'CORE-START-01'
const after = [startId]
const unknown = 'no_such_tag'

async function refused(scene: CoreScene, body: unknown): Promise<void> {
  const answer = await scene.start(body)
  expect(answer.status === 400, '400', told(answer))
}

/** Others are refused for another reason. */
const isOpen = ({ closed }: Purpose): boolean => !closed

/** A choice, with a method that its purpose does not allow in place of one that it does. */
function forbiddenChoices(scene: CoreScene): Record<string, string>[] {
  const { purposes, auth_methods, comm_methods } = scene.settings
  const bodies = purposes.filter(isOpen).flatMap((purpose) => {
    const auth = allowed(auth_methods, purpose.allowed_auth)
    const comm = allowed(comm_methods, purpose.allowed_comm)
    const [oneAuth, oneComm] = [auth[0], comm[0]]
    if (!oneAuth || !oneComm) return []
    const good = bodyOf({ purpose, auth: oneAuth, comm: oneComm })
    return [
      ...auth_methods
        .filter((method) => !auth.includes(method))
        .map(({ tag }) => ({ ...good, auth_method: tag })),
      ...comm_methods
        .filter((method) => !comm.includes(method))
        .map(({ tag }) => ({ ...good, comm_method: tag })),
    ]
  })
  need(bodies.length > 0, 'not configured: a purpose that does not allow every method')
  return bodies
}

/** Bodies that cannot be read as a start. */
function malformed(scene: CoreScene): unknown[] {
  const { purpose, auth_method, comm_method } = bodyOf(scene.choose())
  return [
    'this is no JSON',
    [],
    {},
    { purpose },
    { auth_method, comm_method },
    { purpose, auth_method, comm_method: 1 },
  ]
}

/** Each way in which a plugin can fail, and what the core answered. */
async function failures(
  scene: CoreScene,
): Promise<[how: string, answer: Answer, secret: string][]> {
  const choice = scene.choose()
  const ways: [string, Answers][] = [
    [
      'a communication plugin that answers 500',
      { comm: () => new Response('no', { status: 500 }) },
    ],
    ['a communication plugin that answers no client_url', { comm: () => Response.json({}) }],
    [
      'an authentication plugin that answers 500',
      { auth: () => new Response('no', { status: 500 }) },
    ],
    ['an authentication plugin that answers no JSON', { auth: () => new Response('client_url') }],
  ]
  const found: [string, Answer, string][] = []
  for (const [how, answers] of ways) {
    scene.play(choice, answers)
    found.push([how, await scene.start(bodyOf(choice)), new URL(scene.stage.address).host])
  }
  return found
}

const isServerError = ({ status }: Answer): boolean => status >= 500 && status <= 599

export const start: Requirement<CoreScene>[] = [
  {
    id: startId,
    says: '`POST /start` with `Accept: application/json` must answer 200 with `{ "client_url": … }`, where the browser goes.',
    async check(scene) {
      const choice = scene.choose()
      scene.play(choice)
      const url = clientUrlOf(await scene.start(bodyOf(choice)))
      expect(URL.canParse(url), 'an absolute address', 'another text')
    },
  },
  {
    id: 'CORE-START-02',
    says: 'Without that `Accept`, the answer to `POST /start` must be a 303 redirect to the same address.',
    after,
    async check(scene) {
      const choice = scene.choose()
      scene.play(choice)
      const inJson = clientUrlOf(await scene.start(bodyOf(choice)))
      const headers = { accept: 'text/html' }
      const answer = await scene.start(bodyOf(choice), { headers })
      const isRedirect = answer.status === 303 && answer.location
      expect(isRedirect, '303 with Location', told(answer))
      // Tickets in them differ from start to start.
      const [wanted, came] = [shapeOf(inJson), shapeOf(answer.location)]
      expect(wanted === came, wanted, came)
    },
  },
  {
    id: 'CORE-START-03',
    says: 'A core of the Verder Helpen generation must take the same members as a form.',
    after,
    async check(scene) {
      need(scene.dialect === 'verder-helpen', 'not of this generation')
      const choice = scene.choose()
      scene.play(choice)
      const body = new URLSearchParams(bodyOf(choice)).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      clientUrlOf(await scene.start('', { headers, body }))
    },
  },
  {
    id: 'CORE-START-04',
    says: 'A start for a purpose that is not known must be answered 400.',
    after,
    check: (scene) => refused(scene, { ...bodyOf(scene.choose()), purpose: unknown }),
  },
  {
    id: 'CORE-START-05',
    says: 'A start with a method that is not known must be answered 400.',
    after,
    async check(scene) {
      const good = bodyOf(scene.choose())
      await refused(scene, { ...good, auth_method: unknown })
      await refused(scene, { ...good, comm_method: unknown })
    },
  },
  {
    id: 'CORE-START-06',
    says: 'A start with a method that the purpose does not allow must be answered 400.',
    after,
    async check(scene) {
      for (const body of forbiddenChoices(scene)) await refused(scene, body)
    },
  },
  {
    id: 'CORE-START-07',
    says: 'A start whose body is not as it should be must be answered 400.',
    after,
    async check(scene) {
      for (const body of malformed(scene)) await refused(scene, body)
    },
  },
  {
    id: 'CORE-START-08',
    says: 'A start that is refused must not start anything at a plugin.',
    after,
    async check(scene) {
      const choice = scene.choose()
      const played = scene.play(choice)
      const good = bodyOf(choice)
      await scene.start({ ...good, purpose: unknown })
      await scene.start({ ...good, auth_method: unknown })
      await scene.start({ ...good, comm_method: unknown })
      for (const body of malformed(scene)) await scene.start(body)
      expect(played.starts().length === 0, 'no start', `${played.starts().length}`)
    },
  },
  {
    id: 'CORE-START-09',
    says: 'When a plugin fails, or answers what cannot be used, the start must be answered with a server error (5xx).',
    after,
    async check(scene) {
      for (const [how, answer] of await failures(scene))
        expect(isServerError(answer), `5xx after ${how}`, told(answer))
    },
  },
  {
    id: 'CORE-START-10',
    says: 'A plugin that takes longer than five seconds must count as one that fails.',
    after,
    async check(scene) {
      const choice = scene.choose()
      const patience = scene.settings.plugin_timeout * 1000
      // Much later than the core waits, so that an answer before that is the core's own.
      const late = patience * 2 + 1000
      let timer: NodeJS.Timeout | undefined
      let isOver = false
      const wait = (): Promise<Response> =>
        new Promise((resolve) => {
          timer = setTimeout(() => {
            isOver = true
            resolve(Response.json({ client_url: `${scene.stage.address}/late` }))
          }, late)
        })
      scene.play(choice, { comm: wait })
      const answer = await scene.start(bodyOf(choice))
      clearTimeout(timer)
      expect(isServerError(answer), '5xx', told(answer))
      expect(!isOver, `an answer within ${patience / 1000} s`, 'one after the plugin’s')
    },
  },
  {
    id: 'CORE-START-11',
    says: 'The answer after such a failure must not tell the address of a plugin.',
    after,
    async check(scene) {
      for (const [how, { text, headers }, host] of await failures(scene)) {
        const isTold = [text, ...headers.values()].some((part) => part.includes(host))
        expect(!isTold, `no address after ${how}`, 'the address of the plugin')
      }
    },
  },
  {
    id: 'CORE-START-12',
    says: 'Members of a start that the core does not know must be ignored.',
    after: [startId],
    async check({ choose, play, start: begin }) {
      const choice = choose()
      play(choice)
      clientUrlOf(await begin({ ...bodyOf(choice), no_such_member: 1 }))
    },
  },
]
