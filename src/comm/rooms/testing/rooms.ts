/** A platform with rooms, and the part that serves it, on a real store; a core and authentication plugins that a test plays. */
import { importJWK, SignJWT } from 'jose'
import { randomId, sha256 } from '../../../protocol/digest.ts'
import { signHandover, type Handover } from '../../../protocol/handover.ts'
import { generateKey, importKeySet, type JWK } from '../../../protocol/keys.ts'
import type { LogEntry } from '../../../protocol/log-entry.ts'
import type { AuthOnlyRequest } from '../../../protocol/messages-core.ts'
import type { Guest, RoomGuest } from '../../../protocol/messages-platform.ts'
import { sealResult } from '../../../protocol/result.ts'
import type { Statement } from '../../../protocol/result-claims.ts'
import { forgeHmac } from '../../../protocol/testing/forge.ts'
import type { Store } from '../../../store/index.ts'
import { memoryStore } from '../../../store/testing/memory.ts'
import type { Handler } from '../../app.ts'
import type { AgentsConfig } from '../../desk/config.ts'
import { createRooms, type RoomsConfig } from '../index.ts'

export const roomsUrl = 'https://rooms.example'
export const coreUrl = 'https://core.example'
export const platform = 'https://video.example'
const issuer = 'https://login.example'
export const secrets = { guest: 'g'.repeat(32), host: 'h'.repeat(32) }

export const ziska: Guest = {
  id: 'guest-1',
  redirectUrl: `${platform}/room/16?guest=1`,
  name: 'Ziska Z.',
  roomId: '16',
  purpose: 'report_move',
}

export interface Setting {
  rooms: Handler
  config: RoomsConfig
  store: Store
  log: LogEntry[]
  /** What a result is made with: the private key of each plugin, and the public one of the receiver. */
  keys: { signing: Record<string, JWK>; encryption: JWK }
  /** What the core was asked, and what it answers next. */
  asked: AuthOnlyRequest[]
  core: { answer: (request: Request) => Response | Promise<Response> }
  now(): Date
  wait(seconds: number): void
  agent(subject: string, claims?: Record<string, unknown>): Promise<string>
  guestToken(guest?: Partial<Guest>, claims?: object, secret?: string): string
  hostToken(roomId?: string, claims?: object, secret?: string): string
  /** A result of the method that was chosen (or of another) for what the core was asked last. */
  result(receipt?: string, changes?: Partial<Statement>, by?: string): Promise<string>
  handover(receipt?: string, changes?: Partial<Handover>): Promise<string>
  close(): Promise<void>
}

const options = {
  auth_methods: [
    {
      tag: 'digid',
      name: 'DigiD',
      description: { nl: 'U heeft de app nodig.', en: 'You need the app.' },
    },
    { tag: 'itsme', name: 'itsme', names: { nl: 'Met itsme', en: 'With itsme' } },
    { tag: 'irma', name: 'IRMA' },
    { tag: 'unknown', name: 'Not configured here' },
  ],
  comm_methods: [],
}
const idContact = {
  version: 1,
  organisation: { nl: 'gemeente Juinen', en: 'Juinen' },
  purpose_name: { nl: 'Verhuizing doorgeven', en: 'Report a move' },
  attributes: [{ tag: 'name', label: { nl: 'uw naam', en: 'your name' } }],
  help: { phone: '14026', phone_display: '14 026' },
}

/** What the core offers: one of ours says more. */
export const offer = { ours: { ...options, id_contact: idContact }, published: options }

/**
 * @param published whether the core is a published one
 * @param agents what more is asked of agents
 */
