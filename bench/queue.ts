/**
 * What the queue costs with up to a hundred thousand who wait: to join it, to be claimed by an agent, and to be told a place. On PostgreSQL,
 * with one database for each number of people; the rounds go from one to the other, so that whatever else the machine does falls on all
 * of them alike. Also asks PostgreSQL how it is going to look, and fails when that is by reading everybody.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createOrder, type Order, type Spot } from '../src/comm/live/order.ts'
import type { Channel, NewConversation, Store } from '../src/store/index.ts'
import type { Database, Value } from '../src/store/database.ts'
import { firstOfAll, firstOfLane, lanes } from '../src/store/lanes.ts'
import { open } from '../src/store/open.ts'
import { startPostgres } from '../src/store/testing/postgres.ts'
import { rounded } from './measure.ts'
import { plot } from './plot.ts'

const sizes = [1_000, 3_000, 10_000, 30_000, 100_000]
const rounds = 200
/** What takes less than a thousandth of a second is done so many times together: what is measured is not how cold the processor is. */
const batch = 1_000
/** Who watch their place at one process, from all over the queue: each second they are told it, all in one round. */
const watching = 100
const tellings = 100
const channels: Channel[] = ['phone', 'chat', 'video']
/** Everybody but the last to come waits for one of these. */
const purposes = 20
const rare = 'rare'
const resultToken = 'x'.repeat(900)

const file = 'docs/images/queue.svg'

/** One queue, and what an operation in it took each time, in milliseconds. */
interface Queue {
  size: number
  store: Store
  database: Database
  order: Order
  watched: Spot[]
  took: Record<Operation, number[]>
}

const operations = ['join', 'claim', 'claim, by skills', 'place', 'follow a change'] as const
type Operation = (typeof operations)[number]

export async function benchQueue(): Promise<object> {
  const server = await startPostgres()
  const queues: Queue[] = []
  try {
    const { database, store } = await open({ databaseUrl: server.url })
    for (const size of sizes) {
      await database.query(`CREATE DATABASE queue_${size}`)
      const url = new URL(server.url)
      url.pathname = `/queue_${size}`
      queues.push(await filled(size, url.href))
    }
    await store.close()
    await lookAtPlans(queues.at(-1)!)
    for (let round = -20; round < rounds; round++)
      for (const queue of queues) await turn(queue, round)
  } finally {
    for (const { store } of queues) await store.close()
    await server.stop()
  }
  draw(queues)
  return Object.fromEntries(queues.map((queue) => [queue.size, rowOf(queue)]))
}

async function filled(size: number, databaseUrl: string): Promise<Queue> {
  const { store, database } = await open({ databaseUrl })
  // In steps, because the store lets no statement run for long.
  for (let from = 1; from <= size; from += 5_000)
    await database.query(
      `INSERT INTO id_contact.conversation (id, plugin, state, purpose, channel, comm_method, ref_key, token_key, result, created_at,
         waiting_since, touched_at, attempt_seconds, idle_seconds, longest_seconds)
       SELECT 'c' || n, channel, 'waiting', CASE WHEN n = $2 THEN $4 ELSE 'purpose ' || n % $5::integer END, channel, channel, 'ref ' || n,
         'token ' || n, $7, now(), now() - make_interval(secs => $2 - n), now(), 900, 86400, 86400
       FROM generate_series($1::integer, least($2::integer, $3::integer)) AS n, LATERAL (SELECT ($6::text[])[1 + n % 3] AS channel) AS c`,
      [from, size, from + 4_999, rare, purposes, channels, resultToken],
    )
  // As autovacuum does by itself after a while.
  await database.query('ANALYZE id_contact.conversation')
  const order = createOrder()
  const all = await store.queueOrder()
  order.replace(all)
  const watched = Array.from({ length: watching }, (_, n) =>
    order.find(all[Math.floor(((n + 1) * size) / watching) - 1]!.id)!,
  )
  const took = Object.fromEntries(operations.map((name) => [name, [] as number[]]))
  return { size, store, database, order, watched, took: took as Queue['took'] }
}

