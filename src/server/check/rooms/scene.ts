/** A part that serves a platform, between the platform, the core, the authentication plugin, guests and hosts that the checker plays. */
import { createHmac } from 'node:crypto'
import { base64url, compactVerify } from 'jose'
import { randomId, sha256 } from '../../../protocol/digest.ts'
import { importKeySet, type KeySet } from '../../../protocol/keys.ts'
import { seconds } from '../../../protocol/lifetime.ts'
import { withQuery } from '../../../protocol/url.ts'
import { objectIn, postJson, postToken, told, type Answer } from '../ask.ts'
import { createBrowser, type Arrival, type Browser } from '../browser.ts'
import { stopAtProblems, type CheckConfig, type RoomsTable } from '../config.ts'
import type { Claims, Parties } from '../made.ts'
import {
  claimsOf,
  handoverWith,
  resultOf,
  type Attempt,
  type HandoverChanges,
  type Receiver,
} from '../receiver/receiver.ts'
import { expect, need } from '../requirement.ts'
import type { Received } from '../stage.ts'
import type { Tools } from '../tools.ts'
import { hostWith, type Host } from './host-browser.ts'

export interface Guest {
  id: string
  name: string
  roomId: string
  redirectUrl: string
  purpose: string
}

/** A guest who is about to log in. */
export interface Visit extends Attempt {
  guest: Guest
  /** `comm_url` and `attr_url` of the request to the core. */
  commUrl: string
  attrUrl: string
  /** What this guest is called in a result, by attribute. */
  values: Record<string, string>
}

export interface RoomsScene extends Readonly<Tools>, Receiver<Visit> {
  readonly settings: RoomsTable
  /** Verify what the peer signs: requests to the core, and what the choosing page is told. */
  readonly verificationKeys: KeySet
  readonly secrets: { guest: string; host: string }
  /** Where the checker plays the core. */
  readonly coreUrl: string
  guest(changes?: Partial<Guest>): Guest
  init(guestToken: string): Promise<Answer>
  /** `POST /guest/start/{guestToken}`. */
  start(guestToken: string, changes?: object): Promise<Answer>
  beginAs(guest: Guest): Promise<Visit>
  /** What the peer asked the core since the stage was cleared. */
  requests(): Received[]
  handover(visit: Visit, changes?: HandoverChanges): Promise<string>
  /** The browser of the guest comes back to `comm_url`. */
  land(visit: Visit, changes?: HandoverChanges): Promise<Arrival>
  /** An employee who is logged in. @throws Skip when there is none in the configuration */
  host(): Promise<Host>
  stranger(): Browser
}

const hour = 3600

/** A token of the platform: HS256, with the data in claim `payload`. */
export function platformToken(
  payload: object,
  secret: string,
  { shift = 0, alg = 'HS256' }: { shift?: number; alg?: string } = {},
): string {
  const iat = seconds(new Date()) + shift
  const claims = { payload, iat, exp: iat + hour }
  const content = [{ typ: 'JWT', alg }, claims]
    .map((part) => base64url.encode(JSON.stringify(part)))
    .join('.')
  if (alg === 'none') return `${content}.`
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
}

/** The claims of a JWT that one of these keys signed, whatever it is called there. @throws Unmet */
export async function signedBy({ keys }: KeySet, token: string): Promise<Record<string, unknown>> {
  for (const { key, alg } of keys.values()) {
    const verified = await compactVerify(token, key, { algorithms: [alg] }).catch(() => undefined)
    const claims = verified && objectIn(new TextDecoder().decode(verified.payload))
    if (claims) return claims
  }
  expect(false, 'a JWT of the configured key', 'another text')
}

