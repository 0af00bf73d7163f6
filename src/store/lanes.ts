/**
 * The queue as lanes: who waits for one purpose, over one channel, at one plugin. There are only as many as the configuration has
 * combinations. So the longest waiting one of any choice of them is found by looking at the first of each, however many wait: a filter over
 * the whole queue would read past everybody whom this agent may not take.
 */
import type { Among } from './contract.ts'
import type { Row, Sql } from './database.ts'

/** In the queue: it waits, and it has no code or one that lives. `$1` is the time. */
export const live = `state = 'waiting' AND (code_expires_at IS NULL OR code_expires_at > $1::timestamptz)`

/** Of one of the kinds that this parameter lists; of any when it is null. */
export const ofKind = (kinds: string): string =>
  `(${kinds}::text[] IS NULL OR purpose || ' ' || channel = ANY (${kinds}::text[]))`

const inOrder = 'ORDER BY purpose, channel, plugin LIMIT 1'

/** The lanes in which somebody waits that are among `$2`, `$3`, `$4` and `$5`, the one of the longest waiting first. */
export const lanes = `WITH RECURSIVE lane AS (
    (SELECT purpose, channel, plugin FROM id_contact.conversation WHERE state = 'waiting' ${inOrder})
    UNION ALL
    SELECT following.* FROM lane, LATERAL (
      SELECT purpose, channel, plugin FROM id_contact.conversation
      WHERE state = 'waiting' AND (purpose, channel, plugin) > (lane.purpose, lane.channel, lane.plugin) ${inOrder}
    ) AS following
  )
  SELECT lane.* FROM lane, LATERAL (
    SELECT waiting_since, id FROM id_contact.conversation AS c
    WHERE ${live} AND c.purpose = lane.purpose AND c.channel = lane.channel AND c.plugin = lane.plugin
    ORDER BY waiting_since, id LIMIT 1
  ) AS first
  WHERE ($2::text[] IS NULL OR purpose = ANY ($2::text[])) AND ($3::text[] IS NULL OR channel = ANY ($3::text[]))
    AND ($4::text[] IS NULL OR plugin = ANY ($4::text[])) AND ${ofKind('$5')}
  ORDER BY first.waiting_since, first.id`

const first = 'ORDER BY waiting_since, id LIMIT 1 FOR UPDATE SKIP LOCKED'

// Agents that ask at the same moment pass over each other's choice instead of queueing up for the same row.
/** The longest waiting one of all. */
export const firstOfAll = `SELECT id FROM id_contact.conversation WHERE ${live} ${first}`
/** The longest waiting one of lane `$3`. */
export const firstOfLane = `SELECT id FROM id_contact.conversation WHERE ${live}
  AND purpose = ($3::text[])[1] AND channel = ($3::text[])[2] AND plugin = ($3::text[])[3] ${first}`

/** Each as `$3` of {@link firstOfLane}, the one of the longest waiting first. */
export async function lanesOf(
  sql: Sql,
  time: Date,
  { purposes, channels, plugins, kinds }: Among,
): Promise<string[][]> {
  const rows = await sql.query(lanes, [time, purposes, channels, plugins, kinds])
  return rows.map(({ purpose, channel, plugin }: Row) => [purpose, channel, plugin] as string[])
}
