/**
 * What happens in a conversation as it happens, without a user interface: {@link follow} it.
 *
 * ```ts
 * import { resume } from 'id-contact'
 * import { follow } from 'id-contact/channels'
 * ```
 * @module
 */
export { follow, type FollowOptions } from './follow.ts'
export {
  Chat,
  longestMessage,
  type ChatMessage,
  type MessageRefusal,
  type MessageState,
} from '../../protocol/chat.ts'
export { Line, type LineListener, type Standing } from '../../protocol/line.ts'
export { RequestError } from '../../protocol/errors.ts'
