/** Why an answer of the identity provider is not taken: a word for the log, never something of the answer. */
export class SamlFault extends Error {
  readonly reason: string

  constructor(reason: string, details?: { cause?: unknown }) {
    super(reason, details)
    this.name = 'SamlFault'
    this.reason = reason
  }
}
