/** JSON as it may stand in a token: of one meaning only, and small. */

/** Deepest nesting of objects and lists. */
const deepest = 8

/**
 * Parses JSON and refuses what parsers do not agree on: a name that occurs twice in one object (RFC 7515 section 4 and RFC 7519
 * section 4 ask for uniqueness; `JSON.parse` silently takes the last, other software the first, so one token could mean two things), the
 * name `__proto__`, and nesting deeper than 8.
 * @throws SyntaxError
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  refuseAmbiguity(text)
  return value
}

// `JSON.parse` has said that the text is well-formed, so strings and brackets are all that is left to tell apart.
const stringsAndBrackets = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g

function refuseAmbiguity(text: string): void {
  const open: Set<string>[] = []
  for (const [token, colon] of text.matchAll(stringsAndBrackets)) {
    if (token === '}' || token === ']') open.pop()
    else if (token === '{' || token === '[') {
      if (open.push(new Set()) > deepest) throw new SyntaxError('JSON is nested too deep')
    } else if (colon !== undefined) {
      // Compared as read, not as written: "a" and "\u0061" are the same name.
      const name = JSON.parse(token.slice(0, -colon.length)) as string
      const names = open.at(-1)!
      if (names.has(name) || name === '__proto__')
        throw new SyntaxError('JSON has an ambiguous name')
      names.add(name)
    }
  }
}
