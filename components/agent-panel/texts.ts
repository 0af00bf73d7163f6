import type { SurfaceTexts } from '../channels/surfaces.ts'
import type { OwnWords } from '../localization/catalogues.ts'
import type { Messages } from '../localization/panel.nl.ts'
import type { Words as MoreWords } from './more/words/nl.ts'
import type { Words as WorkWords } from './work/words/nl.ts'

/** Words of a municipality's own, for the panel and for what a channel shows in it: by language, and by the name of the text. What is missing stays ours. */
export interface AgentPanelTexts extends SurfaceTexts {
  /** Signing in, the queue and the conversation. */
  panel?: OwnWords<Messages>
  /** What explains them, and what an agent prefers. */
  work?: OwnWords<WorkWords>
  /** Transferring, and how the desk stands. */
  more?: OwnWords<MoreWords>
}
