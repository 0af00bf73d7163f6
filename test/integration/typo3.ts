/** TypoScript and Fluid, which no linter that can be had here reads: the mistakes in them that show without a running TYPO3. */

/** Braces that do not close, and lines that are neither a value, a reference, a block nor a remark. */
export function wrongTypoScript(text: string): string[] {
  const complaints: string[] = []
  let depth = 0
  const path = String.raw`[\w.\\-]+`
  const known = new RegExp(
    String.raw`^(|[#/].*|\}|${path} \{|${path} (=|=<|<|:=)( .*)?|${path} >)$`,
  )
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim()
    if (!known.test(line)) complaints.push(`${index + 1}: ${line}`)
    if (/^[^#/=]*\{$/.test(line)) depth++
    if (line === '}' && --depth < 0) complaints.push(`${index + 1}: closes what is not open`)
  })
  if (depth > 0) complaints.push(`${depth} not closed`)
  return complaints
}

/** The constants that a set-up reads and that are set nowhere. */
export function unknownConstants(setup: string, constants: string): string[] {
  const path: string[] = []
  const set = new Set<string>()
  for (const line of constants.split('\n').map((raw) => raw.trim())) {
    const [, block] = /^([\w.]+) \{$/.exec(line) ?? []
    const [, name] = /^([\w.]+) =/.exec(line) ?? []
    if (block) path.push(block)
    else if (line === '}') path.pop()
    else if (name) set.add([...path, name].join('.'))
  }
  const read = [...setup.matchAll(/\{\$([\w.]+)\}/g)].map(([, name]) => name!)
  return read.filter((name) => !set.has(name))
}

/** What is used of Fluid's own tags, with what each takes: TYPO3's reference of them, 12.4 and 13.4. */
const tags: Record<string, string[]> = {
  'asset.script': [
    ...['identifier', 'src', 'type', 'integrity', 'crossorigin', 'async', 'defer'],
    ...['nomodule', 'referrerpolicy', 'priority', 'useNonce'],
  ],
  if: ['condition', 'then', 'else'],
  then: [],
  else: ['if'],
  layout: ['name'],
  render: ['section', 'partial', 'arguments', 'optional'],
  section: ['name'],
  translate: ['key', 'id', 'default', 'arguments', 'extensionName', 'languageKey', 'domain'],
}

/** Tags and arguments that Fluid does not have, sections that are not there, values that are never given. */
export function wrongFluid(text: string, given: string[]): string[] {
  const complaints: string[] = []
  for (const [, name, inside] of text.matchAll(/<f:([\w.]+)((?:\s+[\w-]+="[^"]*")*)\s*\/?>/g)) {
    const taken = tags[name!]
    const names = [...inside!.matchAll(/([\w-]+)="/g)].map(([, argument]) => argument!)
    if (!taken) complaints.push(`f:${name}`)
    else
      complaints.push(
        ...names.filter((one) => !taken.includes(one)).map((one) => `f:${name} ${one}`),
      )
  }
  const sections = [...text.matchAll(/<f:section name="(\w+)"/g)].map(([, name]) => name!)
  for (const [, name] of text.matchAll(/<f:render section="(\w+)"/g))
    if (!sections.includes(name!)) complaints.push(`section ${name}`)
  for (const [, name] of text.matchAll(/\{([\w.]+)\}/g))
    if (name !== '_all' && !given.includes(name!)) complaints.push(`{${name}}`)
  return complaints
}