/** One of everything. As many come as go, so that the queue stays as long as it was. */
async function turn(queue: Queue, round: number): Promise<void> {
  const { size, store, order, watched, took } = queue
  const timed = async (name: Operation, work: () => unknown, times = 1): Promise<void> => {
    const start = performance.now()
    await work()
    if (round >= 0) took[name].push((performance.now() - start) / times)
  }
  for (const purpose of ['purpose 0', rare]) {
    const id = `${purpose} ${round}`
    await store.start(newcomer(id, purpose))
    await store.attachResult(id, { result: resultToken })
    await timed('join', () => store.release(id, { tokenKey: `token of ${id}` }))
  }
  await timed('claim', () => store.next('anna'))
  // At the very end: everybody else has waited longer, and is not for this agent.
  await timed('claim, by skills', () => store.next('bert', { purposes: [rare, 'none'] }))
  await timed('follow a change', () => changes(order, round), batch)
  await timed('place', () => lookUps(order, watched), tellings * watching)
  if (order.before(watched.at(-1)!) !== size - 1) throw new Error('The place is not the right one')
}

function changes(order: Order, round: number): void {
  for (let n = 0; n < batch / 2; n++) order.add({ id: `new ${round} ${n}`, since: Date.now() + n })
  for (let n = 0; n < batch / 2; n++) order.remove(`new ${round} ${n}`)
}

function lookUps(order: Order, watched: Spot[]): void {
  for (let n = 0; n < tellings; n++) for (const spot of watched) order.before(spot)
}

const newcomer = (id: string, purpose: string): NewConversation => ({
  id,
  plugin: 'phone',
  purpose,
  channel: 'phone',
  commMethod: 'phone',
  refKey: `ref of ${id}`,
  limits: { attempt: 900, idle: 86_400, longest: 86_400 },
})

/** What is asked with agents waiting for the answer, and the index that has to give it. */
const asked: [index: string, sql: string, values: Value[]][] = [
  ['conversation_queue', firstOfAll, []],
  ['conversation_lane', lanes, [[rare], null, null, null]],
  ['conversation_lane', firstOfLane.replaceAll('$3', '$2'), [[rare, 'phone', 'phone']]],
]

/** @throws Error when an answer would be found by reading everybody */
async function lookAtPlans({ database }: Queue): Promise<void> {
  for (const [index, sql, values] of asked) {
    const [row] = await database.query(`EXPLAIN (FORMAT JSON) ${sql}`, [new Date(), ...values])
    const plan = JSON.stringify(row)
    if (!plan.includes(`"Index Name":"${index}"`) || plan.includes('"Seq Scan"'))
      throw new Error(`PostgreSQL does not answer this by ${index}:\n${sql}\n${plan}`)
  }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

function rowOf({ size, took }: Queue): object {
  const columns = operations.map((name): [string, string] => {
    const milliseconds = median(took[name])
    const text =
      milliseconds < 0.1 ? `${rounded(milliseconds * 1000)} µs` : `${rounded(milliseconds)} ms`
    return [name, text]
  })
  return { ...Object.fromEntries(columns), 'log n / log 1000': rounded(growth(size)) }
}

const growth = (size: number): number => Math.log(size) / Math.log(sizes[0]!)

/** Everything as a multiple of what it is with the fewest people, beside the logarithm. */
function draw(queues: Queue[]): void {
  const [smallest] = queues as [Queue]
  const measured = operations.map((name) => ({
    name,
    points: queues.map(({ size, took }): [number, number] => [
      size,
      median(took[name]) / median(smallest.took[name]),
    ]),
  }))
  const logarithm = sizes.map((size): [number, number] => [size, growth(size)])
  const proportion = Array.from({ length: 100 }, (_, n): [number, number] => [
    sizes[0]! * (n + 1),
    n + 1,
  ])
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(
    file,
    plot({
      title: 'What the queue costs, as it grows',
      x: { label: 'conversations that wait (a logarithm is a straight line here)', ticks: sizes },
      y: { label: 'time, as a multiple of that with 1,000' },
      lines: [
        ...measured,
        { name: 'the logarithm of who waits', points: logarithm, isReference: true },
        { name: 'in proportion to who waits', points: proportion, isReference: true },
      ],
    }),
  )
}
