/** How fast each lane of the queue moves, from what happened in it lately: numbers, and nobody of whom they are. */
import type { Channel } from './contract.ts'
import type { Database, Row, Sql } from './database.ts'
import { live } from './lanes.ts'

/** Who waits for one purpose, over one channel, at one communication plugin, and how fast they are taken. */
export interface Pace {
  /** Tag. */
  purpose: string
  /** How they talk. */
  channel: Channel
  /** Tag of the communication plugin. */
  plugin: string
  /** How many wait now. */
  waiting: number
  /** How many were accepted lately: the last twenty at most, of the last half hour. */
  accepted: number
  /** For how many seconds, in all, each of those was the first one of the lane. */
  seconds: number
  /** For how many seconds the one who waits now is the first; 0 when nobody waits. */
  quiet: number
}

/** How fast people were taken lately. */
export interface Paces {
  /** Of each lane in which somebody was accepted lately. */
  paces(): Promise<Pace[]>
}

const most = 20
/** Seconds. */
const memory = 30 * 60

/**
 * The time that somebody was the first one, and not that from one acceptance to the next: an agent who waits for residents is not slow.
 * `joined_at` is when somebody came into the queue for the last time, whatever place they had in it.
 */
export async function measure(
  sql: Sql,
  { purpose, channel, plugin, joined_at }: Row,
  time: Date,
): Promise<void> {
  await sql.query(
    `INSERT INTO id_contact.acceptance (purpose, channel, plugin, at, seconds)
     SELECT $1, $2, $3, $4, greatest(0, extract(epoch FROM $4::timestamptz - greatest($5::timestamptz, max(at))))
     FROM id_contact.acceptance WHERE purpose = $1 AND channel = $2 AND plugin = $3`,
    [purpose as string, channel as string, plugin as string, time, joined_at as Date],
  )
}

const query = `WITH waiting AS (
    SELECT purpose, channel, plugin, count(*)::integer AS waiting, min(coalesce(joined_at, waiting_since)) AS first
    FROM id_contact.conversation WHERE ${live} GROUP BY purpose, channel, plugin
  ), recent AS (
    SELECT *, row_number() OVER (PARTITION BY purpose, channel, plugin ORDER BY at DESC) AS place
    FROM id_contact.acceptance WHERE at > $1::timestamptz - make_interval(secs => ${memory})
  ), accepted AS (
    SELECT purpose, channel, plugin, count(*)::integer AS accepted, sum(seconds) AS seconds, max(at) AS last
    FROM recent WHERE place <= ${most} GROUP BY purpose, channel, plugin
  )
  SELECT purpose, channel, plugin, coalesce(waiting, 0) AS waiting, accepted, seconds,
    CASE WHEN first IS NULL THEN 0
      ELSE greatest(0, extract(epoch FROM $1::timestamptz - greatest(first, last)))::double precision END AS quiet
  FROM accepted LEFT JOIN waiting USING (purpose, channel, plugin) ORDER BY purpose, channel, plugin`

export const paces = (database: Database, now: () => Date): Paces => ({
  async paces() {
    const rows = await database.query(query, [now()])
    return rows.map((row) => ({
      purpose: row.purpose as string,
      channel: row.channel as Channel,
      plugin: row.plugin as string,
      waiting: row.waiting as number,
      accepted: row.accepted as number,
      seconds: row.seconds as number,
      quiet: row.quiet as number,
    }))
  },
})

export async function sweepPaces(database: Database, time: Date): Promise<void> {
  const until = new Date(time.getTime() - memory * 1000)
  await database.query('DELETE FROM id_contact.acceptance WHERE at <= $1', [until])
}
