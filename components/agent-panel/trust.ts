import type { AgentConversation, Desk, TrustedMethod } from '../../src/agent/index.ts'
import type { Verdict } from './view.ts'

/** The cryptography is large, so it comes when there is something to check. A bundle pins it by its hash. */
const loadCheck = () => import('./trust/check.ts')

/** What this side itself makes of the signature under what the desk says. In memory only, and forgotten with the connection. */
export class Trust {
  verdict: Verdict = 'checking'
  /** Plugins that the page names itself: those of the desk do not count then. */
  pinned: readonly TrustedMethod[] | undefined
  /** When there is a verdict on what was judged last. */
  settled: Promise<unknown> = Promise.resolve()
  #methods: readonly TrustedMethod[] | undefined
  #seen = new Map<string, string>()
  #judged: AgentConversation['identity'] | undefined

  forget(): void {
    this.#methods = this.#judged = undefined
    this.#seen.clear()
    this.verdict = 'checking'
  }

  /** @returns whether there is a verdict that was not there before */
  async judge(conversation: AgentConversation, desk: Desk): Promise<boolean> {
    const { identity } = conversation
    if (identity === this.#judged) return false
    this.#judged = identity
    this.verdict = 'checking'
    // Of values that were put away meanwhile, there is nothing to be said any more.
    const isCurrent = () => identity === this.#judged && identity === conversation.identity
    this.settled = this.#verdictOn(conversation, desk).then((verdict) => {
      if (isCurrent()) this.verdict = verdict
    })
    await this.settled
    return isCurrent()
  }

  async #verdictOn(conversation: AgentConversation, desk: Desk): Promise<Verdict> {
    try {
      const { check } = await loadCheck()
      const known = this.pinned ?? this.#methods
      const methods = known ?? (this.#methods = await desk.trustedMethods())
      const verdict = await check(conversation, methods, this.#seen)
      if (verdict === 'good' || !known || this.pinned) return verdict
      // The plugin may have new keys since they were asked for.
      this.#methods = await desk.trustedMethods()
      return await check(conversation, this.#methods, this.#seen)
    } catch {
      return 'unchecked'
    }
  }
}
