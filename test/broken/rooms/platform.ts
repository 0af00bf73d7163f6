/** Tokens of a platform, as it makes them for guests and hosts. */
import { createHmac } from 'node:crypto'
import { guestSecret, hostSecret } from '../../check-rooms.ts'
import { now, type Handler } from '../fault.ts'
import { read } from '../token.ts'

const part64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const mac = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url')

export function platformToken(secret: string, payload: unknown): string {
  const claims = { payload, iat: now(), exp: now() + 3600 }
  const content = `${part64({ typ: 'JWT', alg: 'HS256' })}.${part64(claims)}`
  return `${content}.${mac(secret, content)}`
}

interface PlatformSeen {
  alg: unknown
  exp: number
  /** Whose secret signed it. */
  by: 'guest' | 'host' | undefined
}

/** Tokens of the platform that are not good, made good. */
export const trusting =
  (
    path: RegExp,
    secret: string,
    fits: (seen: PlatformSeen) => boolean,
  ): ((part: Handler) => Handler) =>
  (part) =>
  async (request) => {
    const url = new URL(request.url)
    const [, before, token = ''] = path.exec(url.pathname) ?? []
    const [header, payload, signature] = token.split('.')
    if (!payload) return part(request)
    const content = `${header}.${payload}`
    const by = [
      ['guest', guestSecret],
      ['host', hostSecret],
    ].find(([, one]) => mac(one!, content) === signature)?.[0] as PlatformSeen['by']
    const claims = read(payload)
    if (!fits({ alg: read(header).alg, exp: Number(claims.exp), by })) return part(request)
    url.pathname = `${before}${platformToken(secret, claims.payload)}`
    return part(new Request(url, request))
  }
