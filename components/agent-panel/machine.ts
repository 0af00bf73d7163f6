/** Where an agent is. The words of each state stand in the messages under the same name. */
export type State =
  | 'connecting'
  | 'signed_out'
  | 'failure'
  | 'lost'
  | 'queue'
  | 'conversation'
  | 'asking'
  | 'transferring'
  | 'locked'
  | 'ended'

/** What can happen: something that the agent does, or something that the desk tells. */
export type Happening =
  | 'connect'
  | 'sign_out'
  | 'fail'
  | 'lose'
  | 'live'
  | 'begin'
  | 'ask'
  | 'transfer'
  | 'keep'
  | 'lock'
  | 'unlock'
  | 'end'
  | 'settle'

type Row = Partial<Record<Happening, State>>

const trouble: Row = {
  connect: 'connecting',
  sign_out: 'signed_out',
  fail: 'failure',
  lose: 'lost',
}

/** Every state with what can happen in it and where that leads. What is not in a row has no effect there. */
export const transitions: Record<State, Row> = {
  connecting: { ...trouble, live: 'queue' },
  signed_out: { connect: 'connecting' },
  failure: { connect: 'connecting' },
  lost: { ...trouble, live: 'queue' },
  queue: { ...trouble, begin: 'conversation', end: 'ended' },
  conversation: {
    ...trouble,
    ask: 'asking',
    transfer: 'transferring',
    lock: 'locked',
    end: 'ended',
  },
  asking: { ...trouble, keep: 'conversation', lock: 'locked', end: 'ended' },
  transferring: { ...trouble, keep: 'conversation', lock: 'locked', end: 'ended' },
  locked: { ...trouble, unlock: 'conversation', end: 'ended' },
  ended: { ...trouble, begin: 'conversation', settle: 'queue' },
}

export const next = (state: State, happening: Happening): State =>
  transitions[state][happening] ?? state
