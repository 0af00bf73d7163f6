/** One resident's conversation, for whoever holds its token: how it stands, more time, a new code, the end. */
import type { ConversationView } from '../protocol/messages-conversation.ts'
import { Refusal } from '../web/index.ts'
import type { StoredConversation } from '../store/index.ts'
import { audit } from './audit.ts'
import { callBackOf } from './call-back.ts'
import { withFreshCode } from './code.ts'
import { tagsOf, type Surroundings } from './surroundings.ts'

/**
 * The conversation at this address, when one of the tokens opens it.
 * @throws Refusal `gone` when it has ended, `unauthorized` when none of the tokens is its own
 */
export async function find(
  { store, keyedHash, config }: Surroundings,
  ref: string,
  tokens: string[],
): Promise<StoredConversation> {
  const key = await keyedHash('ref', ref)
  const conversation = await store.byRef(key)
  if (!conversation || conversation.plugin !== config.tag) throw new Refusal('gone')
  for (const token of tokens) {
    const opened = await store.byToken(await keyedHash('token', token))
    if (opened?.id === conversation.id) return opened
  }
  // It may have ended since the first look, and then no token opens anything.
  throw new Refusal((await store.byRef(key)) ? 'unauthorized' : 'gone')
}

export async function view(
  { config, sealer, now }: Surroundings,
  conversation: StoredConversation,
): Promise<ConversationView> {
  const {
    state,
    code,
    codeExpiresAt,
    purpose,
    channel,
    result,
    session,
    identification,
    agentName,
    moved,
  } = conversation
  const isOver =
    state === 'expired' || (state === 'waiting' && codeExpiresAt && codeExpiresAt <= now())
  const digits =
    code && state === 'waiting' && !isOver ? await sealer.open<string>('code', code) : undefined
  const name = agentName && (await sealer.open<string>('agent-name', agentName).catch(() => ''))
  return {
    state: isOver ? 'expired' : state === 'active' ? 'active' : 'waiting',
    channel,
    purpose,
    identified: result !== undefined,
    ...(session !== undefined && { log_out: true }),
    ...(moved && { moved }),
    ...callBackOf(config, conversation),
    ...(name && { agent: { name } }),
    ...(identification && { identification: { state: identification.state } }),
    ...config.channel.view(conversation, digits),
  } as ConversationView
}

/** A new code for a conversation that waits; the log-in still counts. @throws Refusal */
export async function renew(comm: Surroundings, conversation: StoredConversation): Promise<void> {
  const outcome = await withFreshCode(comm, async (code) =>
    code ? comm.store.setCode(conversation.id, { code }) : 'not-waiting',
  )
  if (outcome !== 'set') throw new Refusal('not-waiting')
  comm.log({ event: 'code_renewed', ...tagsOf(conversation) })
}

/** More time for the same code (WCAG 2.2.1). @throws Refusal */
export async function extend(comm: Surroundings, conversation: StoredConversation): Promise<void> {
  const { config, store, sealer, keyedHash, now } = comm
  const rule = config.channel.code
  const current = await view(comm, conversation)
  if (!rule || !conversation.code || current.state !== 'waiting') throw new Refusal('not-waiting')
  if (conversation.extensions >= rule.extensions) throw new Refusal('no-extensions-left')
  const digits = await sealer.open<string>('code', conversation.code)
  const outcome = await store.setCode(conversation.id, {
    extension: true,
    code: {
      key: await keyedHash('code', digits),
      sealed: conversation.code,
      expiresAt: new Date(now().getTime() + rule.lifetime * 1000),
    },
  })
  if (outcome !== 'set') throw new Refusal('not-waiting')
}

/** The resident stops: the row and its token are deleted. */
export async function stop(comm: Surroundings, conversation: StoredConversation): Promise<void> {
  const reason = conversation.state === 'active' ? 'ended' : 'withdrawn'
  if (!(await comm.store.end(conversation.id, { reason }))) return
  comm.log({ event: 'conversation_ended', outcome: reason, ...tagsOf(conversation) })
  await audit(comm, conversation, { event: 'conversation_ended', outcome: reason })
}
