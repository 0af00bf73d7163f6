/**
 * The core as published, with the configuration file of a published core. The second generation takes forms besides; methods with
 * `shim_tel_url` are of the first.
 *
 *   node test/published/core.ts --url … --generation id-contact --config core.toml
 */
import { readFileSync } from 'node:fs'
import type { Hono } from 'hono'
import { decodeProtectedHeader, jwtVerify, SignJWT, type JWTPayload } from 'jose'
import { parse } from 'smol-toml'
import {
  argumentsOf,
  BadRequest,
  bodyOf,
  empty,
  keyOf,
  listen,
  redirect,
  textsIn,
  withResult,
  type Key,
} from './peer.ts'

interface Method {
  tag: string
  name: string
  image_path: string
  start: string
  disable_attr_url?: boolean
  shim_tel_url?: boolean
  disable_attributes_at_start?: boolean
}
interface Purpose {
  tag: string
  attributes: string[]
  allowed_auth: string[]
  allowed_comm: string[]
}
interface PemKey {
  type: 'RSA' | 'EC'
  key: string
}
interface Settings {
  server_url: string
  internal_secret: string
  ui_tel_url: string
  ui_signing_privkey: PemKey
  authonly_request_keys?: Record<string, PemKey>
  auth_methods: Method[]
  comm_methods: Method[]
  purposes: Purpose[]
}

const { url, generation, config } = argumentsOf('url', 'generation', 'config')
const settings = (parse(readFileSync(config, 'utf8')) as unknown as { global: Settings }).global
const secret = new TextEncoder().encode(settings.internal_secret)
if (secret.length < 32) throw new Error('internal_secret is too short')
const uiSigner = keyOf(settings.ui_signing_privkey.key)
const requestors = new Map(
  Object.entries(settings.authonly_request_keys ?? {}).map(([kid, { key }]) => [kid, keyOf(key)]),
)

/** In the order of the list; a wildcard brings them all. */
function allowed(methods: Method[], tags: string[]): Method[] {
  if (tags.includes('*')) return methods
  return tags.map((tag) => {
    const method = methods.find((one) => one.tag === tag)
    if (!method) throw new Error(`A purpose names ${tag}, which is no method`)
    return method
  })
}
const purposes = new Map(
  settings.purposes.map(({ tag, attributes, allowed_auth, allowed_comm }) => [
    tag,
    {
      attributes,
      auth: allowed(settings.auth_methods, allowed_auth),
      comm: allowed(settings.comm_methods, allowed_comm),
    },
  ]),
)

function purposeOf(tag: string) {
  const purpose = purposes.get(tag)
  if (!purpose) throw new BadRequest()
  return purpose
}
function chosen(methods: Method[], tag: string): Method {
  const method = methods.find((one) => one.tag === tag)
  if (!method) throw new BadRequest()
  return method
}

const offered = ({ tag, name, image_path }: Method) => ({ tag, name, image_path })
const optionsFor = (tag: string) => {
  const { auth, comm } = purposeOf(tag)
  return { auth_methods: auth.map(offered), comm_methods: comm.map(offered) }
}

const patience = 5000

async function ask(address: string, body: object): Promise<Record<string, string | undefined>> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
  })
  if (!answer.ok) throw new Error('plugin')
  const message = (await answer.json()) as Record<string, string>
  if (typeof message.client_url !== 'string') throw new Error('plugin')
  return message
}

/** Nobody looks at the answer. */
const post = async (address: string, result: string): Promise<void> => {
  const headers = { 'content-type': 'application/jwt' }
  const signal = AbortSignal.timeout(patience)
  await fetch(address, { method: 'POST', headers, body: result, signal })
}

const talk = (comm: Method, purpose: string, auth_result?: string) =>
  ask(`${comm.start}/start_communication`, { purpose, ...(auth_result && { auth_result }) })

async function authenticate(
  auth: Method,
  attributes: string[],
  target: string,
  attrUrl: string | undefined,
): Promise<string> {
  const isShimmed = auth.shim_tel_url === true && target.startsWith('tel:')
  const own = isShimmed ? await telephonePage(target) : target
  const isMessenger = attrUrl !== undefined && auth.disable_attr_url === true
  const continuation = isMessenger ? await shimFor(attrUrl, own) : own
  const attr_url = isMessenger ? undefined : attrUrl
  const message = { attributes, continuation, ...(attr_url && { attr_url }) }
  return (await ask(`${auth.start}/start_authentication`, message)).client_url!
}

