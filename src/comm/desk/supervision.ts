/** What a supervisor sees: how many wait and for how long, and how many agents there are. Numbers, and nobody's name. */
import type { Supervision } from '../../protocol/messages-desk.ts'
import type { QueueTally } from '../../store/index.ts'
import type { Desk } from './surroundings.ts'

/** Of fewer than so many, a wait is that of somebody: then only its rough size is told. */
const fewest = 5
/** Minutes. */
const rough = [60, 30, 15, 10, 5, 2, 0]

export async function supervision({ store, config, now }: Desk): Promise<Supervision> {
  const [agents, tallies] = await Promise.all([store.agents.count(), store.tally()])
  const order = config.purposes.map(({ tag }) => tag)
  const placeOf = ({ purpose, channel }: QueueTally): [number, string] => {
    const index = order.indexOf(purpose)
    return [index < 0 ? order.length : index, channel]
  }
  const sorted = tallies
    .map((tally) => ({ tally, place: placeOf(tally) }))
    .sort((a, b) => a.place[0] - b.place[0] || a.place[1].localeCompare(b.place[1]))
  return {
    at: now().toISOString(),
    agents,
    queues: sorted.map(({ tally }) => {
      const { purpose, channel, waiting, active } = tally
      const name = config.purposes.find(({ tag }) => tag === purpose)?.name ?? purpose
      return { purpose, purpose_name: name, channel, waiting, active, ...waitsOf(tally) }
    }),
  }
}

function waitsOf({ waiting, longest, median }: QueueTally) {
  if (waiting === 0) return {}
  const minutes = Math.floor(longest / 60)
  if (waiting < fewest) return { longest_wait: rough.find((limit) => minutes >= limit)! * 60 }
  return { longest_wait: minutes * 60, median_wait: Math.floor(median / 60) * 60 }
}
