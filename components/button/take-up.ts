import { authenticateDuring } from '../../src/client/authenticate-during.ts'
import { CitizenConversation } from '../../src/client/conversation.ts'
import type { Choice, ReturnError, ReturnReason } from '../../src/client/index.ts'
import { resume, type ResumeOptions } from '../../src/client/resume.ts'
import { start } from '../../src/client/start.ts'
import type { Contact } from './contact.ts'
import { hasAnswer } from './memory.ts'
import { settle, show } from './standing.ts'

interface TakenUp {
  conversation?: CitizenConversation
  /** Why a log-in during the conversation led nowhere; the conversation runs on. */
  reason?: ReturnReason
}

/** @returns whether there is a conversation; it is shown where `opens` says so, or where somebody is just back */
export async function takeUp(
  contact: Contact,
  core: string,
  options: ResumeOptions,
  opens: boolean,
): Promise<boolean> {
  const wasAnswered = hasAnswer()
  const resuming = leftOff(core, options)
  // Of several elements in a page only the one that started takes the answer out of the address.
  const isReturn = wasAnswered && !hasAnswer()
  if (isReturn) contact.to('returning')
  const { conversation, reason } = await resuming
  contact.conversation = conversation
  if (!conversation) return false
  contact.setback = reason
  contact.choice = { authMethod: conversation.authMethod, commMethod: conversation.commMethod }
  if (isReturn) contact.host.tell('return', reason && { reason })
  if (conversation.identification) await contact.learn()
  settle(contact, opens || isReturn)
  return true
}

/** The browser shows the page from its memory: nobody is leaving or coming back any more. */
export function comeBack(contact: Contact): void {
  const { state, conversation } = contact
  if (state === 'returning') contact.to('closed')
  if (state === 'leaving') contact.to(conversation ? 'identify' : 'method')
  // What this page knows of it may be from before a log-in.
  if (conversation) void contact.run((signal) => contact.resume(signal, false))
}

/** What this tab left off. The agent is told when somebody is back without having logged in. */
async function leftOff(core: string, options: ResumeOptions): Promise<TakenUp> {
  try {
    return { conversation: await resume(core, options) }
  } catch (error) {
    const { reason, purpose } = error as Partial<ReturnError>
    // Not of this tab: whatever it is, it is not about a conversation here.
    const conversation = purpose && (await resume(core, { ...options, url: undefined }))
    if (!conversation) throw error
    return { conversation: await conversation.decline({ ...options, reason }), reason }
  }
}

/** Off to show who somebody is, before the conversation or in the midst of it; or, without a method, straight to the conversation. */
export async function leave(
  contact: Contact,
  core: string,
  { returnUrl: given, ...started }: Choice,
  signal: AbortSignal,
): Promise<void> {
  const { authMethod } = started
  const { conversation } = contact
  const returnUrl = given ? new URL(given, document.baseURI).href : undefined
  const attempt = conversation
    ? await authenticateDuring(conversation, authMethod ?? '', {
        returnUrl,
        lang: started.lang,
        signal,
      })
    : await start(core, { ...started, returnUrl }, { signal })
  signal.throwIfAborted()
  const { clientUrl: url } = attempt
  if (url.startsWith('tel:')) {
    // A published core may answer number and code at once: then there is nowhere to go.
    contact.conversation = new CitizenConversation({ ...started, core, url }, {})
    show(contact)
  } else if (authMethod || !(await contact.resume(signal, true, url))) attempt.go()
}
