/** Parts for rooms of a platform with one mistake each. */
import type { Fault } from './fault.ts'
import { brokenReceivers } from './receiver.ts'
import { brokenBindings } from './rooms/binding.ts'
import { brokenGuests } from './rooms/guest.ts'
import { brokenHosts } from './rooms/host.ts'
import { brokenResults } from './rooms/result.ts'
import { receiving } from './rooms/traffic.ts'

export const brokenRooms: readonly Fault[] = [
  ...brokenGuests,
  ...brokenReceivers('ROOMS', receiving),
  ...brokenResults,
  ...brokenHosts,
  ...brokenBindings,
]
