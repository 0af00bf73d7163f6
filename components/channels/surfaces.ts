/**
 * The seam between a conversation and its channels: which channel has a surface, and how that is loaded.
 *
 * A channel brings one element for both sides, in a folder beside this file. Its module (`TAG/TAG.ts`) exports a `Surface` by the name `surface`: that
 * defines the element where this was not done yet, and makes one. The conversation page of residents (`components/conversation/`) and the agent
 * panel ask for it here when the two sides meet, put what they get into the page, and take it out when the conversation is over. From
 * then on the element is on its own: it listens to the line and acts through it (`POST …/channel/{verb}`), and in
 * `disconnectedCallback` it forgets whatever was said. Text of an element is in both languages in its own module: `languageOf()`
 * says which one counts. Colours and corners are the inherited `--_id-contact-…` of `components/theme/`.
 *
 * Every module here becomes a chunk of its own, whose hash is pinned in the file that a page names. What it uses of Lit or of our
 * own code, and what two channels share, must therefore be in that file already, or in this channel's folder alone: the build refuses
 * a chunk that imports anything.
 *
 * To add one: a folder, a line below, and in `src/comm/` a channel with a `meeting()`.
 */
import type { Line } from '../../src/protocol/line.ts'
import type { OwnWords } from '../localization/catalogues.ts'
import type { Words as ChatWords } from '../localization/chat.nl.ts'
import type { Words as VideoWords } from '../localization/video.nl.ts'

export interface Meeting {
  /** This side's line to the conversation; `line.side` says which side. */
  line: Line
  /** Words of the municipality's own. */
  texts?: SurfaceTexts | undefined
}

/** For each surface of ours: by language, and by the name of the text. */
export interface SurfaceTexts {
  chat?: OwnWords<ChatWords>
  video?: OwnWords<VideoWords>
}

export type Surface = (meeting: Meeting) => HTMLElement

const surfaces: Record<string, () => Promise<{ surface: Surface }>> = {
  chat: () => import('./chat/chat.ts'),
  video: () => import('./video/video.ts'),
}

/** The surface of a channel; undefined when it has none, as the telephone. */
export const surfaceOf = (channel: string): Promise<{ surface: Surface }> | undefined =>
  surfaces[channel]?.()
