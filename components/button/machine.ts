/** Where a resident is. The words of each state stand in the messages under the same name. */
export type State =
  | 'closed'
  | 'loading'
  | 'channel'
  | 'method'
  | 'leaving'
  | 'returning'
  | 'phone'
  | 'identify'
  | 'warning'
  /** The call came in: the code is used up. */
  | 'connected'
  | 'stopping'
  | 'expired'
  | 'ended'
  | 'offline'
  | 'failure'
  | 'outside_hours'
  | Setback

/** Ways back without a conversation. */
const setbacks = ['cancelled', 'failed', 'too_low', 'unavailable', 'late', 'other_device'] as const
type Setback = (typeof setbacks)[number]

export type Row = readonly State[]

export const over: Row = ['closed', 'expired', 'ended']
/** What can come of asking a server. */
const answers: Row = [
  ...setbacks,
  ...over,
  'phone',
  'connected',
  'identify',
  'offline',
  'failure',
  'outside_hours',
]
const questions: Row = ['channel', 'method']
/** Where nothing goes on without a person: a setback, a failure. */
const again: Row = ['closed', 'loading']

/** Which states can follow a state. A step that is not here has no effect: a late answer, a second click. Those of a conversation come with it. */
export const transitions: Partial<Record<State, Row>> = {
  closed: [...answers, 'loading', 'returning'],
  loading: [...answers, ...questions],
  channel: ['closed', 'method'],
  method: ['closed', 'channel', 'leaving', 'loading'],
  leaving: [...answers, 'method', 'loading'],
  // To be called back.
  outside_hours: [...again, 'method'],
  returning: answers,
  // It is tried again without a word, so that nothing moves until there is something to show.
  offline: [...answers, ...questions, 'loading'],
}

export const next = (from: State, to: State): State =>
  (transitions[from] ?? again).includes(to) ? to : from

/** Nothing of an attempt may be left in the browser in these states. */
export const isOver = (state: State): boolean => ['closed', 'ended', ...setbacks].includes(state)