export async function setting(
  changes: Partial<RoomsConfig> = {},
  { published = false, agents = {} }: { published?: boolean; agents?: Partial<AgentsConfig> } = {},
): Promise<Setting> {
  let ahead = 0
  const now = (): Date => new Date(Date.now() + ahead * 1000)
  const log: LogEntry[] = []
  const asked: AuthOnlyRequest[] = []
  const [encryption, own, coreKey, login, digid, itsme, irma] = await Promise.all([
    generateKey('enc'),
    ...Array.from({ length: 6 }, () => generateKey('sig')),
  ])
  const core: Setting['core'] = {
    answer: (request) =>
      request.url.includes('/session_options/')
        ? Response.json(published ? offer.published : offer.ours)
        : Response.json({
            client_url: published ? 'https://irma.example/begin/x' : `${coreUrl}/go/ticket`,
          }),
  }
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.url === `${coreUrl}/start`) asked.push(claimsOf(await request.clone().text()))
    return core.answer(request)
  }
  const store = changes.store ?? (await memoryStore({ now }))
  const ours = (tag: string, key: JWK) => ({
    tag,
    name: tag,
    issuer: `https://${tag}.example`,
    keys: [key],
    attributes: ['name', 'email', 'bsn'],
  })
  const config: RoomsConfig = {
    serverUrl: roomsUrl,
    secret: 's'.repeat(32),
    tag: 'video',
    signingKeys: [own!.privateKey],
    decryptionKeys: [encryption.privateKey],
    requestor: {
      core: coreUrl,
      kid: 'video',
      signingKeys: [own!.privateKey],
      ...(published && { origins: ['https://irma.example'] }),
    },
    cores: published ? [] : [{ issuer: coreUrl, keys: [coreKey!.publicKey] }],
    displayName: 'Videobellen',
    platformOrigins: [platform],
    guestSecret: secrets.guest,
    hostSecret: secrets.host,
    allowedOrigins: [platform],
    agents: { issuer, clientId: 'rooms', clientSecret: 'x', keys: [login!.publicKey], ...agents },
    authMethods: [
      ours('digid', digid!.publicKey),
      ours('itsme', itsme!.publicKey),
      { tag: 'irma', name: 'IRMA', issuer: '', keys: [irma!.publicKey], legacy: true },
    ],
    purposes: [
      { tag: 'report_move', attributes: ['name', 'email'] },
      { tag: 'permit', attributes: ['email'], allowedAuth: ['digid'] },
    ],
    store,
    fetch: send,
    log: (entry) => void log.push(entry),
    now,
    ...changes,
  }
  const [coreSigning, loginKey] = await Promise.all([
    importKeySet([coreKey!.privateKey], 'sign'),
    importJWK(login!.privateKey, 'ES256'),
  ])
  const keyOf: Record<string, JWK> = {
    digid: digid!.privateKey,
    itsme: itsme!.privateKey,
    irma: irma!.privateKey,
  }
  const encryptionKeys = await importKeySet([encryption.publicKey], 'encrypt')
  const seconds = (): number => Math.floor(now().getTime() / 1000)
  const token = (payload: object, claims: object, secret: string): string =>
    forgeHmac(
      { typ: 'JWT', alg: 'HS256' },
      { payload, iat: seconds(), exp: seconds() + 3600, ...claims },
      secret,
    )
  return {
    rooms: await createRooms(config),
    config,
    store,
    log,
    keys: { signing: keyOf, encryption: encryption.publicKey },
    asked,
    core,
    now,
    wait: (more) => (ahead += more),
    agent: (subject, claims = {}) =>
      new SignJWT({ iss: issuer, aud: 'rooms', sub: subject, name: subject, ...claims })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuedAt(now())
        .setExpirationTime((claims.exp as number | undefined) ?? seconds() + 3600)
        .sign(loginKey),
    guestToken: (guest = {}, claims = {}, secret = secrets.guest) =>
      token({ ...ziska, ...guest }, claims, secret),
    hostToken: (roomId = '16', claims = {}, secret = secrets.host) =>
      token({ roomId }, claims, secret),
    async result(receipt = 'r'.repeat(22), statement = {}, by = asked.at(-1)!.auth_method) {
      const { purpose, auth_method, binding, audience } = asked.at(-1)!
      const bound: Partial<Statement> = binding
        ? {
            iss: `https://${by}.example`,
            aud: audience!,
            jti: randomId(),
            binding,
            purpose,
            authMethod: auth_method,
            acr: 'substantial',
            receiptHash: await sha256(receipt),
          }
        : {}
      const claims: Statement = {
        status: 'success',
        attributes: { name: 'Ziska Zandbergen', email: 'ziska@voorbeeld.example' },
        ...(by === 'irma' ? {} : bound),
        ...statement,
      }
      return sealResult(claims, {
        dialect: 'id-contact',
        encryptionKeys,
        signingKeys: await importKeySet([keyOf[by]!], 'sign'),
        now,
      })
    },
    async handover(receipt = 'r'.repeat(22), claims = {}) {
      const { purpose, auth_method, binding, comm_url } = asked.at(-1)!
      const handover: Handover = {
        iss: coreUrl,
        aud: config.serverUrl,
        sub: comm_url,
        jti: randomId(),
        purpose,
        auth_method,
        binding_hash: await sha256(binding!),
        receipt,
        ...claims,
      }
      return signHandover(handover, { signingKeys: coreSigning, now })
    },
    async close() {
      if (!changes.store) await store.close()
    },
  }
}

