/** The page at which somebody logs in: a choice, as at a test environment. */
import type { ReadRequest } from './messages.ts'

export const people = { one: '999990019', other: '999990020' } as const

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

export function loginPage({ id, word, state, callback }: ReadRequest): string {
  const hidden = Object.entries({ id, word, state, callback })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`)
    .join('')
  return `<!doctype html><html lang="nl"><title>Inloggen</title><h1>Inloggen</h1>
<form method="post" action="/finish">${hidden}
<button name="bsn" value="${people.one}">Inloggen</button>
<button name="status" value="AuthnFailed">Annuleren</button></form>`
}

/** What a browser posts when somebody has chosen. */
export function chosen(page: string, choice: Record<string, string>): Record<string, string> {
  const fields = [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
    ([, name, value]) => [
      name!,
      value!.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    ],
  )
  return { ...(Object.fromEntries(fields) as Record<string, string>), ...choice }
}
