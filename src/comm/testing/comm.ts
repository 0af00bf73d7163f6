/** A communication plugin and a desk on a real store, with an authentication plugin and a core that a test plays. */
import { SignJWT, importJWK } from 'jose'
import { randomId, sha256 } from '../../protocol/digest.ts'
import { signHandover, type Handover } from '../../protocol/handover.ts'
import { verifyClaims } from '../../protocol/jws.ts'
import { generateKey, importKeySet, type JWK } from '../../protocol/keys.ts'
import type { LogEntry } from '../../protocol/log-entry.ts'
import type { RedeemAnswer } from '../../protocol/messages-conversation.ts'
import type { AuthOnlyRequest } from '../../protocol/messages-core.ts'
import type { StartCommunicationAnswer } from '../../protocol/messages-plugins.ts'
import { sealResult } from '../../protocol/result.ts'
import type { Statement } from '../../protocol/result-claims.ts'
import type { Store } from '../../store/index.ts'
import { memoryStore } from '../../store/testing/memory.ts'
import { createComm, createDesk, type CommConfig, type DeskConfig, type Handler } from '../index.ts'
import { phone } from '../phone/index.ts'

export const commUrl = 'https://comm.example'
export const deskUrl = 'https://desk.example'
export const coreUrl = 'https://core.example'
export const site = 'https://www.gemeente.example'
const issuer = 'https://login.example'

export interface Setting {
  comm: Handler
  desk: Handler
  store: Store
  log: LogEntry[]
  /** What a result is made with: the private key of each plugin, and the public one of the receiver. */
  keys: { signing: Record<string, JWK>; encryption: JWK }
  commConfig: CommConfig
  deskConfig: DeskConfig
  /** What the core was asked during conversations, with good signatures. */
  asked: AuthOnlyRequest[]
  /** What the core answers. */
  coreAnswer: { current: () => Response | Promise<Response> }
  wait(seconds: number): void
  /** A bearer token of an agent tool. */
  agent(subject: string, claims?: Record<string, unknown>, typ?: string): Promise<string>
  /** A result of plugin `digid` (or another) for a conversation that was started. */
  result(started: Started, changes?: Partial<Statement>, by?: string): Promise<string>
  handover(started: Started, changes?: Partial<Handover>): Promise<string>
  close(): Promise<void>
}

export interface Started extends StartCommunicationAnswer {
  receipt: string
  authMethod: string
  purpose: string
}

