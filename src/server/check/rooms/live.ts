/** `GET /host/live/{hostToken}`: a host hears that something has changed. */
import { openEvents, type Events } from '../events.ts'
import { expect, type Requirement } from '../requirement.ts'
import { hostTokenOf, prove, seenId } from './host.ts'
import type { RoomsScene } from './scene.ts'

/** @param as without it, nobody is logged in */
async function listening<T>(
  scene: RoomsScene,
  token: string,
  isHost: boolean,
  work: (events: Events) => Promise<T>,
): Promise<T> {
  const url = `${scene.target}/host/live/${token}`
  const headers = isHost ? await (await scene.host()).headers(url) : {}
  const events = await openEvents(url, headers, scene.timeout)
  try {
    return await work(events)
  } finally {
    events.close()
  }
}

const first =
  (data: string) =>
  async (events: Events): Promise<void> => {
    const came = await events.next()
    expect(came === data, data, /^[a-z]{1,20}$/.test(came) ? came : 'other data')
  }

const startId = 'ROOMS-LIVE-01'
const after = [startId]

export const live: Requirement<RoomsScene>[] = [
  {
    id: startId,
    says: '`GET /host/live/{hostToken}` must answer `text/event-stream`, with `start` as the first data.',
    after: [seenId],
    check: (scene) =>
      listening(scene, hostTokenOf(scene, scene.guest().roomId), true, async (events) => {
        expect(events.type === 'text/event-stream', 'text/event-stream', events.type || 'none')
        await first('start')(events)
      }),
  },
  {
    id: 'ROOMS-LIVE-02',
    says: 'When there is a result in the room, `update` must follow.',
    after,
    async check(scene) {
      const visit = await scene.begin()
      const token = hostTokenOf(scene, visit.guest.roomId)
      await listening(scene, token, true, async (events) => {
        await first('start')(events)
        await prove(scene, visit)
        await first('update')(events)
      })
    },
  },
  {
    id: 'ROOMS-LIVE-03',
    says: 'A host token that is not good must be answered with `badrequest` as the first data.',
    after,
    check: (scene) => listening(scene, 'no.good.token', true, first('badrequest')),
  },
  {
    id: 'ROOMS-LIVE-04',
    says: 'Whoever is not logged in must be answered with `forbidden` as the first data.',
    after,
    check: (scene) =>
      listening(scene, hostTokenOf(scene, scene.guest().roomId), false, first('forbidden')),
  },
]
