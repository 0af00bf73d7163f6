/** Parts for rooms with one mistake each, in which results count and who hears of the log-in. */
import { randomId, sha256 } from '../../../src/protocol/digest.ts'
import { askedIn, isAsking, type Asked } from '../asking.ts'
import { sending, silent, type Fault } from '../fault.ts'
import type { Changes } from '../receiver.ts'
import { open, resealed } from '../token.ts'
import { handing } from './binding.ts'
import { listing } from './host.ts'
import { looks, results } from './traffic.ts'

type Around = NonNullable<Fault['around']>

/** A later result takes the place of the first one. */
function overwriting(): Around {
  const posted = new Map<string, number>()
  const isAgain = (): boolean => [...posted.values()].some((count) => count > 1)
  return (part, place) => {
    const listed = listing((rows) =>
      rows.map((row) => ({ ...row, attributes: isAgain() ? { name: 'later' } : row.attributes })),
    )(part, place)
    return async (request) => {
      if (results(request)) posted.set(request.url, (posted.get(request.url) ?? 0) + 1)
      const answer = await listed(request)
      if (looks(request)) posted.clear()
      return answer
    }
  }
}

/** Does not care for which start a result is: it counts for the latest one. */
function undiscerning(): Changes {
  const receipt = randomId()
  let latest: Asked | undefined
  let isMoved = false
  return {
    outwards: sending((url, init) => {
      if (isAsking(url, init)) latest = askedIn(init)
      return undefined
    }),
    around(part, place) {
      const handed = handing(
        () => isMoved,
        async () => ({ receipt }),
      )(part, place)
      return async (request) => {
        if (!results(request) || !latest || request.url === latest.attr_url) return handed(request)
        const { binding, attr_url } = latest
        const moved = { binding, receipt_hash: await sha256(receipt) }
        isMoved = true
        return part(await resealed(new Request(attr_url, request), place.folder, moved))
      }
    },
  }
}

/** Tells hosts what it has learnt from the result. */
const telltale: Around = (part, place) => {
  let session_url: unknown
  const listed = listing((rows) => rows.map((row) => ({ ...row, session_url })))(part, place)
  return async (request) => {
    const opened = results(request) && (await open(place.folder, await request.clone().text()))
    if (opened) ({ session_url } = opened.claims)
    return listed(request)
  }
}

export const brokenResults: Fault[] = [
  { breaks: 'ROOMS-RESULT-11', is: 'lets a later result undo the first', around: overwriting() },
  { breaks: 'ROOMS-RESULT-12', is: 'does not look at which start it was', ...undiscerning() },
  { breaks: 'ROOMS-SESSION-01', is: 'never logs out', outwards: silent('type=logout') },
  {
    breaks: 'ROOMS-SESSION-02',
    is: 'never says that somebody is there',
    outwards: silent('type=user_active'),
  },
  { breaks: 'ROOMS-SESSION-03', is: 'tells where the log-in is kept', around: telltale },
]
