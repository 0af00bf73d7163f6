import { authenticateDuring } from '../../src/client/authenticate-during.ts'
import type {
  Attempt,
  Choice,
  CitizenConversation,
  ReturnError,
  ReturnReason,
} from '../../src/client/index.ts'
import { resume, type ResumeOptions } from '../../src/client/resume.ts'

export interface TakenUp {
  conversation?: CitizenConversation
  /** Why a log-in during the conversation led nowhere; the conversation runs on. */
  reason?: ReturnReason
}

/** What this tab left off. The agent is told when somebody is back without having logged in. */
export async function takeUp(core: string, options: ResumeOptions): Promise<TakenUp> {
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

/** Off to show who somebody is, in the midst of the conversation. */
export const leave = (
  conversation: CitizenConversation,
  { authMethod = '', returnUrl }: Choice,
  signal: AbortSignal,
): Promise<Attempt> => authenticateDuring(conversation, authMethod, { returnUrl, signal })
