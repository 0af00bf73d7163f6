/** `POST /start`: the shape of the body decides the flow, the kind of content its encoding. */
import { parseStartRequest } from '../protocol/messages-core.ts'
import { mediaTypeOf, parsed, readBody, readText, Refusal } from '../web/index.ts'
import { authenticate } from './flows/authenticate.ts'
import { authenticateThenTalk } from './flows/full.ts'
import { talk } from './flows/talk.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * @returns where the browser goes
 * @throws Refusal
 */
export async function start(core: Surroundings, request: Request): Promise<string> {
  const type = mediaTypeOf(request)
  if (type === 'application/jwt') return authenticate(core, (await readText(request)).trim())
  const message = parsed(parseStartRequest, await readBody(request, { forms: true }))
  const { auth_method } = message
  // What somebody proved before must not travel in a form that any page can post.
  if (message.auth_result && type !== 'application/json')
    throw new Refusal('unsupported-media-type')
  return auth_method ? authenticateThenTalk(core, { ...message, auth_method }) : talk(core, message)
}
