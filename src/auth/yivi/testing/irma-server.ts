/** Stands in for an `irma server`: one session, that can be brought to any state and made to lie. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'

export const address = 'https://irma.example'
export const sessionToken = 'KzxuWKwL5KGLKr4uerws'
export const pointer = {
  u: 'https://irma.example/irma/session/ysDohpoySavbHAUDjmpz',
  irmaqr: 'disclosing',
}
export const requestorToken = 'requestor-token'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
export const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

export const present = (id: string, rawvalue: string) => ({
  ...{ id, rawvalue, status: 'PRESENT' },
  value: { '': rawvalue, en: rawvalue, nl: rawvalue },
})

export interface FakeIrma {
  fetch: typeof fetch
  /** `METHOD path` of every call. */
  calls: string[]
  /** Body of `POST /session`. */
  asked?: { timeout: number; request: { disclose: unknown } }
  status: string
  disclosed: unknown[][]
  /** Over the claims of the result. */
  claims: Record<string, unknown>
  key: KeyObject
  algorithm: string
  /** Instead of what the server would answer. */
  answer?: (path: string) => Promise<Response> | Response | undefined
  now: () => Date
}

export function fakeIrma(): FakeIrma {
  const irma: FakeIrma = {
    calls: [],
    status: 'INITIALIZED',
    disclosed: [],
    claims: {},
    key: privateKey,
    algorithm: 'RS256',
    now: () => new Date(),
    fetch: async (input, init = {}) => {
      const { pathname } = new URL(String(input))
      irma.calls.push(`${init.method} ${pathname}`)
      init.signal?.throwIfAborted()
      const instead =
        irma.answer && (await Promise.race([irma.answer(pathname), aborted(init.signal)]))
      if (instead) return instead
      if (new Headers(init.headers).get('authorization') !== requestorToken)
        return Response.json({ status: 403, error: 'UNAUTHORIZED' }, { status: 403 })
      if (init.method === 'POST' && pathname === '/session') {
        irma.asked = JSON.parse(String(init.body)) as FakeIrma['asked']
        return Response.json({ token: sessionToken, sessionPtr: pointer, frontendRequest: {} })
      }
      if (!pathname.startsWith(`/session/${sessionToken}`)) return gone()
      if (init.method === 'DELETE') {
        irma.status = 'CANCELLED'
        return new Response()
      }
      if (pathname.endsWith('/status')) return Response.json(irma.status)
      return new Response(await resultOf(irma), { headers: { 'content-type': 'text/plain' } })
    },
  }
  return irma
}

/** As the real `fetch` ends: by an error. */
const aborted = (signal: AbortSignal | null | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error))
  })

export const gone = (): Response =>
  Response.json({ status: 400, error: 'SESSION_UNKNOWN' }, { status: 400 })

function resultOf(irma: FakeIrma): Promise<string> {
  const at = Math.floor(irma.now().getTime() / 1000)
  const claims = {
    ...{ iss: 'irmaserver', sub: 'disclosing_result', iat: at, exp: at + 120 },
    ...{ token: sessionToken, type: 'disclosing', status: irma.status },
    ...(irma.status === 'DONE' && { proofStatus: 'VALID', disclosed: irma.disclosed }),
    ...irma.claims,
  }
  return new SignJWT(claims).setProtectedHeader({ alg: irma.algorithm }).sign(irma.key)
}
