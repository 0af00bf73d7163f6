/**
 * The communication plugins as published: with a page, and with a telephone. The first part of the address says which one it is of:
 * `/tel` answers a telephone link with its code in it, `/page` a page, and `/inline` a page that takes the result from the browser.
 *
 *   node test/published/comm.ts --url … --generation id-contact --reader comm.pem --signers auth.pem,other.pem --number +31201234567
 */
import { randomInt, randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import {
  argumentsOf,
  bodyOf,
  empty,
  listen,
  openResult,
  readKey,
  readKeys,
  textsIn,
  type Generation,
} from './peer.ts'

const options = argumentsOf('url', 'generation', 'reader', 'signers', 'number')
const { url } = options
const keys = {
  reader: readKey(options.reader),
  signers: readKeys(options.signers),
  generation: options.generation as Generation,
}

interface Conversation {
  /** In the address of the page. */
  id: string
  dtmf: string
  resultCode: string
  purpose: string
  token?: string
  /** The platform's name for the call. */
  session?: string
}
const conversations: Conversation[] = []

async function start(kind: string, body: string): Promise<Response> {
  const message = textsIn(body, 'purpose')
  if (!message) return empty(400)
  const { purpose, auth_result } = message
  if (typeof auth_result === 'string') await openResult(auth_result, keys)
  const conversation: Conversation = {
    id: randomUUID(),
    dtmf: String(randomInt(1e9, 1e10)),
    resultCode: randomUUID(),
    purpose,
    ...(typeof auth_result === 'string' && { token: auth_result }),
  }
  conversations.push(conversation)
  const client_url =
    kind === 'tel'
      ? `tel:${options.number},${conversation.dtmf}`
      : `${url}/${kind}/ui/${conversation.id}`
  if (conversation.token || kind === 'inline') return Response.json({ client_url })
  return Response.json({ client_url, attr_url: `${url}/auth_result/${conversation.resultCode}` })
}

/** The first one counts. */
function keep(conversation: Conversation | undefined, token: string): Response {
  if (!conversation || conversation.token) return empty(404)
  conversation.token = token
  return empty(200)
}

/** Opens the token at every look, so that nothing is left of it after five minutes. */
async function told(conversation: Conversation | undefined): Promise<Response> {
  if (!conversation) return empty(404)
  const { purpose, token } = conversation
  return Response.json({ purpose, auth_result: token ? await openResult(token, keys) : null })
}

const routes = (app: Hono): void => {
  app.post('/:kind/start_communication', async (context) =>
    start(context.req.param('kind'), await bodyOf(context)),
  )
  app.post('/auth_result/:code', async (context) => {
    const token = await bodyOf(context)
    await openResult(token, keys)
    return keep(
      conversations.find(({ resultCode }) => resultCode === context.req.param('code')),
      token,
    )
  })
  app.get('/:kind/ui/:id', async (context) => {
    const conversation = conversations.find(({ id }) => id === context.req.param('id'))
    const result = context.req.query('result')
    if (result !== undefined) {
      await openResult(result, keys)
      keep(conversation, result)
    }
    return conversation ? context.text('Communication plugin UI') : empty(404)
  })
  // A platform knows the plugin by either address.
  app.on('POST', ['/link_phone', '/:kind/link_phone'], async (context) => {
    const message = textsIn(await bodyOf(context), 'dtmf', 'sessionid')
    if (!message) return empty(400)
    const called = conversations.find(({ dtmf, session }) => dtmf === message.dtmf && !session)
    if (!called) return empty(404)
    called.session = message.sessionid
    return empty(200)
  })
  app.on('GET', ['/session_info/:session', '/:kind/session_info/:session'], (context) => {
    const asked = context.req.param('session')
    return told(conversations.find(({ session, id }) => session === asked || id === asked))
  })
}

listen(url, routes)
