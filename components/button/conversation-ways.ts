import type { Way, Ways } from './view.ts'

const retry: Way = ['retry', 'open']
const otherWay: Way = ['otherWay', 'otherWay']
const restart: Way[] = [['restart', 'open']]

/** What can be done, from the way back on, in the states that only tell something. */
export const ways: Ways = {
  stopping: [
    ['stopNo', 'keep'],
    ['stopYes', 'stop'],
  ],
  expired: [
    ['renew', 'renew'],
    ['stop', 'stop'],
  ],
  ended: [['close', 'close']],
  cancelled: [retry, otherWay],
  failed: [retry, otherWay],
  too_low: [retry, otherWay],
  unavailable: [otherWay, retry],
  late: restart,
  other_device: restart,
}
