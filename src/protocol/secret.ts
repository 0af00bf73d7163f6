const redacted = '[redacted]'

/**
 * Holds a value that must not turn up in a log, an error or a dump by accident. Only `reveal()` gives it; printing, concatenating,
 * serialising or inspecting gives `[redacted]`. Being a private field, it is no property that a walk over the object would find.
 */
export class Secret<T> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }

  [Symbol.toPrimitive](): string {
    return redacted
  }

  // What console.log, util.inspect and Node's own error printing call.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted
  }
}
