/** `GET /session_options`: what a resident can choose from. */
import { isMissing, objectIn, told, type Answer } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { allowed, type CoreScene, type Purpose } from './scene.ts'

interface Called {
  call_back?: unknown
}

interface Offer {
  auth: unknown[]
  comm: unknown[]
}

async function optionsOf(scene: CoreScene, { tag }: Purpose): Promise<Offer> {
  const answer = await scene.ask(`${scene.target}/session_options/${encodeURIComponent(tag)}`)
  return offerIn(objectIn(answer.text), answer)
}

function offerIn(options: Record<string, unknown> | undefined, answer: Answer): Offer {
  const { auth_methods, comm_methods } = options ?? {}
  const isGood = answer.status === 200 && answer.type === 'application/json'
  const [auth, comm] = [auth_methods, comm_methods]
  expect(
    isGood && Array.isArray(auth) && Array.isArray(comm),
    '200 with lists auth_methods and comm_methods in JSON',
    told(answer),
  )
  // To be called back is no method of the configuration.
  const isMethod = (one: unknown): boolean => isMissing((one as Called | null)?.call_back)
  return { auth, comm: comm.filter(isMethod) }
}

const tagOf = (method: unknown): unknown => (method as { tag?: unknown } | null)?.tag
const tagsOf = (methods: unknown[]): string => methods.map(tagOf).join(', ') || 'none'

/** The methods of every purpose, against what the configuration says of it. */
async function compare(
  scene: CoreScene,
  purposes: Purpose[],
  form: (tags: string[]) => string[],
): Promise<void> {
  const { auth_methods, comm_methods } = scene.settings
  for (const purpose of purposes) {
    const offer = await optionsOf(scene, purpose)
    for (const [given, methods, tags] of [
      [offer.auth, auth_methods, purpose.allowed_auth],
      [offer.comm, comm_methods, purpose.allowed_comm],
    ] as const) {
      const wanted = allowed<{ tag: string }>([...methods], tags).map(({ tag }) => tag)
      const found = given.map((method) => String(tagOf(method)))
      const isGood = form(found).join() === form(wanted).join()
      const expected = `${wanted.join(', ') || 'none'} for ${purpose.tag}`
      expect(isGood, expected, tagsOf(given))
    }
  }
}

const sorted = (tags: string[]): string[] => [...tags].sort()
const hasWildcard = ({ allowed_auth, allowed_comm }: Purpose): boolean =>
  [...allowed_auth, ...allowed_comm].includes('*')
const first = 'CORE-OPTIONS-01'

export const options: Requirement<CoreScene>[] = [
  {
    id: first,
    says: '`GET /session_options/{purpose}` must answer 200 with a JSON object that holds the lists `auth_methods` and `comm_methods`.',
    async check(scene) {
      for (const purpose of scene.settings.purposes) await optionsOf(scene, purpose)
    },
  },
  {
    id: 'CORE-OPTIONS-02',
    says: 'Every method in the lists must have a `tag`; `name` and `image_path` must be text where they are there.',
    after: [first],
    async check(scene) {
      for (const purpose of scene.settings.purposes) {
        const { auth, comm } = await optionsOf(scene, purpose)
        for (const method of [...auth, ...comm]) {
          const { tag, name, image_path } = (method ?? {}) as Record<string, unknown>
          expect(typeof tag === 'string' && tag !== '', 'tag as text', typeof tag)
          for (const [member, value] of Object.entries({ name, image_path })) {
            const isGood = isMissing(value) || typeof value === 'string'
            expect(isGood, `${member} as text`, typeof value)
          }
        }
      }
    },
  },
  {
    id: 'CORE-OPTIONS-03',
    says: 'The lists must hold the methods that the purpose allows, and no others.',
    after: [first],
    async check(scene) {
      const named = scene.settings.purposes.filter((purpose) => !hasWildcard(purpose))
      need(named.length > 0, 'not configured: a purpose that names its methods')
      await compare(scene, named, sorted)
    },
  },
  {
    id: 'CORE-OPTIONS-04',
    says: '`"*"` among the methods that a purpose allows must stand for every method.',
    after: [first],
    async check(scene) {
      const open = scene.settings.purposes.filter(hasWildcard)
      need(open.length > 0, 'not configured: a purpose that allows "*"')
      await compare(scene, open, sorted)
    },
  },
  {
    id: 'CORE-OPTIONS-05',
    says: 'The methods must stand in the order in which the purpose names them.',
    after: ['CORE-OPTIONS-03'],
    async check(scene) {
      // Behind `"*"` the published cores keep no order.
      const named = scene.settings.purposes.filter(
        (purpose) =>
          !hasWildcard(purpose) &&
          Math.max(purpose.allowed_auth.length, purpose.allowed_comm.length) > 1,
      )
      need(named.length > 0, 'not configured: a purpose that names two methods of one kind')
      await compare(scene, named, (tags) => tags)
    },
  },
  {
    id: 'CORE-OPTIONS-06',
    says: 'A purpose that is not known must be answered 400.',
    async check(scene) {
      const answer = await scene.ask(`${scene.target}/session_options/no_such_purpose`)
      expect(answer.status === 400, '400', told(answer))
    },
  },
  {
    id: 'CORE-OPTIONS-07',
    says: '`GET /session_options` must answer an object that holds the same for every purpose, by its tag.',
    after: [first],
    async check(scene) {
      const answer = await scene.ask(`${scene.target}/session_options`)
      const all = objectIn(answer.text)
      for (const purpose of scene.settings.purposes) {
        const own = all?.[purpose.tag]
        expect(own, `200 with ${purpose.tag} in JSON`, told(answer))
        const one = offerIn(own as Record<string, unknown>, answer)
        const { auth, comm } = await optionsOf(scene, purpose)
        const isSame = tagsOf(one.auth) === tagsOf(auth) && tagsOf(one.comm) === tagsOf(comm)
        expect(isSame, `the methods of ${purpose.tag}`, 'others')
      }
    },
  },
  {
    id: 'CORE-OPTIONS-08',
    says: 'Asking what there is to choose from must not start anything at a plugin.',
    after: [first],
    async check(scene) {
      const played = scene.play(scene.choose())
      for (const purpose of scene.settings.purposes) await optionsOf(scene, purpose)
      await scene.ask(`${scene.target}/session_options`)
      expect(played.starts().length === 0, 'no start', `${played.starts().length}`)
    },
  },
  {
    id: 'CORE-OPTIONS-09',
    says: 'An `image_path` that is there and not empty must lead, from the address of the core, to an image.',
    after: [first],
    async check(scene) {
      const paths = new Set<string>()
      for (const purpose of scene.settings.purposes) {
        const { auth, comm } = await optionsOf(scene, purpose)
        for (const method of [...auth, ...comm]) {
          const { image_path } = (method ?? {}) as { image_path?: unknown }
          if (typeof image_path === 'string' && image_path !== '') paths.add(image_path)
        }
      }
      need(paths.size > 0, 'not offered: no image_path')
      for (const path of paths) {
        const answer = await scene.ask(`${scene.target}${path}`)
        const isImage = answer.status === 200 && answer.type.startsWith('image/')
        expect(isImage, '200 with an image', told(answer))
      }
    },
  },
]
