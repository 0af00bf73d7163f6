import { sha256 } from '../protocol/digest.ts'
import type { RequestError } from '../protocol/errors.ts'
import { object, text } from '../protocol/session-options.ts'
import type { StartOptions } from './attempt.ts'
import { CitizenConversation, type WireView } from './conversation.ts'
import { coreUrl } from './core-url.ts'
import { requestJson } from './request.ts'
import { retrying } from './retry.ts'
import { reasonOf, ReturnError, type ReturnReason } from './return-error.ts'
import { Shelf, type StoredAttempt, type StoredConversation } from './storage.ts'
import { checkedTarget } from './target.ts'

/** What {@link resume} accepts. */
export interface ResumeOptions extends StartOptions {
  /** Take up only what was started for this purpose, for pages with more than one starting point. */
  purpose?: string
  /** The address that the browser came back to. Default: this page's, and the answer is then removed from it. */
  url?: string
}

/**
 * Takes up what this tab started: redeems the one-time code of a way back, or finds the running conversation again after a
 * reload. Removes `id_contact_…` from the address at once.
 *
 * @returns `undefined` when there is nothing to take up
 * @throws ReturnError when the resident is back from a log-in that led nowhere; `reason` says why. A conversation that the log-in was
 *   during runs on: calling again takes it up
 * @throws RequestError when a server cannot be reached; the answer is kept, so that calling again tries again
 */
export async function resume(
  core: string | URL,
  options: ResumeOptions = {},
): Promise<CitizenConversation | undefined> {
  const base = coreUrl(core)
  const { purpose, storage, url } = options
  const attempts = new Shelf<StoredAttempt>('attempts', storage)
  const address = new URL(url ?? location.href)
  const [code, error, state] = ['code', 'error', 'state'].map((name) => {
    const value = address.searchParams.get(`id_contact_${name}`)
    address.searchParams.delete(`id_contact_${name}`)
    return value
  })
  const attempt = attempts.all().find(([name]) => name === state)?.[1]
  const isOurs = !attempt || (attempt.core === base && (!purpose || attempt.purpose === purpose))
  if ((code || error) && isOurs) {
    if (!url) history.replaceState(history.state, '', address)
    if (!attempt) throw new ReturnError('other_device')
    if (!code) {
      forget(attempts, attempt)
      throw new ReturnError(reasonOf(error!), attempt.purpose)
    }
    attempts.set(state!, { ...attempt, code })
  }
  for (const [, started] of attempts.all(base, purpose))
    if (started.code) return redeem(started, attempts, options)
  const conversations = new Shelf<StoredConversation>('conversations', storage)
  const [[, stored] = []] = conversations.all(base, purpose)
  return stored && new CitizenConversation(stored, options).refresh(options)
}

/** Of what was started for the same purpose and led nowhere, nothing stays either. */
function forget(attempts: Shelf<StoredAttempt>, { core, purpose }: StoredAttempt): void {
  for (const [name] of attempts.all(core, purpose)) attempts.set(name)
}

/** Code and verifier against the conversation's address and handover, and those against the conversation. */
async function redeem(
  attempt: StoredAttempt,
  attempts: Shelf<StoredAttempt>,
  options: ResumeOptions,
): Promise<CitizenConversation> {
  const { code, verifier, ...started } = attempt
  try {
    const { client_url, handover, result } = await requestJson<ResumeAnswer>(
      `${started.core}/resume`,
      options,
      { body: { code, code_verifier: verifier } },
    )
    const url = checkedTarget(client_url, started.core)
    // The result may still be on its way from the authentication plugin: 409 leaves the handover unused.
    // Of this browser alone: when the answer gets lost, it is given again to whoever has the same key.
    const key = await sha256(url + verifier)
    const open = () => requestJson<Opened>(url, options, { body: { handover, result, key } })
    const opened = handover ? await retrying(open, options.signal) : undefined
    const token = opened && text(opened.token)
    const view = opened && (object(opened.conversation) as unknown as WireView)
    // A published communication plugin knows no handover.
    const query = token || !result ? '' : `${url.includes('?') ? '&' : '?'}result=${text(result)}`
    forget(attempts, attempt)
    return new CitizenConversation(
      { ...started, url: checkedTarget(url + query, started.core), token },
      options,
      view,
    )
  } catch (error) {
    const { status, problem } = error as Partial<RequestError>
    // Everything but a refusal may go better next time; so may a conflict (409) and a busy server (429).
    if (!/^4(?!09|29)/.test(status as unknown as string)) throw error
    forget(attempts, attempt)
    throw new ReturnError(meaningOf(JSON.stringify(problem?.type)), started.purpose, {
      cause: error,
    })
  }
}

/** What a refusal means for a resident: already-used, invalid-handover; authentication-failed, invalid-result, result-by-browser; the rest. */
const meaningOf = (problem: string | undefined): ReturnReason =>
  /used|handover/.test(problem!)
    ? 'other_device'
    : /failed|result/.test(problem!)
      ? 'failed'
      : 'expired'

interface ResumeAnswer {
  client_url?: unknown
  handover?: unknown
  result?: unknown
}

interface Opened {
  token?: unknown
  conversation?: unknown
}
