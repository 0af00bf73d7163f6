/** `POST /start_authentication`: a core asks for a log-in. Nothing happens yet; the answer is where the citizen can begin. */
import { MessageError } from '../protocol/errors.ts'
import { parseStartAuthentication, type StartAuthentication } from '../protocol/messages-plugins.ts'
import { problem } from '../protocol/problem.ts'
import { parseStrictJson } from '../protocol/strict-json.ts'
import { isAllowedTarget } from '../protocol/url.ts'
import { mediaTypeOf, readText } from '../web/index.ts'
import { fitsInCookie } from './attempt.ts'
import { recipientFor, type Kit } from './config.ts'

/** Seconds that a citizen may take until the log-in begins. */
const beginLifetime = 15 * 60

export async function start(kit: Kit, request: Request): Promise<Response> {
  if (mediaTypeOf(request) !== 'application/json') return problem(415, 'unsupported-media-type')
  const message = read(await readText(request))
  if (!message) return problem(400, 'malformed-request')
  const refusal = refuse(kit, message)
  if (refusal) return refusal
  const ticket = await kit.sealer.seal('begin', message, beginLifetime)
  if (!fitsInCookie(ticket))
    return problem(400, 'malformed-request', { detail: 'The addresses are too long together.' })
  return Response.json({ client_url: `${kit.serverUrl}/begin/${ticket}` })
}

function read(text: string): StartAuthentication | undefined {
  try {
    return parseStartAuthentication(parseStrictJson(text))
  } catch (error) {
    if (error instanceof MessageError || error instanceof SyntaxError) return undefined
    throw error
  }
}

function refuse(kit: Kit, message: StartAuthentication): Response | undefined {
  const { attributes, continuation, attr_url, audience } = message
  if (!attributes.every((tag) => kit.method.attributes.includes(tag)))
    return problem(400, 'unknown-attribute')
  if (!isAllowedTarget(continuation, kit.continuationOrigins))
    return problem(400, 'continuation-not-allowed')
  if (attr_url !== undefined && !isAllowedTarget(attr_url, kit.attrUrlOrigins))
    return problem(400, 'attr-url-not-allowed')
  if (!recipientFor(kit, audience))
    return problem(400, 'malformed-request', { detail: 'There are no keys for this audience.' })
  return undefined
}
