import type { Line } from '../../../src/protocol/line.ts'
import type { Call } from '../../../src/video/call.ts'
import type { Kind } from '../../../src/video/peer.ts'
import type { OwnDevices } from './devices.ts'
import type { Words } from '../../localization/video.nl.ts'

/**
 * `finding` where the call is, `failed` to find that, `elsewhere` at a platform; `ask`, `opening`, `preview` of camera and microphone; the `call`; and why
 * there is none: `hungUp`, `taken` by another window, `ended`.
 */
export type Screen =
  | 'finding'
  | 'failed'
  | 'elsewhere'
  | 'ask'
  | 'opening'
  | 'preview'
  | 'call'
  | 'hungUp'
  | 'taken'
  | 'ended'

/** Everything that a view may know and do. */
export interface View {
  screen: Screen
  side: Line['side']
  language: string
  words: Words
  devices: OwnDevices
  call: Call | undefined
  isMuted: boolean
  /** The browser lets nothing sound until somebody does something. */
  isBlocked: boolean
  canCaption: boolean
  isCaptioned: boolean
  act: Act
}

export interface Act {
  open(): void
  choose(kind: Kind, id: string): void
  join(): void
  joinAudio(): void
  joinNothing(): void
  toggle(kind: Kind): void
  caption(): void
  play(): void
  hangUp(): void
  rejoin(): void
}
