import type { Guest } from '../../../protocol/messages-platform.ts'

let count = 100
/** Somebody whom nobody saw before, in a room of their own. */
export const freshGuest = (more: Partial<Guest> = {}): Partial<Guest> => ({
  id: `guest-${(count += 1)}`,
  roomId: `room-${count}`,
  ...more,
})
