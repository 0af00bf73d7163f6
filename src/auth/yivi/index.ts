/** Attributes out of the Yivi app, by way of an `irma server` that checks the proofs. */
import { randomId } from '../../protocol/digest.ts'
import { RequestError } from '../../protocol/errors.ts'
import type { AuthMethod, BeginRequest, Begun, CompleteRequest, Outcome } from '../method.ts'
import { attributesFrom, disclosureFor } from './disclosure.ts'
import { YiviFault } from './fault.ts'
import { createIrmaServer, type IrmaSession } from './irma-server.ts'
import { checkOptions, type YiviOptions } from './options.ts'
import { readResult, type SessionResult } from './result.ts'
import { createUsed } from './used.ts'
import { waitPath, waitRoutes } from './wait-routes.ts'

export type { YiviOptions } from './options.ts'
export type { Level } from '../levels.ts'

/**
 * A method for `createAuth`. The server is only called when the first citizen begins, so one that is down does not keep anything from
 * starting. It must sign its results (`jwt_privkey`) and know this plugin as a requestor with a token of its own.
 * @throws ConfigError whose `key` names the setting that cannot be used
 */
export function yivi(options: YiviOptions): AuthMethod {
  const key = checkOptions(options)
  const { attributes, issuer = 'irmaserver', level = 'low', now = () => new Date() } = options
  const server = createIrmaServer(options)
  const used = createUsed()

  /**
   * The session's token goes into the memory, which the kit seals before it becomes a cookie: no browser can read it, and only this
   * plugin can use it, for the attempt that it belongs to (T5b). So a plugin still needs no store.
   */
  async function begin({ routesUrl, attributes: tags, signal }: BeginRequest): Promise<Begun> {
    const state = randomId(32)
    const memory: IrmaSession = await server.start(disclosureFor(tags, attributes), signal)
    return { url: `${routesUrl}${waitPath}?state=${state}`, state, memory }
  }

  async function complete(request: CompleteRequest): Promise<Outcome> {
    try {
      return await redeem(request)
    } catch (error) {
      if (error instanceof YiviFault) return { status: 'failed', reason: error.reason }
      if (!(error instanceof RequestError)) throw error
      const reason = error.code.replace('ERR_ID_CONTACT_', '').toLowerCase()
      return { status: 'unavailable', reason }
    }
  }

  async function redeem({
    callback,
    memory,
    attributes: tags,
    signal,
  }: CompleteRequest): Promise<Outcome> {
    const { token } = memory as IrmaSession
    if (callback.searchParams.has('stop')) {
      await end(token)
      return { status: 'cancelled' }
    }
    const jwt = await server.result(token, signal)
    // A server forgets a session some minutes after its end.
    if (jwt === undefined) return { status: 'failed', reason: 'timed_out' }
    const result = await readResult(jwt, { key, issuer, token, now: now() })
    return outcomeOf(result, token, tags)
  }

  async function outcomeOf(
    { status, disclosed, at }: SessionResult,
    token: string,
    tags: string[],
  ): Promise<Outcome> {
    if (status === 'CANCELLED') return { status: 'cancelled' }
    if (status === 'TIMEOUT') return { status: 'failed', reason: 'timed_out' }
    if (status !== 'DONE') {
      await end(token)
      return { status: 'failed', reason: 'not_finished' }
    }
    used.add(token, now())
    return {
      status: 'success',
      attributes: attributesFrom(disclosed, tags, attributes),
      acr: level,
      authenticatedAt: at,
      // Whoever has the code on the screen can send it on. Nothing shows that the app is on the device of this browser, so that is not said.
      crossDevice: true,
    }
  }

  /** So that nobody discloses anything to a session that nobody waits for. If that fails, it times out. */
  async function end(token: string): Promise<void> {
    try {
      await server.cancel(token)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
    }
  }

  return {
    attributes: Object.keys(attributes),
    begin,
    complete,
    routes: waitRoutes(server),
  }
}
