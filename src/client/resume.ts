import { RequestError } from '../protocol/errors.ts'
import { withQuery } from '../protocol/url.ts'
import { CitizenConversation } from './conversation.ts'
import { badAnswer, json, requestJson } from './request.ts'
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
  const { purpose, storage } = options
  const attempts = new Shelf<StoredAttempt>('attempt', storage)
  const back = readReturn(options.url ?? location.href)
  if (back) {
    const attempt = attempts.get(back.state)
    if (attempt && (attempt.core !== base || (purpose && attempt.purpose !== purpose))) return
    if (!options.url) history.replaceState(history.state, '', back.clean)
    if (!attempt) throw new ReturnError('other_device')
    if (!back.code) {
      attempts.remove(back.state)
      throw new ReturnError(reasonOf(back.error ?? ''), attempt.purpose)
    }
    attempts.put(back.state, { ...attempt, code: back.code })
  }
  for (const [state, attempt] of attempts.of(base, purpose)) {
    if (attempt.code) return redeem(state, attempt, attempts, options)
  }
  const conversations = new Shelf<StoredConversation>('conversation', storage)
  for (const [, stored] of conversations.of(base, purpose)) {
    return new CitizenConversation(stored, options).refresh(options)
  }
  return
}

/** Code and verifier against the conversation's address and handover, and those against the conversation. */
async function redeem(
  state: string,
  attempt: StoredAttempt,
  attempts: Shelf<StoredAttempt>,
  options: ResumeOptions,
): Promise<CitizenConversation> {
  const { core, purpose, authMethod, commMethod, code, verifier } = attempt
  try {
    const answer = (await requestJson(
      `${core}/resume`,
      json({ code, code_verifier: verifier }),
      options,
    )) as ResumeAnswer | null
    const target = checkedTarget(answer?.client_url, core)
    const { handover, result } = answer!
    const shared = { core, purpose, authMethod, commMethod }
    if (!handover) {
      const url = result ? withQuery(target, { result }) : target
      attempts.remove(state)
      return new CitizenConversation({ ...shared, url }, options)
    }
    const opened = await open(target, { handover, result }, options)
    attempts.remove(state)
    return new CitizenConversation(
      { ...shared, url: target, token: opened.token },
      options,
      opened.conversation,
    )
  } catch (error) {
    const { status = 0, problem } = error instanceof RequestError ? error : {}
    if (status < 400 || status >= 500 || status === 409 || status === 429) throw error
    attempts.remove(state)
    const reason = problem === 'already-used' ? 'other_device' : 'expired'
    throw new ReturnError(reason, purpose, { cause: error })
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
      const opened = (await requestJson(target, json(body), options)) as Opened | null
      if (typeof opened?.token !== 'string' || !opened.conversation) throw badAnswer()
      return opened
    } catch (error) {
      if (!left || !(error instanceof RequestError) || error.status !== 409) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
      options.signal?.throwIfAborted()
    }
  }
}

interface Return {
  state: string
  code: string | null
  error: string | null
  /** The address without the answer. */
  clean: string
}

function readReturn(address: string): Return | undefined {
  const url = new URL(address)
  const take = (name: string): string | null => {
    const value = url.searchParams.get(`id_contact_${name}`)
    url.searchParams.delete(`id_contact_${name}`)
    return value
  }
  const [code, error, state] = [take('code'), take('error'), take('state')]
  if (!code && !error) return
  return { code, error, state: state ?? '', clean: url.href }
}
