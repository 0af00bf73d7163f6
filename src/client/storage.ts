/** The part of `Storage` that is used, so that a test or another host can bring its own. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

interface Kept {
  core: string
  purpose: string
}

/** Tags of what was chosen; without a log-in there is no method for it. */
export interface Started extends Kept {
  authMethod?: string
  commMethod: string
}

/** A started attempt, kept in the tab that started it until the browser comes back (RFC 7636: the verifier stays here). */
export interface StoredAttempt extends Started {
  verifier: string
  /** The one-time code of the return, kept until it is redeemed, so that a reload or a lost network can try again. */
  code?: string
}

/** A running conversation: where it is, and the token that opens it. */
export interface StoredConversation extends Started {
  url: string
  token?: string
}

/**
 * Everything that this tab remembers of one kind, by name. Nothing survives the tab, and an empty shelf leaves no trace. Where
 * the visitor has forbidden storage, nothing is remembered.
 */
export class Shelf<T extends Kept> {
  #key: string
  #storage: SessionStorage | undefined

  constructor(kind: 'attempts' | 'conversations' | 'steps', storage?: SessionStorage) {
    this.#key = `id-contact.${kind}`
    this.#storage = storage
  }

  /** What there is, or what belongs to this core and, when one is named, this purpose. */
  all(core?: string, purpose?: string): [name: string, value: T][] {
    const stored: Record<string, T> =
      this.#use((storage) => JSON.parse(storage.getItem(this.#key)!)) ?? {}
    return Object.entries(stored).filter(
      ([, value]) =>
        value && (!core || value.core === core) && (!purpose || value.purpose === purpose),
    )
  }

  /** Keeps a value, or with `undefined` forgets it. */
  set(name: string, value?: T): void {
    // The last few: somebody who starts again and again leaves no pile of verifiers behind.
    const rest = this.all()
      .filter(([other]) => other !== name)
      .slice(-4)
    if (value) rest.push([name, value])
    this.#use((storage) =>
      rest[0]
        ? storage.setItem(this.#key, JSON.stringify(Object.fromEntries(rest)))
        : storage.removeItem(this.#key),
    )
  }

  #use<R>(action: (storage: SessionStorage) => R): R | undefined {
    try {
      return action(this.#storage ?? sessionStorage)
    } catch {
      return undefined
    }
  }
}
