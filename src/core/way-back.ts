/** Back to the page that asked, with the answer in its address: a one-time code, or why there is none. */
import { isAllowedTarget, withQuery } from '../protocol/url.ts'
import type { Surroundings } from './surroundings.ts'
import { codeLifetime, type CodeTicket, type ReturnTicket } from './tickets.ts'

/** Longest code that still fits into the address of a municipal page, in characters: servers there take 8 KB. */
const longestCode = 6 * 1024

type Core = Pick<Surroundings, 'config' | 'sealer'>
type Page = Pick<ReturnTicket, 'back' | 'state'>

/** @returns undefined when the code would be too long, because of a result in it */
export async function backWithCode(
  core: Core,
  page: Page,
  ticket: CodeTicket,
): Promise<string | undefined> {
  const code = await core.sealer.seal('code', ticket, codeLifetime)
  return code.length > longestCode ? undefined : backTo(core, page, { id_contact_code: code })
}

export function backTo(
  { config }: Core,
  { back, state }: Page,
  answer: Record<string, string>,
): string {
  // The list may have changed since the start.
  if (!back || !isAllowedTarget(back, config.allowedOrigins)) return `${config.serverUrl}/choose`
  return withQuery(back, { ...answer, id_contact_state: state })
}
