/** How the queue stands, in numbers. */
import type { Channel, QueueTally, Store } from './contract.ts'
import type { Database } from './database.ts'
import { live } from './lanes.ts'

export const tallies = (database: Database, now: () => Date): Pick<Store, 'tally'> => ({
  async tally() {
    const time = now()
    const rows = await database.query(
      `SELECT purpose, channel,
         count(*) FILTER (WHERE ${live})::integer AS waiting,
         count(*) FILTER (WHERE state = 'active')::integer AS active,
         extract(epoch FROM $1::timestamptz - min(waiting_since) FILTER (WHERE ${live}))::double precision AS longest,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM $1::timestamptz - waiting_since)::double precision)
           FILTER (WHERE ${live}) AS median
       FROM id_contact.conversation WHERE state IN ('waiting', 'active') GROUP BY purpose, channel ORDER BY purpose, channel`,
      [time],
    )
    return rows.map((row): QueueTally => ({
      purpose: row.purpose as string,
      channel: row.channel as Channel,
      waiting: row.waiting as number,
      active: row.active as number,
      longest: Math.max(0, (row.longest as number | null) ?? 0),
      median: Math.max(0, (row.median as number | null) ?? 0),
    }))
  },
})
