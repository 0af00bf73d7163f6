/**
 * A video call between a resident and an employee, without a user interface.
 *
 * ```ts
 * import { follow } from 'id-contact/channels'
 * import { Call, openDevices } from 'id-contact/video'
 * const call = new Call(follow(conversation))
 * call.watch(() => (video.srcObject = call.incoming.stream ?? null))
 * call.join(await openDevices({ audio: true, video: true }))
 * ```
 * @module
 */
export { Call, type CallTiming } from './call.ts'
export type { CallState, Incoming } from './call-state.ts'
export { placeIn } from './place.ts'
export {
  listDevices,
  openDevices,
  type Device,
  type DeviceChoice,
  type DeviceProblem,
  type Devices,
  type OpenedDevices,
} from './media.ts'
export { canCaption, caption } from './captions.ts'
export type { VideoPlace } from '../protocol/messages-video.ts'