const telephonePage = async (continuation: string): Promise<string> =>
  settings.ui_tel_url + (await signed({ continuation }, uiSigner.signing, '60m', uiSigner.key))

const shimFor = async (attr_url: string, continuation: string): Promise<string> =>
  `${settings.server_url}/auth_attr_shim/${await signed({ attr_url, continuation }, 'HS256', '30m', secret)}`

const signed = (claims: JWTPayload, alg: string, life: string, key: Key['key'] | Uint8Array) =>
  new SignJWT(claims).setProtectedHeader({ alg }).setIssuedAt().setExpirationTime(life).sign(key)

async function full(body: Record<'purpose' | 'auth_method' | 'comm_method', string>) {
  const purpose = purposeOf(body.purpose)
  const auth = chosen(purpose.auth, body.auth_method)
  const comm = chosen(purpose.comm, body.comm_method)
  const { client_url, attr_url } = await talk(comm, body.purpose)
  return authenticate(auth, purpose.attributes, client_url!, attr_url)
}

async function authenticatedBefore(
  body: Record<'purpose' | 'auth_result' | 'comm_method', string>,
): Promise<string> {
  const comm = chosen(purposeOf(body.purpose).comm, body.comm_method)
  if (!comm.disable_attributes_at_start)
    return (await talk(comm, body.purpose, body.auth_result)).client_url!
  const { client_url, attr_url } = await talk(comm, body.purpose)
  if (!attr_url) return withResult(client_url!, body.auth_result)
  await post(attr_url, body.auth_result)
  return client_url!
}

async function during(token: string): Promise<string> {
  const request = await requested(token).catch(() => undefined)
  const body = textsIn(JSON.stringify(request ?? null), 'purpose', 'auth_method', 'comm_url')
  if (!body) throw new BadRequest()
  const purpose = purposeOf(body.purpose)
  const auth = chosen(purpose.auth, body.auth_method)
  const attrUrl = typeof body.attr_url === 'string' ? body.attr_url : undefined
  return authenticate(auth, purpose.attributes, body.comm_url, attrUrl)
}

async function requested(token: string): Promise<unknown> {
  const { kid } = decodeProtectedHeader(token)
  const { key, signing } = requestors.get(kid ?? '')!
  const { payload } = await jwtVerify(token, key, { algorithms: [signing] })
  if (payload.iat === undefined || payload.iat > Date.now() / 1000) throw new Error('iat')
  return payload.request
}

/** The members of the body say what is begun. Other kinds of content have no route. */
async function start(type: string, text: string): Promise<string | undefined> {
  if (type === 'application/jwt') return during(text)
  if (type === 'application/x-www-form-urlencoded' && generation === 'verder-helpen')
    return begun(JSON.stringify(Object.fromEntries(new URLSearchParams(text))), false)
  return type === 'application/json' ? begun(text, true) : undefined
}

async function begun(text: string, mayBringResult: boolean): Promise<string> {
  const everything = textsIn(text, 'purpose', 'auth_method', 'comm_method')
  if (everything) return full(everything)
  const before = mayBringResult && textsIn(text, 'purpose', 'auth_result', 'comm_method')
  if (before) return authenticatedBefore(before)
  throw new BadRequest()
}

const routes = (app: Hono): void => {
  app.get('/session_options', (context) =>
    context.json(Object.fromEntries([...purposes.keys()].map((tag) => [tag, optionsFor(tag)]))),
  )
  app.get('/session_options/:purpose', (context) =>
    purposes.has(context.req.param('purpose'))
      ? context.json(optionsFor(context.req.param('purpose')))
      : empty(400),
  )
  app.post('/start', async (context) => {
    const type = (context.req.header('content-type') ?? '').split(';')[0]!.trim()
    try {
      const client_url = await start(type, await bodyOf(context))
      if (client_url === undefined) return empty(404)
      // This very text, and no list that holds it.
      if (context.req.header('accept') === 'application/json') return context.json({ client_url })
      return redirect(client_url)
    } catch (error) {
      return empty(error instanceof BadRequest ? 400 : 500)
    }
  })
  app.get('/auth_attr_shim/:state', async (context) => {
    const result = context.req.query('result')
    if (result === undefined) return empty(404)
    const { payload } = await jwtVerify(context.req.param('state'), secret, {
      algorithms: ['HS256'],
    })
    await post(String(payload.attr_url), result)
    return redirect(String(payload.continuation))
  })
}

listen(url, routes)
