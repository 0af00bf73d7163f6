/**
 * A platform that brings its own rooms, and the published part that asks for authentication there. Hosts do not sign in here: the test is
 * the host. The first part of the address says how it wants results (`/posted` as published, `/carried` by the browser), the second which of its
 * cores it asks.
 *
 *   node test/published/platform.ts --url … --generation id-contact --cores …,… --kid platform --signer platform.pem --reader comm.pem
 *     --signers auth.pem,other.pem --guest-secret … --host-secret …
 */
import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { jwtVerify, SignJWT } from 'jose'
import {
  argumentsOf,
  BadRequest,
  bodyOf,
  empty,
  listen,
  openResult,
  readKey,
  readKeys,
  redirect,
  textsIn,
  type Generation,
} from './peer.ts'

const options = argumentsOf(
  'url',
  'generation',
  'cores',
  'kid',
  'signer',
  'reader',
  'signers',
  'guest-secret',
  'host-secret',
)
const { url } = options
const cores = options.cores.split(',')
const signer = readKey(options.signer)
const keys = {
  reader: readKey(options.reader),
  signers: readKeys(options.signers),
  generation: options.generation as Generation,
}

interface Guest {
  id: string
  redirectUrl: string
  name: string
  roomId: string
  purpose: string
}
interface Session {
  guest: Guest
  attrId: string
  token?: string
}
const sessions: Session[] = []

async function payloadOf<T>(token: string, secret: string): Promise<T> {
  const key = new TextEncoder().encode(secret)
  return (await jwtVerify(token, key, { algorithms: ['HS256'] })).payload.payload as T
}
async function guestOf(token: string): Promise<Guest> {
  return payloadOf<Guest>(token, options['guest-secret']).catch(() => {
    throw new BadRequest()
  })
}

/** The parts of an address. */
interface Asked {
  kind: string
  core: string
  token: string
}

/** The page of the widget is no part of this: its address shows what it would be told. */
async function choosing({ kind, core, token }: Asked): Promise<Response> {
  const { purpose, redirectUrl } = await guestOf(token)
  const parameters = await new SignJWT({
    purpose,
    start_url: `${url}/${kind}/${core}/guest/start/${token}`,
    cancel_url: redirectUrl,
    display_name: 'Video',
  })
    .setProtectedHeader({ typ: 'JWT', alg: signer.signing })
    .setSubject(`${options.generation}-widget-params`)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(signer.key)
  return redirect(`${url}/widget/${parameters}`)
}

async function start({ kind, core, token }: Asked, body: string): Promise<Response> {
  const guest = await guestOf(token)
  const message = textsIn(body, 'purpose', 'auth_method')
  if (message?.purpose !== guest.purpose) return empty(400)
  const attrId = randomUUID()
  const earlier = sessions.find(({ guest: { id }, token }) => id === guest.id && !token)
  if (earlier) earlier.attrId = attrId
  else sessions.push({ guest, attrId })
  const request = {
    purpose: guest.purpose,
    auth_method: message.auth_method,
    ...(kind === 'posted'
      ? { comm_url: guest.redirectUrl, attr_url: `${url}/internal/auth_result/${attrId}` }
      : { comm_url: `${url}/back/${attrId}` }),
  }
  const signed = await new SignJWT({ request })
    .setProtectedHeader({ typ: 'JWT', alg: signer.signing, kid: options.kid })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(signer.key)
  const answer = await fetch(`${cores[Number(core)]}/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/jwt', accept: 'application/json' },
    body: signed,
  })
  const { client_url } = (await answer.json()) as { client_url: string }
  return Response.json({ client_url })
}

async function keep(attrId: string, token: string): Promise<Response> {
  await openResult(token, keys)
  const session = sessions.find((one) => one.attrId === attrId && !one.token)
  if (!session) return empty(404)
  session.token = token
  return empty(200)
}

/** Attributes in the order of their tags; a guest who did not show who they are has none. */
async function shown({ guest: { name, purpose }, token }: Session) {
  const { attributes } = token ? await openResult(token, keys) : { attributes: undefined }
  const sorted = Object.entries(attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return { purpose, name, attributes: attributes ? Object.fromEntries(sorted) : null }
}

const routes = (app: Hono): void => {
  app.get('/:kind/:core/guest/init/:token', (context) => choosing(context.req.param()))
  app.post('/:kind/:core/guest/start/:token', async (context) =>
    start(context.req.param(), await bodyOf(context)),
  )
  app.post('/internal/auth_result/:id', async (context) =>
    keep(context.req.param('id'), await bodyOf(context)),
  )
  app.get('/back/:id', async (context) => {
    const result = context.req.query('result')
    return result === undefined ? empty(404) : keep(context.req.param('id'), result)
  })
  app.get('/:kind/:core/host/:token', async (context) => {
    const { roomId } = await payloadOf<{ roomId: string }>(
      context.req.param('token'),
      options['host-secret'],
    )
    const room = sessions.filter(({ guest }) => guest.roomId === roomId)
    return context.json(await Promise.all(room.map(shown)))
  })
}

listen(url, routes)
