import { expect } from '@open-wc/testing'
import { describe, it } from '../../src/protocol/testing/mocha.ts'
import { conversationTransitions } from './conversation-machine.ts'
import { isOver, next, transitions, type State } from './machine.ts'

Object.assign(transitions, conversationTransitions)

const states: State[] = [
  'closed',
  'loading',
  'channel',
  'method',
  'leaving',
  'returning',
  'phone',
  'identify',
  'warning',
  'connected',
  'stopping',
  'expired',
  'ended',
  'offline',
  'failure',
  'outside_hours',
  'cancelled',
  'failed',
  'too_low',
  'unavailable',
  'late',
  'other_device',
]
const setbacks = states.slice(-6)

describe('the states', () => {
  it('can all be reached from closed', () => {
    const reached = new Set<State>(['closed'])
    for (const from of reached) for (const to of states) if (next(from, to) === to) reached.add(to)
    expect([...reached]).to.have.members(states)
  })

  it('can all be closed', () => {
    for (const state of states) expect(next(state, 'closed'), state).to.equal('closed')
  })

  it('lead the usual way', () => {
    const way: State[] = [
      'closed',
      'loading',
      'channel',
      'method',
      'channel',
      'method',
      'leaving',
      'method',
      'leaving',
    ]
    way.reduce((from, to) => {
      expect(next(from, to), `${from} to ${to}`).to.equal(to)
      return to
    })
    const conversation: State[] = [
      'closed',
      'returning',
      'phone',
      'warning',
      'connected',
      'phone',
      'connected',
      'stopping',
      'connected',
      'phone',
      'stopping',
      'phone',
      'expired',
      'phone',
      'ended',
      'closed',
    ]
    const asked: State[] = [
      'phone',
      'identify',
      'leaving',
      'identify',
      'stopping',
      'phone',
      'identify',
      'phone',
    ]
    asked.reduce((from, to) => {
      expect(next(from, to), `${from} to ${to}`).to.equal(to)
      return to
    })
    conversation.reduce((from, to) => {
      expect(next(from, to), `${from} to ${to}`).to.equal(to)
      return to
    })
  })

  it('ignore what comes too late', () => {
    expect(next('closed', 'channel')).to.equal('closed')
    expect(next('closed', 'method')).to.equal('closed')
    expect(next('closed', 'leaving')).to.equal('closed')
    expect(next('channel', 'leaving')).to.equal('channel')
    expect(next('leaving', 'leaving')).to.equal('leaving')
    expect(next('ended', 'phone')).to.equal('ended')
    expect(next('phone', 'failure')).to.equal('phone')
    expect(next('phone', 'offline')).to.equal('phone')
    for (const setback of setbacks) expect(next('phone', setback)).to.equal('phone')
    expect(next('identify', 'failure')).to.equal('identify')
    for (const setback of setbacks) expect(next('identify', setback)).to.equal('identify')
  })

  it('offer a new start after every setback and failure', () => {
    for (const state of [...setbacks, 'failure', 'offline'] as State[])
      expect(next(state, 'loading'), state).to.equal('loading')
  })

  it('know after which nothing of the attempt may be left', () => {
    expect(states.filter(isOver)).to.have.members(['closed', 'ended', ...setbacks])
  })
})
