/** The authentication plugin that the checker plays keeps the log-in of a result, and hears of it at `session_url`. */
import { randomId } from '../../../protocol/digest.ts'
import { expect } from '../requirement.ts'
import type { Tools } from '../tools.ts'

interface Keeping extends Pick<Tools, 'stage' | 'timeout'> {
  settings: { login: { server_url?: string | undefined } }
}

export const newSessionUrl = ({ settings: { login }, stage }: Keeping): string =>
  `${login.server_url ?? stage.address}/session/${randomId()}`

/** @throws Unmet when it does not come */
export async function expectHeard(
  { stage, timeout }: Keeping,
  sessionUrl: string,
  type: 'user_active' | 'logout',
): Promise<void> {
  const isMeant = ({ method, url }: { method: string; url: string }): boolean =>
    method === 'POST' && url === `${sessionUrl}?type=${type}`
  expect(await stage.heard(isMeant, timeout), `${type} at session_url`, 'none')
}
