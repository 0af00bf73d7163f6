/** Links to a video platform that the municipality already has. Made only once an employee accepted, and for one side of one conversation. */
import { SignJWT } from 'jose'
import { randomId } from '../../protocol/digest.ts'
import { ConfigError } from '../../protocol/errors.ts'
import { originOf } from '../../protocol/url.ts'
import type { Side } from '../../store/index.ts'

interface AnyLink {
  /** What the platform calls the two. Default `{ resident: 'Inwoner', agent: 'Medewerker' }`. */
  names?: { resident?: string | undefined; agent?: string | undefined } | undefined
  /** Seconds that a link can be opened. Default 300; 30 to 3600. */
  lifetime?: number | undefined
  /** Shared with the platform, which checks tokens with it (HS256). 32 bytes or more. */
  secret: string
}

/** A Jitsi Meet server with `authentication = "token"` in its Prosody. */
export interface JitsiOptions extends AnyLink {
  /** `https://meet.gemeente.example` */
  serverUrl: string
  /** `app_id` in Prosody: the claim `iss`. */
  appId: string
  /** The claim `aud`. Default `jitsi`. */
  audience?: string | undefined
  /** The claim `sub`. Default: the tenant, else the host name of `serverUrl`. */
  subject?: string | undefined
  /** The first part of the path of rooms, where the server has tenants. Default: none. */
  tenant?: string | undefined
}

/** Any platform that takes a signed token (JWT, RFC 7519) in the address. */
export interface LinkOptions extends AnyLink {
  /** An address with `{token}`, and with `{room}` where the platform wants that in it too. */
  address: string
  /** The claim `iss`. */
  issuer: string
  /** The claim `aud`. Default: the origin of `address`. */
  audience?: string | undefined
}

export interface Guest {
  side: Side
  /** The same for both sides, and to be guessed by nobody. Small letters and digits. */
  room: string
  /** As residents may know the employee. */
  agentName?: string | undefined
  now: Date
}

/** Makes where this side goes. */
export interface Platform {
  (guest: Guest): Promise<string>
  /** Seconds that it can be opened. */
  lifetime: number
}

/** @throws ConfigError */
export function jitsi(options: JitsiOptions): Platform {
  const { serverUrl, appId, audience = 'jitsi', tenant } = options
  checkAny(options, 'serverUrl', serverUrl)
  if (!originOf(serverUrl) || serverUrl.endsWith('/'))
    throw new ConfigError('serverUrl', 'Give https://… without a slash at the end.')
  if (!appId) throw new ConfigError('appId', 'Give the app_id of Prosody.')
  if (tenant !== undefined && !/^[a-z0-9_-]+$/.test(tenant))
    throw new ConfigError('tenant', 'Give small letters and digits.')
  const subject = options.subject ?? tenant ?? new URL(serverUrl).hostname
  return lasting(options, async (guest) => {
    const { room, side } = guest
    // A member that is no text makes Prosody refuse the whole token.
    const user = {
      id: randomId(),
      name: nameOf(options, guest),
      ...(side === 'agent' && { moderator: 'true', affiliation: 'owner' }),
    }
    const claims = { room, context: { user } }
    const token = await signed(options, guest, {
      ...claims,
      iss: appId,
      aud: audience,
      sub: subject,
    })
    const path = tenant === undefined ? room : `${tenant}/${room}`
    return `${serverUrl}/${path}?jwt=${token}`
  })
}

/** @throws ConfigError */
export function signedLink(options: LinkOptions): Platform {
  const { address, issuer } = options
  checkAny(options, 'address', address)
  const sample = address.replaceAll('{room}', 'room').replaceAll('{token}', 'token')
  if (!address.includes('{token}') || !originOf(sample))
    throw new ConfigError('address', 'Give https://… with {token} where the token comes.')
  if (!issuer) throw new ConfigError('issuer', 'Give the name by which the platform knows us.')
  const audience = options.audience ?? new URL(sample).origin
  return lasting(options, async (guest) => {
    const { room, side } = guest
    const claims = { room, role: side, name: nameOf(options, guest), jti: randomId() }
    const token = await signed(options, guest, { ...claims, iss: issuer, aud: audience, sub: side })
    return address.replaceAll('{room}', room).replaceAll('{token}', token)
  })
}

// What is known of a resident stays with us: on the platform they are "a resident".
const nameOf = ({ names }: AnyLink, { side, agentName }: Guest): string =>
  side === 'resident' ? (names?.resident ?? 'Inwoner') : (agentName ?? names?.agent ?? 'Medewerker')

const lasting = ({ lifetime = 300 }: AnyLink, link: (guest: Guest) => Promise<string>): Platform =>
  Object.assign(link, { lifetime })

function signed(
  { secret, lifetime = 300 }: AnyLink,
  { now }: Guest,
  claims: Record<string, unknown>,
): Promise<string> {
  const time = Math.floor(now.getTime() / 1000)
  // Ten seconds for clocks that differ.
  const times = { iat: time, nbf: time - 10, exp: time + lifetime }
  return new SignJWT({ ...claims, ...times })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret))
}

function checkAny({ secret, lifetime = 300 }: AnyLink, key: string, address: string): void {
  if (new TextEncoder().encode(secret).length < 32)
    throw new ConfigError('secret', 'Give a secret of 32 bytes or more (RFC 7518 section 3.2).')
  if (!(lifetime >= 30 && lifetime <= 3600))
    throw new ConfigError('lifetime', 'Give 30 to 3600 seconds.')
  if (!/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(address))
    throw new ConfigError(key, 'Use https: the token in it opens the room.')
}
