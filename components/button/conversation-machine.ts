import { over, type Row, type State } from './machine.ts'

/** Which states can follow those of a conversation. */
export const conversationTransitions: Partial<Record<State, Row>> = {
  phone: [...over, 'warning', 'connected', 'identify', 'stopping'],
  warning: [...over, 'phone', 'connected', 'stopping'],
  connected: [...over, 'phone', 'identify', 'stopping'],
  // An agent asks who it is.
  identify: [...over, 'phone', 'connected', 'leaving', 'stopping'],
  stopping: [...over, 'phone', 'connected'],
  expired: ['closed', 'ended', 'phone', 'late'],
  ended: ['closed'],
}
