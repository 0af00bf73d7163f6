/** The core's routes: alone (plugins that answer at once), and with the real plugins and an embedded store behind it. */
import { oidc } from '../src/auth/oidc/index.ts'
import { createAuth } from '../src/auth/index.ts'
import { createComm } from '../src/comm/index.ts'
import { phone } from '../src/comm/phone/index.ts'
import { createCore, type CoreConfig, type Handler } from '../src/core/index.ts'
import { generateKey } from '../src/protocol/keys.ts'
import { openStore } from '../src/store/index.ts'
import { perSecond, rounded } from './measure.ts'

const at = {
  core: 'https://core.example',
  auth: 'https://auth.example',
  comm: 'https://comm.example',
}
const secret = 's'.repeat(32)

export async function benchCore(): Promise<object> {
  const [handover, result, encryption] = await Promise.all([
    generateKey('sig'),
    generateKey('sig'),
    generateKey('enc'),
  ])
  const config: CoreConfig = {
    serverUrl: at.core,
    secret,
    signingKeys: [handover.privateKey],
    organisation: 'gemeente Juinen',
    allowedOrigins: [],
    authMethods: [{ tag: 'oidc', name: 'Inloggen', start: at.auth, origins: [at.auth] }],
    commMethods: [
      { tag: 'phone', name: 'Bellen', channel: 'phone', start: at.comm, origins: [at.comm] },
    ],
    purposes: [
      { tag: 'report_move', attributes: ['name'], allowedAuth: ['*'], allowedComm: ['*'] },
    ],
  }
  const store = await openStore()
  const auth = await createAuth({
    serverUrl: at.auth,
    secret,
    tag: 'oidc',
    dialect: 'id-contact',
    signingKeys: [result.privateKey],
    recipients: [{ audience: at.comm, keys: [encryption.publicKey] }],
    continuationOrigins: [at.core],
    attrUrlOrigins: [at.comm],
    method: oidc({ issuer: 'https://login.example', clientId: 'x', claims: { name: 'name' } }),
  })
  const comm = await createComm({
    serverUrl: at.comm,
    secret,
    tag: 'phone',
    channel: phone({ number: '14026', display: '14 026' }),
    decryptionKeys: [encryption.privateKey],
    cores: [{ issuer: at.core, keys: [handover.publicKey] }],
    authMethods: [{ tag: 'oidc', name: 'Inloggen', issuer: at.auth, keys: [result.publicKey] }],
    purposes: [{ tag: 'report_move', attributes: ['name'] }],
    allowedOrigins: [],
    store,
  })
  const instant = async (request: Request): Promise<Response> =>
    Response.json(
      request.url.startsWith(at.comm)
        ? { client_url: `${at.comm}/conversation/x`, binding: 'b'.repeat(22), audience: at.comm }
        : { client_url: `${at.auth}/begin/x` },
    )
  const alone = await createCore({ ...config, fetch: network(instant, instant) })
  const whole = await createCore({ ...config, fetch: network(auth, comm) })
  const speed = await perSecond([
    ['a new Response', () => Response.json({ ok: true })],
    ['session_options', () => alone(new Request(`${at.core}/session_options/report_move`))],
    ['start, plugins that answer at once', () => alone(start())],
    ['start, real plugins and store', () => whole(start())],
  ])
  await store.close()
  const base = speed['a new Response']!
  return Object.fromEntries(
    Object.entries(speed).map(([name, rate]) => [
      name,
      { 'per second': rounded(rate), 'times a new Response': rounded(base / rate) },
    ]),
  )
}

const network =
  (auth: Handler, comm: Handler): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    return request.url.startsWith(at.auth) ? auth(request) : comm(request)
  }

const start = (): Request =>
  new Request(`${at.core}/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ purpose: 'report_move', auth_method: 'oidc', comm_method: 'phone' }),
  })
