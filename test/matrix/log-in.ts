/** A way to log in at a provider that is the test: it sends the browser back with what became of it. */
import { randomUUID } from 'node:crypto'
import type { AuthModule } from '../../src/auth/index.ts'
import { zoe } from '../people.ts'

const logIn: AuthModule = ({ setting }) => {
  const page = setting('page')
  const attributes: Record<string, string> = { name: zoe.claims.name, email: zoe.claims.email! }
  return {
    attributes: Object.keys(attributes),
    async begin({ callbackUrl }) {
      const state = randomUUID()
      return { url: `${page}?${new URLSearchParams({ callbackUrl, state })}`, state, memory: null }
    },
    async complete({ callback }) {
      const isProven = callback.searchParams.get('outcome') === 'success'
      return isProven ? { status: 'success', attributes } : { status: 'failed', reason: 'played' }
    },
  }
}
export default logIn
