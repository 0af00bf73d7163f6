/** The part of `Storage` that is used, so that a test or another host can bring its own. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** A started attempt, kept in the tab that started it until the browser comes back (RFC 7636: the verifier stays here). */
export interface StoredAttempt {
  core: string
  purpose: string
  authMethod: string
  commMethod: string
  verifier: string
  startedAt: number
  /** The one-time code of the return, kept until it is redeemed, so that a reload or a lost network can try again. */
  code?: string
}

/** A running conversation: where it is, and the token that opens it. */
export interface StoredConversation {
  core: string
  purpose: string
  authMethod: string
  commMethod: string
  url: string
  token?: string
}

/** An attempt is over after this time: the core's own tickets live 15 minutes. */
const attemptLifetime = 20 * 60_000

/** Everything that this tab remembers of one kind, by the last part of its key. Nothing survives the tab. */
export class Shelf<T extends { core: string; purpose: string }> {
  #prefix: string
  #storage: SessionStorage | undefined

  constructor(kind: 'attempt' | 'conversation', storage: SessionStorage | undefined) {
    this.#prefix = `id-contact.${kind}.`
    this.#storage = storage ?? sessionStorageOf(globalThis)
  }

  put(id: string, value: T): void {
    this.#storage?.setItem(this.#prefix + id, JSON.stringify(value))
  }

  get(id: string): T | undefined {
    try {
      return JSON.parse(this.#storage?.getItem(this.#prefix + id) ?? '') as T
    } catch {
      return undefined
    }
  }

  remove(id: string): void {
    this.#storage?.removeItem(this.#prefix + id)
  }

  /** What belongs to this core, and to this purpose when one is named. */
  *of(core: string, purpose?: string): Generator<[id: string, value: T]> {
    const count = this.#storage?.length ?? 0
    const keys = Array.from({ length: count }, (_, index) => this.#storage!.key(index) ?? '')
    for (const key of keys) {
      if (!key.startsWith(this.#prefix)) continue
      const id = key.slice(this.#prefix.length)
      const value = this.get(id)
      if (value?.core === core && (!purpose || value.purpose === purpose)) yield [id, value]
    }
  }
}

/** Removes attempts that can no longer come back. */
export function sweep(attempts: Shelf<StoredAttempt>, core: string): void {
  for (const [id, { startedAt }] of attempts.of(core))
    if (Date.now() - startedAt > attemptLifetime) attempts.remove(id)
}

// Reading the property throws where the visitor has forbidden storage.
function sessionStorageOf(window: { sessionStorage?: Storage }): SessionStorage | undefined {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}
