import type { Queue, WaitingConversation } from '../../src/agent/index.ts'
import { longestFirst, type Row } from './view.ts'

/** How long a row stays after a colleague took it, in milliseconds. */
const takenStays = 5000

interface Host {
  onArrival(row: WaitingConversation): void
  onTaken(row: WaitingConversation): void
  onChange(): void
}

/** Who waits, and for a moment whom a colleague took. */
export class Waiting {
  rows: Row[] = []
  emptySince: Date | undefined
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  /** @param now the desk's time */
  show({ waiting, left }: Queue, before: Queue | undefined, now: number): void {
    const leaving = this.rows.find(({ id }) => id === left?.id)
    const taken = this.rows.filter((row) => row.isTaken && !waiting.some(({ id }) => id === row.id))
    this.rows = [...waiting]
    if (taken.length) this.#sort([...waiting, ...taken])
    if (leaving && left?.reason === 'accepted' && left.by === 'colleague') this.#markTaken(leaving)
    if (before?.waiting.length && !waiting.length) this.emptySince = new Date(now)
    if (waiting.length) this.emptySince = undefined
    if (!before || left) return
    const known = new Set(before.waiting.map(({ id }) => id))
    for (const row of waiting) if (!known.has(row.id)) this.#host.onArrival(row)
  }

  /** A colleague was first. */
  taken(id: string): void {
    const row = this.rows.find((row) => row.id === id)
    if (row) this.#markTaken(row)
  }

  forget(): void {
    this.rows = []
    this.emptySince = undefined
  }

  #markTaken(row: Row): void {
    this.#sort([...this.rows.filter(({ id }) => id !== row.id), { ...row, isTaken: true }])
    if (!row.isTaken) this.#host.onTaken(row)
    this.#host.onChange()
    setTimeout(() => {
      this.rows = this.rows.filter(({ id, isTaken }) => id !== row.id || !isTaken)
      this.#host.onChange()
    }, takenStays)
  }

  #sort(rows: Row[]): void {
    this.rows = rows.sort(longestFirst)
  }
}
