import type { RequestError } from '../protocol/errors.ts'
import { CitizenConversation } from './conversation.ts'
import { badAnswer, requestJson } from './request.ts'
import { reasonOf, ReturnError } from './return-error.ts'
import type { StartOptions } from './start.ts'
import { Shelf, type StoredAttempt, type StoredConversation } from './storage.ts'
import { checkedTarget, coreUrl } from './target.ts'

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
 * @throws ReturnError when the resident is back without a conversation; `reason` says why
 * @throws RequestError when a server cannot be reached; the answer is kept, so that calling again tries again
 */
export async function resume(
  core: string | URL,
  options: ResumeOptions = {},
): Promise<CitizenConversation | undefined> {
  const base = coreUrl(core)
  const { purpose, storage, url } = options
  const attempts = new Shelf<StoredAttempt>('attempts', storage)
  const { code, error, state, clean } = readReturn(url ?? location.href)
  if (code || error) {
    const attempt = attempts.all().find(([name]) => name === state)?.[1]
    if (attempt && (attempt.core !== base || (purpose && attempt.purpose !== purpose))) return
    if (!url) history.replaceState(history.state, '', clean)
    if (!attempt) throw new ReturnError('other_device')
    attempts.set(state, code ? { ...attempt, code } : undefined)
    if (!code) throw new ReturnError(reasonOf(error), attempt.purpose)
  }
  for (const [name, attempt] of attempts.all(base, purpose))
    if (attempt.code) return redeem(name, attempt, attempts, options)
  const conversations = new Shelf<StoredConversation>('conversations', storage)
  const [[, stored] = []] = conversations.all(base, purpose)
  return stored && new CitizenConversation(stored, options).refresh(options)
}

/** Code and verifier against the conversation's address and handover, and those against the conversation. */
async function redeem(
  state: string,
  { code, verifier, ...started }: StoredAttempt,
  attempts: Shelf<StoredAttempt>,
  options: ResumeOptions,
): Promise<CitizenConversation> {
  try {
    const body = { code, code_verifier: verifier }
    const answer = await requestJson(`${started.core}/resume`, options, { body })
    const { client_url, handover, result } = (answer ?? {}) as ResumeAnswer
    let url = checkedTarget(client_url, started.core)
    const opened = handover ? await open(url, { handover, result }, options) : undefined
    if (!opened && result)
      url += `${url.includes('?') ? '&' : '?'}result=${encodeURIComponent(result)}`
    attempts.set(state)
    const stored = { ...started, url, token: opened?.token }
    return new CitizenConversation(stored, options, opened?.conversation)
  } catch (error) {
    const { status = 0, problem } = error as Partial<RequestError>
    if (status < 400 || status >= 500 || status === 409 || status === 429) throw error
    attempts.set(state)
    const used = problem?.type === 'urn:id-contact:problem:already-used'
    throw new ReturnError(used ? 'other_device' : 'expired', started.purpose, { cause: error })
  }
}

interface ResumeAnswer {
  client_url?: unknown
  handover?: string
  result?: string
}

interface Opened {
  token: string
  conversation: unknown
}

const tries = 3
const pause = 1000

/** The result may still be on its way from the authentication plugin: 409 leaves the handover unused. */
async function open(target: string, body: object, options: ResumeOptions): Promise<Opened> {
  for (let left = tries; ; left--) {
    try {
      const opened = (await requestJson(target, options, { body })) as Opened | null
      if (typeof opened?.token !== 'string' || !opened.conversation) throw badAnswer()
      return opened
    } catch (error) {
      if (!left || (error as Partial<RequestError>).status !== 409) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
      options.signal?.throwIfAborted()
    }
  }
}

interface Return {
  code: string
  error: string
  state: string
  /** The address without the answer. */
  clean: string
}

function readReturn(address: string): Return {
  const url = new URL(address)
  const take = (name: string): string => {
    const value = url.searchParams.get(name) ?? ''
    url.searchParams.delete(name)
    return value
  }
  return {
    code: take('id_contact_code'),
    error: take('id_contact_error'),
    state: take('id_contact_state'),
    clean: url.href,
  }
}
