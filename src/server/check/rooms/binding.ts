/** Beyond the published protocol: a result counts when the browser that went to log in is back. Looked at where a part offers it. */
import { setTimeout } from 'node:timers/promises'
import { randomId } from '../../../protocol/digest.ts'
import { boundRefusals, expectBindings } from '../receiver/bound-refusals.ts'
import { wrongForAttempt } from '../receiver/wrong-handovers.ts'
import { expect, need, Skip, type Requirement } from '../requirement.ts'
import { holds, holdsNone, look, prove, seenId, hostTokenOf } from './host.ts'
import { takenId } from './result.ts'
import { platformToken, type RoomsScene, type Visit } from './scene.ts'

const boundId = 'ROOMS-BIND-01'
const backId = 'ROOMS-BIND-10'
const after = [boundId, takenId]

async function arrived(scene: RoomsScene): Promise<Visit> {
  const visit = await scene.beginBound()
  await scene.deliver(visit, await scene.result(visit))
  return visit
}

async function expectHidden(scene: RoomsScene, visit: Visit, how: string): Promise<void> {
  const text = await look(scene, visit.guest.roomId)
  expect(holdsNone(text, visit), `no attributes ${how}`, 'some')
}

export const binding: Requirement<RoomsScene>[] = [
  {
    id: boundId,
    says: 'A part that knows a core which hands over must put a `binding` of at least 128 random bits, another one each time, and `audience` into its request.',
    after: [takenId],
    async check({ beginBound }) {
      expectBindings(await beginBound(), await beginBound())
    },
  },
  ...boundRefusals('ROOMS', after),
  {
    id: backId,
    says: 'A result must not be shown before the browser is back at `comm_url` with a good `handover`, and must be after that.',
    after: [...after, seenId],
    async check(scene) {
      const visit = await arrived(scene)
      await expectHidden(scene, visit, 'before the browser is back')
      await scene.land(visit)
      const isShown = holds(await look(scene, visit.guest.roomId), visit)
      expect(isShown, 'the attributes after it', 'none')
    },
  },
  {
    id: 'ROOMS-BIND-11',
    says: 'A handover that somebody else signed, of another core, for another part, attempt or choice, or that is too old, must not make a result count.',
    after: [backId],
    async check(scene) {
      for (const wrong of wrongForAttempt) {
        const visit = await arrived(scene)
        await scene.land(visit, await wrong(scene))
        await expectHidden(scene, visit, 'after a handover that is not good')
      }
    },
  },
  {
    id: 'ROOMS-BIND-12',
    says: 'A browser with another `receipt` than the one that the result holds the hash of must not make it count, and nobody must after it.',
    after: [backId],
    async check(scene) {
      const visit = await arrived(scene)
      await scene.land(visit, { receipt: randomId() })
      await expectHidden(scene, visit, 'after a browser that did not log in')
      await scene.land(visit)
      await expectHidden(scene, visit, 'after such a browser')
    },
  },
  {
    id: 'ROOMS-BIND-13',
    says: 'After `DELETE {attr_url}`, while the browser is not back yet, no result must count.',
    after: [backId],
    async check(scene) {
      const visit = await arrived(scene)
      await scene.ask(visit.attrUrl, { method: 'DELETE' })
      await scene.land(visit)
      await expectHidden(scene, visit, 'after it was given up')
    },
  },
]

const isThere = (status: number): boolean => ![404, 405, 501].includes(status)

/** @throws Skip when the part knows no such route; Unmet when the guest is still there */
async function ended(scene: RoomsScene, url: string, visit: Visit, isHost: boolean): Promise<void> {
  const browser = isHost ? await scene.host() : scene.stranger()
  const { status } = await browser.visit(url, { method: 'DELETE' })
  if (!isThere(status)) throw new Skip('not offered: no DELETE')
  const text = await look(scene, visit.guest.roomId)
  const isGone = !text.includes(visit.guest.name) && holdsNone(text, visit)
  expect(isGone, 'nothing of the guest', `something, after ${status}`)
}

export const endGuest = (scene: RoomsScene, visit: Visit): Promise<void> =>
  ended(
    scene,
    `${scene.target}/guest/${platformToken(visit.guest, scene.secrets.guest)}`,
    visit,
    false,
  )

export const endedId = 'ROOMS-END-01'

export const end: Requirement<RoomsScene>[] = [
  {
    id: endedId,
    says: '`DELETE /guest/{guestToken}` must erase what is known of the guest.',
    after: [seenId],
    async check(scene) {
      const visit = await prove(scene, await scene.begin())
      await endGuest(scene, visit)
    },
  },
  {
    id: 'ROOMS-END-02',
    says: '`DELETE /host/{hostToken}` of a host must erase what is known of everybody in the room.',
    after: [seenId],
    async check(scene) {
      const visit = await prove(scene, await scene.begin())
      const token = hostTokenOf(scene, visit.guest.roomId)
      await ended(scene, `${scene.target}/host/${token}`, visit, true)
    },
  },
  {
    id: 'ROOMS-END-03',
    says: 'Guests of whom nothing was heard for an hour must be erased.',
    after: [seenId],
    async check(scene) {
      const { idle } = scene.settings
      need(idle, 'not configured: idle')
      const visit = await prove(scene, await scene.begin())
      await setTimeout(idle * 1000)
      const text = await look(scene, visit.guest.roomId)
      const isGone = !text.includes(visit.guest.name) && holdsNone(text, visit)
      expect(isGone, 'nothing of the guest', 'something')
    },
  },
]