function claimsOf(token: string): AuthOnlyRequest {
  const payload = Buffer.from(token.split('.')[1]!, 'base64url').toString()
  return (JSON.parse(payload) as { request: AuthOnlyRequest }).request
}

export const get = (
  { rooms }: Pick<Setting, 'rooms'>,
  url: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  rooms(new Request(url.startsWith('http') ? url : roomsUrl + url, { headers }))

export const send = (
  { rooms }: Pick<Setting, 'rooms'>,
  method: string,
  url: string,
  {
    body,
    type = 'application/json',
    headers = {},
  }: {
    body?: string
    type?: string
    headers?: Record<string, string>
  } = {},
): Promise<Response> =>
  rooms(
    new Request(url.startsWith('http') ? url : roomsUrl + url, {
      method,
      headers: { ...(body !== undefined && { 'content-type': type }), ...headers },
      ...(body !== undefined && { body }),
    }),
  )

/** As a page with a script does it. */
export const startGuest = (
  state: Setting,
  { guest = {}, method = 'digid' }: { guest?: Partial<Guest>; method?: string } = {},
): Promise<Response> =>
  send(state, 'POST', `/guest/start/${state.guestToken(guest)}`, {
    body: JSON.stringify({ purpose: guest.purpose ?? ziska.purpose, auth_method: method }),
  })

/** Posts to the address that the core was given last. */
export const postResult = (
  state: Setting,
  token: string,
  url = lastAttr(state),
): Promise<Response> => send(state, 'POST', url, { body: token, type: 'application/jwt' })

export const lastAttr = ({ asked }: Setting): string => asked.at(-1)!.attr_url!

/** The browser comes back from a core of ours. */
export const comeBack = async (state: Setting, handover?: string): Promise<Response> =>
  get(state, `${state.asked.at(-1)!.comm_url}?handover=${handover ?? (await state.handover())}`)

/** Started, authenticated, back. */
export async function proven(
  state: Setting,
  choice: Parameters<typeof startGuest>[1] = {},
  statement: Partial<Statement> = {},
): Promise<void> {
  const started = await startGuest(state, choice)
  if (started.status !== 200) throw new Error(`not started: ${await started.text()}`)
  const posted = await postResult(state, await state.result(undefined, statement))
  if (posted.status !== 200) throw new Error(`not taken: ${await posted.text()}`)
  if (state.config.cores.length > 0) await comeBack(state)
}

/** What an agent sees of a room. */
export async function seen(state: Setting, roomId?: string, agent = 'sanne'): Promise<RoomGuest[]> {
  const headers = { authorization: `Bearer ${await state.agent(agent)}` }
  const answer = await get(state, `/host/${state.hostToken(roomId)}`, headers)
  if (answer.status !== 200) throw new Error(`not shown: ${await answer.text()}`)
  return (await answer.json()) as RoomGuest[]
}

export const slugOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { type: string }).type.split(':').at(-1)!
