/** A core between two plugins that a test plays. */
import { generateKey, importKeySet, publicJwks, type KeySet } from '../../protocol/keys.ts'
import { createSealer } from '../../protocol/ticket.ts'
import type { LogEntry } from '../../protocol/log-entry.ts'
import { createCore, type CoreConfig, type Handler } from '../index.ts'

export const serverUrl = 'https://core.example'
export const page = 'https://www.gemeente.example/verhuizen?x=1'
export const binding = 'b'.repeat(22)
export const verifier = 'v'.repeat(43)
// base64url(SHA-256(verifier))
export const challenge = '7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM'

interface Call {
  method: string
  url: string
  body: string
}

export interface Setting {
  core: Handler
  calls: Call[]
  log: LogEntry[]
  verificationKeys: KeySet
  /** Seconds that the core's clock is ahead. */
  wait(seconds: number): void
  sealer: ReturnType<typeof createSealer>
}

const secret = 's'.repeat(32)

/** What the plugins answer; a test replaces one of them. */
export type Answers = Record<string, (request: Request) => Response | Promise<Response>>

export const goodAnswers: Answers = {
  'POST https://comm.example/start_communication': () =>
    Response.json({
      client_url: 'https://comm.example/conversation/ref',
      attr_url: 'https://comm.example/result/capability',
      binding,
      audience: 'https://comm.example',
    }),
  'POST https://auth.example/start_authentication': () =>
    Response.json({ client_url: 'https://auth.example/begin/ticket' }),
  'DELETE https://comm.example/result/capability': () => new Response(null, { status: 204 }),
  'POST https://comm.example/result/capability': () => new Response('ok'),
}

export async function setting(
  answers: Answers = {},
  changes: Partial<CoreConfig> = {},
): Promise<Setting> {
  const calls: Call[] = []
  const log: LogEntry[] = []
  let ahead = 0
  const now = (): Date => new Date(Date.now() + ahead * 1000)
  const { privateKey } = await generateKey('sig')
  const all: Answers = { ...goodAnswers, ...answers }
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const call = { method: request.method, url: request.url, body: await request.clone().text() }
    calls.push(call)
    const respond = all[`${call.method} ${call.url.split('?')[0]}`]
    if (!respond) throw new TypeError('fetch failed')
    const aborted = new Promise<never>((_, reject) =>
      init?.signal?.addEventListener('abort', () => reject(init.signal!.reason as Error)),
    )
    return Promise.race([respond(request), aborted])
  }
  const core = await createCore({
    serverUrl,
    secret,
    signingKeys: [privateKey],
    organisation: { nl: 'gemeente Juinen', en: 'Juinen' },
    allowedOrigins: ['https://www.gemeente.example'],
    help: { phone: '14026', phoneDisplay: '14 026' },
    authMethods: [
      {
        tag: 'digid',
        name: 'DigiD',
        start: 'https://auth.example',
        origins: ['https://auth.example'],
      },
      {
        tag: 'irma',
        name: { nl: 'Yivi', en: 'Yivi app' },
        imagePath: '/static/irma.svg',
        start: 'https://irma.example/',
        origins: ['https://irma.example'],
        disableAttrUrl: true,
      },
    ],
    commMethods: [
      {
        tag: 'call',
        name: 'Bellen',
        channel: 'phone',
        start: 'https://comm.example',
        origins: ['https://comm.example'],
      },
      { tag: 'chat', name: 'Chat', start: 'https://chat.example', origins: [] },
    ],
    purposes: [
      {
        tag: 'report_move',
        name: { nl: 'Verhuizing doorgeven', en: 'Report a move' },
        attributes: ['name', 'email'],
        allowedAuth: ['*'],
        allowedComm: ['call'],
        acr: 'substantial',
      },
      { tag: 'permit', attributes: ['email'], allowedAuth: ['irma'], allowedComm: ['*'] },
    ],
    attributes: { name: { label: { nl: 'Naam', en: 'Name' } } },
    fetch: answer,
    pluginTimeout: 200,
    log: (entry) => log.push(entry),
    now,
    ...changes,
  })
  const { keys } = publicJwks(await importKeySet([privateKey], 'sign'))
  return {
    core,
    calls,
    log,
    verificationKeys: await importKeySet(keys, 'verify'),
    wait: (seconds) => (ahead += seconds),
    sealer: createSealer(secret, { now }),
  }
}

export const get = (path: string, headers: Record<string, string> = {}): Request =>
  new Request(path.startsWith('http') ? path : serverUrl + path, { headers })

export const post = (path: string, body: unknown, headers: Record<string, string> = {}): Request =>
  new Request(serverUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

export const choice = { purpose: 'report_move', auth_method: 'digid', comm_method: 'call' }
export const bound = {
  ...choice,
  code_challenge: challenge,
  code_challenge_method: 'S256',
  return_url: page,
  state: 'state-1',
}

export const slugOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { type: string }).type.split(':').at(-1)!

export const cookieOf = (response: Response): string =>
  response.headers.get('set-cookie')!.split(';')[0]!

/** Starts, goes, and gives the browser's cookie and the address that the authentication plugin sends it back to. */
export async function gone(
  { core, calls }: Setting,
  body: object = bound,
): Promise<{ cookie: string; back: string }> {
  const started = await core(post('/start', body))
  const { client_url } = (await started.json()) as { client_url: string }
  const going = await core(get(client_url))
  const told = calls.findLast(({ url }) => url.endsWith('/start_authentication'))!
  const { continuation } = JSON.parse(told.body) as { continuation: string }
  return { cookie: cookieOf(going), back: continuation }
}
