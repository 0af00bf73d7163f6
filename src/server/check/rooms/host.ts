/** What a host sees: as JSON or as a page, so it is looked for in the text. */
import { told, type Answer } from '../ask.ts'
import type { Claims } from '../made.ts'
import { failure } from '../made.ts'
import { expect, type Requirement } from '../requirement.ts'
import { takenId } from './result.ts'
import { platformToken, type RoomsScene, type Visit } from './scene.ts'

export const hostTokenOf = ({ secrets }: RoomsScene, roomId: string): string =>
  platformToken({ roomId }, secrets.host)

const json = { headers: { accept: 'application/json' } }

const roomAt = ({ target }: RoomsScene, token: string): string => `${target}/host/${token}`

/** The text of the room. @throws Unmet, Skip */
export async function look(scene: RoomsScene, roomId: string): Promise<string> {
  const host = await scene.host()
  const answer = await host.visit(roomAt(scene, hostTokenOf(scene, roomId)), json)
  expect(answer.status === 200, '200 for a host', told(answer))
  return answer.text
}

/** All the way: the result is here, and the browser is back. */
export async function prove(scene: RoomsScene, visit: Visit, changes?: Claims): Promise<Visit> {
  await scene.deliver(visit, await scene.result(visit, changes))
  await scene.land(visit)
  return visit
}

export const holds = (text: string, { values }: Visit): boolean =>
  Object.values(values).every((value) => text.includes(value))
export const holdsNone = (text: string, { values }: Visit): boolean =>
  Object.values(values).every((value) => !text.includes(value))

/** In which order these stand in the text, by their number. */
const orderOf = (text: string, parts: string[]): string =>
  parts
    .map((part, index) => [text.indexOf(part), index] as const)
    .sort(([a], [b]) => a - b)
    .map(([, index]) => index)
    .join()
const inOrder = (parts: unknown[]): string => [...parts.keys()].join()

/** Refused, or sent to log in: whatever it is, nothing of the guest stands there. */
function expectNothing(answer: Answer, visit: Visit, how: string): void {
  const isNothing = !answer.text.includes(visit.guest.name) && holdsNone(answer.text, visit)
  expect(isNothing, `nothing of the guest ${how}`, told(answer))
}

export const seenId = 'ROOMS-HOST-01'
const after = [seenId]

export const host: Requirement<RoomsScene>[] = [
  {
    id: seenId,
    says: '`GET /host/{hostToken}` must show a host who is logged in the guests of the room, each with `purpose`, `name` and attributes.',
    after: [takenId],
    async check(scene) {
      const visit = await prove(scene, await scene.begin())
      const text = await look(scene, visit.guest.roomId)
      expect(text.includes(visit.guest.name), 'the name of the guest', 'none')
      expect(holds(text, visit), 'the attributes of the result', 'none, or not all')
    },
  },
  {
    id: 'ROOMS-HOST-02',
    says: 'A host must not see the guests of another room.',
    after,
    async check(scene) {
      const visit = await prove(scene, await scene.begin())
      const text = await look(scene, scene.guest().roomId)
      const isNothing = !text.includes(visit.guest.name) && holdsNone(text, visit)
      expect(isNothing, 'nothing of another room', 'a guest')
    },
  },
  {
    id: 'ROOMS-HOST-03',
    says: 'The guests must stand in the order in which they came, oldest first.',
    after,
    async check(scene) {
      const { roomId } = scene.guest()
      const visits: Visit[] = []
      for (let count = 0; count < 4; count++)
        visits.push(await prove(scene, await scene.beginAs(scene.guest({ roomId }))))
      const names = visits.map(({ guest }) => guest.name)
      const order = orderOf(await look(scene, roomId), names)
      expect(order === inOrder(names), 'the oldest first', 'another order')
    },
  },
  {
    id: 'ROOMS-HOST-04',
    says: 'The attributes of a guest must stand in the order of their tags.',
    after,
    async check(scene) {
      const visit = await prove(scene, await scene.begin())
      const sorted = Object.keys(visit.values).sort()
      const values = sorted.map((tag) => visit.values[tag]!)
      const order = orderOf(await look(scene, visit.guest.roomId), values)
      expect(order === inOrder(values), sorted.join(', '), 'another order')
    },
  },
  {
    id: 'ROOMS-HOST-05',
    says: 'A guest whose authentication failed must be shown without attributes.',
    after,
    async check(scene) {
      const visit = await prove(scene, await scene.begin(), failure)
      const text = await look(scene, visit.guest.roomId)
      expect(text.includes(visit.guest.name), 'the name of the guest', 'none')
      expect(holdsNone(text, visit), 'no attributes', 'some')
    },
  },
  {
    id: 'ROOMS-HOST-06',
    says: 'Whoever is not logged in must see nothing, with a good host token too.',
    after,
    async check(scene) {
      const visit = await prove(scene, await scene.begin())
      const url = roomAt(scene, hostTokenOf(scene, visit.guest.roomId))
      expectNothing(await scene.stranger().visit(url, json), visit, 'without a log-in')
    },
  },
  {
    id: 'ROOMS-HOST-07',
    says: 'A host token that was signed with another secret, or with that of guests, or that is not signed, or too old, must show nothing.',
    after,
    async check(scene) {
      const visit = await prove(scene, await scene.begin())
      const { roomId } = visit.guest
      const { secrets } = scene
      const browser = await scene.host()
      for (const token of [
        platformToken({ roomId }, 'x'.repeat(32)),
        platformToken({ ...visit.guest }, secrets.guest),
        platformToken({ roomId }, secrets.host, { alg: 'none' }),
        platformToken({ roomId }, secrets.host, { shift: -86_400 }),
      ])
        expectNothing(await browser.visit(roomAt(scene, token), json), visit, 'for a bad token')
    },
  },
]
