/** The REST API of an `irma server`, as far as whoever asks for attributes uses it (docs.yivi.app/api-irma-server). */
import * as v from 'valibot'
import { badAnswer } from '../../protocol/errors.ts'
import { isLoopback } from '../../protocol/settings.ts'
import { limitedFetch } from '../limited-fetch.ts'
import type { DisclosureRequest } from './disclosure.ts'
import type { YiviOptions } from './options.ts'

/** What `POST /session` gives. */
export interface IrmaSession {
  /** For us alone: with it the result can be read. */
  token: string
  /** For the app: where it picks the session up. */
  pointer: SessionPointer
}

export interface SessionPointer {
  u: string
  irmaqr: 'disclosing'
}

/** `UNKNOWN`: the server does not have the session any more, or never had it. */
export type SessionStatus = v.InferOutput<typeof status> | 'UNKNOWN'

/** Every method throws RequestError when the server cannot be reached, is too slow or says something that makes no sense. */
export interface IrmaServer {
  start(request: DisclosureRequest, signal?: AbortSignal): Promise<IrmaSession>
  status(token: string, signal?: AbortSignal): Promise<SessionStatus>
  /** The signed result, not looked at; undefined when the server does not have the session any more. */
  result(token: string, signal?: AbortSignal): Promise<string | undefined>
  cancel(token: string): Promise<void>
}

/** Seconds that a result counts: it is read at once. */
const validity = 120

const status = v.picklist(['INITIALIZED', 'PAIRING', 'CONNECTED', 'CANCELLED', 'DONE', 'TIMEOUT'])
const session = v.object({
  token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{16,64}$/)),
  sessionPtr: v.object({
    // A QR code of more is hard to read for a camera.
    u: v.pipe(v.string(), v.url(), v.maxLength(400)),
    irmaqr: v.literal('disclosing'),
  }),
})
const failure = v.object({ error: v.string() })

export function createIrmaServer(options: YiviOptions): IrmaServer {
  const { token: ours, fetch: send = fetch, timeout = 5000, codeLifetime = 120 } = options
  const base = options.server.replace(/\/+$/, '')
  const insecure = isLoopback(base)

  function call(
    method: string,
    path: string,
    { body, signal }: { body?: unknown; signal?: AbortSignal | undefined } = {},
  ): Promise<Response> {
    const limited = limitedFetch(send, { timeout, insecure, ...(signal && { signal }) })
    const json = body !== undefined && { 'content-type': 'application/json' }
    return limited(`${base}/session${path}`, {
      method,
      headers: { authorization: ours, ...json },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  return {
    async start(request, signal) {
      const body = { timeout: codeLifetime, validity, request }
      const answer = v.safeParse(session, await jsonOf(await call('POST', '', { body, signal })))
      if (!answer.success || !mayBeShown(answer.output.sessionPtr.u, insecure)) throw badAnswer()
      const { token, sessionPtr: pointer } = answer.output
      return { token, pointer }
    },
    async status(token, signal) {
      const response = await call('GET', `/${token}/status`, { signal })
      if (await isGone(response)) return 'UNKNOWN'
      const answer = v.safeParse(status, await jsonOf(response))
      if (!answer.success) throw badAnswer()
      return answer.output
    },
    async result(token, signal) {
      const response = await call('GET', `/${token}/result-jwt`, { signal })
      if (await isGone(response)) return undefined
      if (!response.ok) throw badAnswer()
      return (await response.text()).trim()
    },
    async cancel(token) {
      await call('DELETE', `/${token}`)
    },
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!response.ok) throw badAnswer()
  return response.json().catch(() => undefined)
}

async function isGone(response: Response): Promise<boolean> {
  if (response.status !== 400 && response.status !== 404) return false
  const said: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  return v.is(failure, said) && said.error === 'SESSION_UNKNOWN'
}

/** The app brings attributes there. */
function mayBeShown(address: string, insecure: boolean): boolean {
  const { protocol } = new URL(address)
  return protocol === 'https:' || (insecure && protocol === 'http:')
}
