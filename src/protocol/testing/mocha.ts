type Body = () => unknown

interface Mocha {
  describe(title: string, body: () => void): void
  it(title: string, body: Body): void
  beforeEach(body: Body): void
  afterEach(body: Body): void
}

/** What the browser's test runner puts into the page, with types. */
export const { describe, it, beforeEach, afterEach } = globalThis as unknown as Mocha
