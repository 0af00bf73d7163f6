/** The columns of the table: each is a way to a conversation, walked to its end. */
import type { Row } from './table.ts'
import {
  earlierResult,
  enter,
  seenByThem,
  seenByUs,
  start,
  walk,
  type End,
  type Outcome,
  type Seen,
} from './walk.ts'
import type { World } from './world.ts'

interface Walked {
  end: End
  seen: Seen
}

type Flow = (world: World, row: Row, outcome: Outcome) => Promise<Walked>

/** The tag of the method. Ours is another one where nothing can be bound. */
export const methodOf = ({ core, auth, comm }: Row): string => {
  if (auth === 'published') return 'theirAuth'
  return core === 'published' && comm === 'ours' ? 'plain' : 'auth'
}

export const coreOf = ({ at }: World, { core }: Row): string =>
  core === 'ours' ? at.core! : at.theirCore!

/** The tags of the communication methods that take a result so. */
export const wanting = {
  posted: { ours: 'phone', published: 'theirPage' },
  carried: { ours: 'carried', published: 'theirInline' },
  telephone: { ours: 'phone', published: 'theirTel' },
}
export type Wanting = keyof typeof wanting

const seenIn = (world: World, { comm }: Row, end: End): Promise<Seen> =>
  comm === 'ours' ? seenByUs(world, end) : seenByThem(world, end)

/** Log in, then talk. */
export const full =
  (how: Wanting, way = '', look: 'seen' | 'unseen' = 'seen'): Flow =>
  async (world, row, outcome) => {
    const started = await start(coreOf(world, row), {
      purpose: 'report_move',
      auth_method: methodOf(row) + way,
      comm_method: wanting[how][row.comm],
    })
    const end = await walk(world, started, outcome)
    return { end, seen: look === 'seen' ? await seenIn(world, row, end) : 'nothing' }
  }

/** Talk, with the result of a log-in that was before. No conversation was there to bind it to. */
const earlier =
  (how: Wanting, when = ''): Flow =>
  async (world, row) => {
    const { at } = world
    const plugin = row.auth === 'ours' ? at.plain! : at.theirAuth!
    const started = await start(coreOf(world, row), {
      purpose: 'report_move',
      auth_result: await earlierResult(world, plugin),
      comm_method: wanting[how][row.comm] + when,
    })
    const end = await walk(world, started, 'success')
    return { end, seen: await seenIn(world, row, end) }
  }

/** Log in during a conversation in a room. */
const during =
  (how: 'posted' | 'carried', way = ''): Flow =>
  async (world, row, outcome) => {
    const { at } = world
    const index = row.core === 'ours' ? 0 : 1
    const own = row.core === 'ours' ? at.rooms! : at.behind!
    const room = await enter(
      world,
      row.comm === 'ours' ? own : `${at.theirPlatform}/${how}/${index}`,
    )
    const end = await walk(world, await room.start('report_move', methodOf(row) + way), outcome)
    return { end, seen: await room.seen() }
  }

const withoutLogIn: Flow = async (world, row) => {
  const body = { purpose: 'question', comm_method: wanting.posted[row.comm] }
  const end = await walk(world, await start(coreOf(world, row), body), 'success')
  return { end, seen: await seenIn(world, row, end) }
}

/** By the names of their columns. */
export const flows: Record<string, Flow> = {
  'log-in, posted': full('posted'),
  'log-in, carried': full('carried'),
  'log-in, core posts': full('posted', '_messenger'),
  'log-in, `tel:`': full('telephone'),
  'earlier, at start': earlier('posted'),
  'earlier, posted': earlier('posted', '_late'),
  'earlier, carried': earlier('carried', '_late'),
  'during, posted': during('posted'),
  'during, carried': during('carried'),
  'during, core posts': during('posted', '_messenger'),
  'no log-in': withoutLogIn,
}

/** Those in which somebody logs in, and can fail to. */
export const canFail = (column: string): boolean => /^(log-in|during),/.test(column)