export async function setting(
  changes: Partial<CommConfig> = {},
  deskChanges: Partial<DeskConfig> = {},
): Promise<Setting> {
  let ahead = 0
  const now = (): Date => new Date(Date.now() + ahead * 1000)
  const log: LogEntry[] = []
  const asked: AuthOnlyRequest[] = []
  const coreAnswer = {
    current: (): Response | Promise<Response> =>
      Response.json({ client_url: `${coreUrl}/go/${randomId()}` }),
  }
  const [encryption, core, own, login, legacy, ...plugins] = await Promise.all([
    generateKey('enc'),
    generateKey('sig'),
    generateKey('sig'),
    generateKey('sig'),
    generateKey('sig'),
    generateKey('sig'),
    generateKey('sig'),
  ])
  const tags = ['digid', 'itsme']
  const store = await memoryStore({ now })
  const authMethods: CommConfig['authMethods'] = [
    ...tags.map((tag, index) => ({
      tag,
      name: tag,
      issuer: `https://${tag}.example`,
      keys: [plugins[index]!.publicKey],
      attributes: ['name', 'email', 'bsn'],
    })),
    { tag: 'irma', name: 'IRMA', issuer: '', keys: [legacy.publicKey], legacy: true },
  ]
  const both = {
    secret: 's'.repeat(32),
    decryptionKeys: [encryption.privateKey],
    authMethods,
    purposes: [
      { tag: 'report_move', name: { nl: 'Verhuizen', en: 'Move' }, attributes: ['name', 'email'] },
      { tag: 'permit', attributes: ['email'] },
    ],
    store,
    now,
    log: (entry: LogEntry) => void log.push(entry),
  }
  const knownToCore = await importKeySet([{ ...own.publicKey, kid: 'comm.call' }], 'verify')
  const playCore: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (`${request.method} ${request.url}` !== `POST ${coreUrl}/start`) throw new TypeError('no')
    const claims = await verifyClaims(await request.text(), 'JWT', knownToCore)
    asked.push(claims.request as AuthOnlyRequest)
    return coreAnswer.current()
  }
  const commConfig: CommConfig = {
    ...both,
    serverUrl: commUrl,
    tag: 'call',
    channel: phone({ number: '14026', display: '14 026' }),
    cores: [{ issuer: coreUrl, keys: [core.publicKey] }],
    allowedOrigins: [site],
    requestor: { core: coreUrl, kid: 'comm.call', signingKeys: [own.privateKey] },
    fetch: playCore,
    ...changes,
  }
  const deskConfig: DeskConfig = {
    ...both,
    serverUrl: deskUrl,
    attributes: {
      name: { label: { nl: 'Naam', en: 'Name' } },
      email: { label: 'E-mail', sensitive: true },
    },
    identifies: ['call'],
    agents: { issuer, clientId: 'desk', clientSecret: 'x', keys: [login.publicKey] },
    allowedOrigins: ['https://tool.example'],
    panelScript: '/assets/panel.js',
    ...deskChanges,
  }
  const signingKeys = await importKeySet([core.privateKey], 'sign')
  const encryptionKeys = await importKeySet([encryption.publicKey], 'encrypt')
  const keyOf: Record<string, JWK> = {
    digid: plugins[0]!.privateKey,
    itsme: plugins[1]!.privateKey,
    irma: legacy.privateKey,
  }
  const loginKey = await importJWK(login.privateKey, 'ES256')
  return {
    comm: await createComm(commConfig),
    desk: await createDesk(deskConfig),
    store,
    log,
    keys: { signing: keyOf, encryption: encryption.publicKey },
    commConfig,
    deskConfig,
    asked,
    coreAnswer,
    wait: (seconds) => (ahead += seconds),
    agent: (subject, claims = {}, typ) =>
      new SignJWT({
        iss: issuer,
        aud: 'desk',
        sub: subject,
        name: `Medewerker ${subject}`,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', ...(typ && { typ }) })
        .setIssuedAt(now())
        .setExpirationTime(Math.floor(now().getTime() / 1000) + 3600)
        .sign(loginKey),
    async result(started, statement = {}, by = started.authMethod) {
      const claims: Statement = {
        status: 'success',
        attributes: { name: 'Ziska Zandbergen', email: 'ziska@voorbeeld.example' },
        iss: `https://${by}.example`,
        aud: commUrl,
        jti: randomId(),
        binding: started.binding!,
        purpose: started.purpose,
        authMethod: started.authMethod,
        acr: 'substantial',
        receiptHash: await sha256(started.receipt),
        ...statement,
      }
      const options = { dialect: 'id-contact', encryptionKeys, now } as const
      return sealResult(claims, {
        ...options,
        signingKeys: await importKeySet([keyOf[by]!], 'sign'),
      })
    },
    handover: (started, claims = {}) =>
      signHandover(
        {
          iss: coreUrl,
          aud: commUrl,
          sub: started.client_url,
          jti: randomId(),
          purpose: started.purpose,
          auth_method: started.authMethod,
          comm_method: 'call',
          receipt: started.receipt,
          ...claims,
        },
        { signingKeys, now },
      ),
    close: () => store.close(),
  }
}

export const json = (url: string, body: unknown, headers: Record<string, string> = {}): Request =>
  new Request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

export const jwt = (url: string, body: string): Request =>
  new Request(url, { method: 'POST', headers: { 'content-type': 'application/jwt' }, body })

export const as = (token: string, extra: Record<string, string> = {}): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  ...extra,
})

export async function start(
  { comm }: Pick<Setting, 'comm'>,
  {
    purpose = 'report_move',
    authMethod = 'digid',
    callBack,
  }: { purpose?: string; authMethod?: string; callBack?: Date | undefined } = {},
): Promise<Started> {
  const call_back = callBack?.toISOString()
  const body = { purpose, auth_method: authMethod, comm_method: 'call', call_back }
  const answer = await comm(json(`${commUrl}/start_communication`, body))
  return {
    ...((await answer.json()) as StartCommunicationAnswer),
    receipt: randomId(),
    authMethod,
    purpose,
  }
}

/** A resident who waits: started, authenticated, back. */
export async function waiting(
  state: Setting,
  choice: Parameters<typeof start>[1] = {},
  statement: Partial<Statement> = {},
): Promise<Started & RedeemAnswer> {
  const started = await start(state, choice)
  await state.comm(jwt(started.attr_url!, await state.result(started, statement)))
  const answer = await state.comm(
    json(started.client_url, { handover: await state.handover(started) }),
  )
  if (answer.status !== 201)
    throw new Error(`not redeemed: ${answer.status} ${await answer.text()}`)
  return { ...started, ...((await answer.json()) as RedeemAnswer) }
}

export const slugOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { type: string }).type.split(':').at(-1)!