export async function roomsScene(config: CheckConfig, tools: Tools): Promise<RoomsScene> {
  const { target, ask, stage, dialect } = tools
  const settings = config.file.rooms!
  const { login, other_login, core, purpose } = settings
  const { sources } = config
  const keys = {
    peer: sources.publicKeys('rooms.keys', settings.keys, 'sig'),
    login: sources.privateKeys('rooms.login.keys', login.keys, 'sig'),
    other: other_login && sources.privateKeys('rooms.other_login.keys', other_login.keys, 'sig'),
    core: core && sources.privateKeys('rooms.core.keys', core.keys, 'sig'),
    receiver: sources.publicKeys('rooms.encryption_keys', settings.encryption_keys, 'enc'),
  }
  const secrets = {
    guest: sources.secret('rooms.guest_secret', settings.guest_secret),
    host: sources.secret('rooms.host_secret', settings.host_secret),
  }
  const host = hostWith(settings.host, sources, tools)
  stopAtProblems(config)
  const parties: Parties = {
    dialect,
    signingKeys: await importKeySet(keys.login, 'sign'),
    encryptionKeys: await importKeySet(keys.receiver, 'encrypt'),
  }
  const coreKeys = keys.core && (await importKeySet(keys.core, 'sign'))
  const verificationKeys = await importKeySet(keys.peer, 'verify')
  const coreUrl = core?.server_url ?? stage.address

  const guest = (changes: Partial<Guest> = {}): Guest => ({
    id: randomId(),
    name: randomId(),
    roomId: randomId(),
    redirectUrl: `${stage.address}/platform/${randomId()}?kept=1`,
    purpose,
    ...changes,
  })
  const tokenOf = (one: Guest): string => platformToken(one, secrets.guest)

  const start = (guestToken: string, changes: object = {}): Promise<Answer> => {
    const message = { purpose, auth_method: login.tag, ...changes }
    return ask(`${target}/guest/start/${guestToken}`, postJson(message))
  }

  const requests = (): Received[] =>
    stage.received.filter(({ method, url }) => method === 'POST' && url === `${coreUrl}/start`)

  async function beginAs(one: Guest): Promise<Visit> {
    stage.clear()
    const clientUrl = `${coreUrl}/go/${randomId()}`
    stage.play(`${coreUrl}/start`, () => Response.json({ client_url: clientUrl }))
    const answer = await start(tokenOf(one))
    const { client_url } = objectIn(answer.text) ?? {}
    const isGood = answer.status === 200 && client_url === clientUrl
    expect(isGood, '200 with the client_url of the core', told(answer))
    const { comm_url, attr_url, binding, audience } = await requestIn(requests()[0])
    const isWhole = typeof comm_url === 'string' && typeof attr_url === 'string'
    expect(isWhole, 'comm_url and attr_url in the request', typeof attr_url)
    return {
      guest: one,
      commUrl: comm_url,
      attrUrl: attr_url,
      binding: typeof binding === 'string' ? binding : undefined,
      audience: typeof audience === 'string' ? audience : undefined,
      receipt: randomId(),
      values: Object.fromEntries(login.attributes.map((tag) => [tag, randomId()])),
    }
  }

  /** @throws Unmet */
  async function requestIn(received: Received | undefined): Promise<Record<string, unknown>> {
    expect(received, 'a request to the core', 'none')
    const { request } = await signedBy(verificationKeys, received.body.trim())
    const isObject = typeof request === 'object' && request !== null
    expect(isObject, 'claim request', typeof request)
    return request as Record<string, unknown>
  }

  const begin = (): Promise<Visit> => beginAs(guest())
  const issuer = login.server_url ?? stage.address
  const claims = ({ values, ...attempt }: Visit, shift?: number): Promise<Claims> =>
    claimsOf({ parties, issuer, tag: login.tag, purpose }, attempt, values, shift)

  const handover = async (
    { commUrl, binding = '', audience = '', receipt }: Visit,
    changes?: HandoverChanges,
  ): Promise<string> =>
    handoverWith(
      {
        iss: coreUrl,
        aud: audience,
        sub: commUrl,
        purpose,
        auth_method: login.tag,
        binding_hash: await sha256(binding),
        receipt,
      },
      coreKeys,
      changes,
    )

  return {
    ...tools,
    settings,
    parties,
    otherKeys: keys.other && (await importKeySet(keys.other, 'sign')),
    coreKeys,
    verificationKeys,
    secrets,
    coreUrl,
    guest,
    init: (guestToken) => ask(`${target}/guest/init/${guestToken}`),
    start,
    begin,
    beginAs,
    requests,
    async beginBound() {
      need(coreKeys, 'not configured: [rooms.core]')
      const visit = await begin()
      const { binding, audience = '' } = visit
      need(binding !== undefined, 'not offered: no binding in the request')
      return { ...visit, binding, audience }
    },
    claims,
    result: (visit, changes) => resultOf({ parties, claims }, visit, changes),
    async deliver({ attrUrl }, result) {
      const answer = await ask(attrUrl, postToken(result))
      return { isTaken: answer.status < 400, said: told(answer) }
    },
    handover,
    async land(visit, changes) {
      const isBound = visit.binding !== undefined && coreKeys !== undefined
      const query = { handover: isBound ? await handover(visit, changes) : undefined }
      const isEnd = (url: string): boolean => url.startsWith(`${stage.address}/platform/`)
      return createBrowser(ask).follow(withQuery(visit.commUrl, query), isEnd)
    },
    host,
    stranger: () => createBrowser(ask),
  }
}
