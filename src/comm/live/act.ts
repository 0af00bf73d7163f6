/** `POST …/channel/{verb}`: one side of a conversation does something with its channel. */
import { json, mediaTypeOf, noContent, readBody, Refusal } from '../../web/index.ts'
import type { Meeting, Seat } from '../channel.ts'

/** @throws Refusal */
export async function act(
  meeting: Meeting | undefined,
  seat: Seat,
  verb: string,
  request: Request,
): Promise<Response> {
  const perform = meeting && Object.hasOwn(meeting.verbs, verb) ? meeting.verbs[verb] : undefined
  if (!perform) throw new Refusal('not-found')
  if (seat.conversation.state !== 'active') throw new Refusal('not-waiting')
  if (mediaTypeOf(request) === 'multipart/form-data') throw new Refusal('files-not-accepted')
  const answer = await perform(seat, await readBody(request))
  return answer ? json(answer) : noContent()
}
