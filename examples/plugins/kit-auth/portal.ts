/** Authentication by the session that a resident already has at the municipality's own portal, "Mijn Juinen". */
import { randomId, sha256, type AuthModule, type Success } from 'id-contact/auth'

const portalLogin: AuthModule = ({ setting, fetch }) => {
  const portal = setting('portal')
  const password = setting('password')

  return {
    attributes: ['name', 'date_of_birth', 'address'],

    // The portal asks the resident, and sends the browser back with a code that is good for nothing without the verifier.
    async begin({ callbackUrl, attributes }) {
      const state = randomId()
      const verifier = randomId(32)
      const url = new URL('/contact', portal)
      url.searchParams.set('callback', callbackUrl)
      url.searchParams.set('state', state)
      url.searchParams.set('challenge', await sha256(verifier))
      url.searchParams.set('attributes', attributes.join(' '))
      return { url: url.href, state, memory: verifier }
    },

    // Who it is goes from server to server, never through the browser: its addresses are kept and logged.
    async complete({ callback, memory: verifier }) {
      const code = callback.searchParams.get('code')
      if (!code) return { status: 'cancelled' }
      const answer = await fetch(new URL('/contact/person', portal), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${password}` },
        body: JSON.stringify({ code, verifier }),
        redirect: 'error',
        signal: AbortSignal.timeout(5000),
      })
      if (!answer.ok) return { status: 'failed', reason: 'code_refused' }
      const { name, date_of_birth, address, level, since } = await answer.json()
      return {
        status: 'success',
        attributes: { name, date_of_birth, address },
        acr: level,
        authenticatedAt: new Date(since),
      } satisfies Success
    },
  }
}
export default portalLogin
