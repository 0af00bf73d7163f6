/** A result that does not count. */
export class YiviFault extends Error {
  /** For the log: small letters and underscores, never something that came in from outside. */
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.name = 'YiviFault'
    this.reason = reason
  }
}
