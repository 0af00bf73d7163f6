/** How every part has to answer, whatever came in. */
import assert from 'node:assert/strict'

export interface Expected {
  /** What is refused is refused in a problem document (default), on a page, where a person looks, or in one of them. */
  as?: 'problem' | 'page' | 'either'
  /** Another part failed: 502 to 504 are right as well. */
  passesOn?: boolean
}

/** Shorter texts stand in answers by chance. */
const shortest = 12

/**
 * Never a 500, and what is refused in a form that the sender can read, without a word of what was sent.
 * @param sent what came in: texts, and messages with texts and names in them
 */
export async function assertAnswered(
  answer: Response,
  sent: unknown[],
  { as = 'problem', passesOn = false }: Expected = {},
): Promise<void> {
  const { status, headers } = answer
  const type = headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) return answer.body?.cancel()
  const text = await answer.text()
  const isPassedOn = passesOn && status >= 502 && status <= 504
  assert.ok((status >= 200 && status < 500) || isPassedOn, `${status} ${text.slice(0, 300)}`)
  if (status < 400) return
  const form = { 'application/problem+json': 'problem', 'text/html; charset=utf-8': 'page' }[type]
  assert.ok(form && [form, 'either'].includes(as), `${status} with ${type || 'no type'}`)
  const shown = [text, ...headers.values()].join('\n')
  for (const part of textsIn(sent))
    assert.ok(!shown.includes(part), `${status} says what was sent: ${part.slice(0, 80)}`)
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.length >= shortest ? [value] : []
  if (typeof value !== 'object' || value === null || depth > 12) return []
  return Object.entries(value).flatMap(([name, one]) => [
    // Names of the protocol may be said.
    ...(/^[a-z_]{1,32}$/.test(name) ? [] : textsIn(name)),
    ...textsIn(one, depth + 1),
  ])
}

/** Bytes or a part of an address, as they would stand in an answer. */
export function textOf(sent: Uint8Array | string): string {
  if (typeof sent !== 'string') return new TextDecoder().decode(sent)
  try {
    return decodeURIComponent(sent)
  } catch {
    return sent
  }
}
