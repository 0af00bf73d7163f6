/** The servers by which two browsers find a way to each other (STUN, RFC 8489) or, where there is none, are relayed (TURN, RFC 8656). */
import { randomId } from '../../protocol/digest.ts'
import { ConfigError } from '../../protocol/errors.ts'
import type { VideoPlace } from '../../protocol/messages-video.ts'

/** The servers by which two browsers find a way to each other (ICE, RFC 8445). */
export interface IceOptions {
  /** `stun:host:port`. Default: none. A TURN server answers STUN as well. */
  stunUrls?: string[] | undefined
  /** `turn:host:port?transport=udp`, `turns:host:443?transport=tcp`. Default: none. */
  turnUrls?: string[] | undefined
  /** Shared with the TURN server: `static-auth-secret` of coturn, with `use-auth-secret`. */
  turnSecret?: string | undefined
  /** Seconds that credentials can begin something new with. Default 3600; 60 to 86 400. */
  turnLifetime?: number | undefined
  /** Everything goes through the TURN server, so that neither side learns the address of the other. Default false. */
  relayOnly?: boolean | undefined
}

export type Ice = Omit<Extract<VideoPlace, { place: 'here' }>, 'room'>

const stunUrl = /^stuns?:[^/?#\s]+$/
const turnUrl = /^turns?:[^/?#\s]+(\?transport=(udp|tcp))?$/

/** @throws ConfigError */
export function checkIce({ stunUrls = [], turnUrls = [], ...options }: IceOptions): void {
  const { turnSecret = '', turnLifetime = 3600, relayOnly } = options
  if (!stunUrls.every((url) => stunUrl.test(url)))
    throw new ConfigError('stunUrls', 'Write stun:host:port (RFC 7064).')
  if (!turnUrls.every((url) => turnUrl.test(url)))
    throw new ConfigError('turnUrls', 'Write turn:host:port?transport=udp, or turns: (RFC 7065).')
  if (turnUrls.length > 0 && turnSecret.length < 16)
    throw new ConfigError(
      'turnSecret',
      'Give what the TURN server has as its shared secret, 16 characters or more.',
    )
  if (!(turnLifetime >= 60 && turnLifetime <= 86_400))
    throw new ConfigError('turnLifetime', 'Give 60 to 86400 seconds.')
  if (relayOnly && turnUrls.length === 0)
    throw new ConfigError('relayOnly', 'Name a TURN server to relay by.')
}

/**
 * What a browser gets. The name and the password for TURN are good for a while and for nobody in particular
 * (draft-uberti-behave-turn-rest-00): the name is when that ends and something random, so that the TURN server's log tells nothing of anybody; the
 * password is the base64 of HMAC-SHA1 over it, with the shared secret.
 */
export async function iceFor(options: IceOptions, now: Date): Promise<Ice> {
  const { stunUrls = [], turnUrls = [], turnSecret = '', turnLifetime = 3600, relayOnly } = options
  const until = Math.floor(now.getTime() / 1000) + turnLifetime
  const username = `${until}:${randomId()}`
  return {
    place: 'here',
    ice_servers: [
      ...(stunUrls.length > 0 ? [{ urls: stunUrls }] : []),
      ...(turnUrls.length > 0
        ? [{ urls: turnUrls, username, credential: await passwordOf(username, turnSecret) }]
        : []),
    ],
    ice_transport_policy: relayOnly ? 'relay' : 'all',
    ...(turnUrls.length > 0 && { expires_at: new Date(until * 1000).toISOString() }),
  }
}

// SHA-1 because TURN servers ask for it. As a HMAC it is not broken (RFC 6194 section 3.3).
async function passwordOf(username: string, secret: string): Promise<string> {
  const utf8 = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['sign'])
  const hash = await crypto.subtle.sign('HMAC', key, utf8.encode(username))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
}
