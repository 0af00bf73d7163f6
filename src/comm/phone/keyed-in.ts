/** What becomes of a call once something was keyed in: the same on every platform, whatever it calls things. */
import type { Place } from '../live/positions.ts'
import type { Surroundings } from '../surroundings.ts'
import { conversationOf, linkCall, mostTries } from './calls.ts'

export interface KeyedIn {
  /** What the platform calls this call: nobody can guess it. */
  call: string
  /** As it was keyed in; empty when nothing was. */
  keyed: string
  /** Which try this is in this call; the first is 1. */
  tries: number
}

/**
 * `linked`: whoever takes the call will see who it is. `again`: ask for the code once more. `unidentified`: let the caller go on, as somebody
 * who has not shown who they are. Nothing tells apart why a code was not good, and nobody is refused because of it (T19).
 */
export type Outcome =
  { result: 'linked'; place?: Place | undefined } | { result: 'again' } | { result: 'unidentified' }

export async function keyedIn(
  comm: Surroundings,
  { call, keyed, tries }: KeyedIn,
): Promise<Outcome> {
  if (await linkCall(comm, { dtmf: keyed, sessionid: call }))
    return { result: 'linked', place: await placeOf(comm, call) }
  // Whoever keys in nothing has no code: asking again would keep them from an agent, and bring nobody anything.
  const isAsked = /[0-9]/.test(keyed) && tries < mostTries
  return { result: isAsked ? 'again' : 'unidentified' }
}

/** Milliseconds that a caller may wait for their place: nobody hears anything meanwhile. */
const patience = 1500

async function placeOf(comm: Surroundings, call: string): Promise<Place | undefined> {
  const stored = await conversationOf(comm, call)
  if (stored?.state !== 'waiting') return undefined
  return new Promise((resolve) => {
    const told = (place?: Place): void => {
      clearTimeout(timer)
      leave?.()
      resolve(place)
    }
    const timer = setTimeout(told, patience)
    const leave = comm.hub.join(stored.id, { onChange: () => {}, onPlace: told })
    if (!leave) told()
  })
}
