/**
 * An authentication plugin as published: what it has to remember stands, in base64, in the path of its pages. On the first of those a
 * person says whether they share who they are (`/browser`), cannot (`/failed`), or leave (`/cancel`, of the second generation).
 *
 *   node test/published/auth.ts --url … --generation id-contact --signer auth.pem --reader comm.pem --attributes '{"name":"…"}' --session no
 */
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import type { Hono } from 'hono'
import {
  argumentsOf,
  bodyOf,
  empty,
  listen,
  readKey,
  redirect,
  sealResult,
  textsIn,
  withResult,
  type Generation,
  type Result,
} from './peer.ts'

const options = argumentsOf('url', 'generation', 'signer', 'reader', 'attributes', 'session')
const { url } = options
const known = JSON.parse(options.attributes) as Record<string, string>
const keys = {
  signer: readKey(options.signer),
  reader: readKey(options.reader),
  generation: options.generation as Generation,
}
/** What it was told of log-ins that it keeps: `user_active` and `logout`, by the last part of their address. */
const updates = new Map<string, string[]>()

const encode = (text: string): string => Buffer.from(text).toString('base64url')
const decode = (text: string): string => Buffer.from(text, 'base64url').toString()

function start(body: string): Response {
  const message = textsIn(body, 'continuation')
  if (!message) return empty(400)
  const { attributes, continuation, attr_url } = message
  if (!Array.isArray(attributes) || attributes.length === 0) return empty(400)
  if (!attributes.every((tag) => Object.hasOwn(known, String(tag)))) return empty(400)
  const parts = [JSON.stringify(attributes), continuation, ...(attr_url ? [String(attr_url)] : [])]
  return Response.json({ client_url: `${url}/confirm/${parts.map(encode).join('/')}` })
}

/** Posts the result, whatever comes of that, or lets the browser carry it. */
async function deliver(result: Result, continuation: string, attrUrl?: string): Promise<Response> {
  const token = await sealResult(result, keys)
  if (attrUrl === undefined) return redirect(withResult(continuation, token))
  const headers = { 'content-type': 'application/jwt' }
  await fetch(attrUrl, { method: 'POST', headers, body: token }).catch(() => undefined)
  return redirect(continuation)
}

function success(tags: string[]): Result {
  const id = randomUUID()
  const attributes = Object.fromEntries(tags.map((tag) => [tag, known[tag]!]))
  if (options.session !== 'yes') return { status: 'success', attributes }
  updates.set(id, [])
  return { status: 'success', attributes, session_url: `${url}/session/${id}` }
}

const routes = (app: Hono): void => {
  app.post('/start_authentication', async (context) => start(await bodyOf(context)))
  app.get('/confirm/:attributes/:continuation/:attrUrl?', (context) => {
    const path = context.req.path.slice('/confirm/'.length)
    const { continuation } = context.req.param()
    return context.html(
      html`<a href="${url}/browser/${path}">Share</a> <a href="${url}/failed/${path}">Fail</a>
        <a href="${url}/cancel/${continuation}">Leave</a>`,
    )
  })
  for (const how of ['browser', 'failed'] as const)
    app.get(`/${how}/:attributes/:continuation/:attrUrl?`, (context) => {
      const { attributes, continuation, attrUrl } = context.req.param()
      const tags = JSON.parse(decode(attributes)) as string[]
      const result: Result = how === 'browser' ? success(tags) : { status: 'failed' }
      return deliver(result, decode(continuation), attrUrl && decode(attrUrl))
    })
  app.get('/cancel/:continuation', (context) => redirect(decode(context.req.param('continuation'))))
  app.post('/session/:id', (context) => {
    updates.get(context.req.param('id'))?.push(context.req.query('type') ?? '')
    return empty(200)
  })
  app.get('/session/:id', (context) => context.json(updates.get(context.req.param('id')) ?? []))
}

listen(url, routes)
