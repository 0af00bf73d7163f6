import { conversation } from './conversation.ts'
import { panel } from './panel.ts'
import { queue } from './queue.ts'
import { settings } from './settings.ts'

/** What comes later counts more. */
export const styles = [panel, queue, conversation, settings]
