/**
 * `npm run embed`: puts files into documents. A block of code that begins with ` ```ts file=examples/one.ts ` holds that file, one with
 * `file=examples/one.ts#begin` the lines between `#region begin` and the next `#endregion`, without their indentation and what is empty at
 * their end. A test fails when the two differ, so that what a guide shows is what was tested.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'

export const documents = (): string[] => ['README.md', ...globSync('docs/**/*.md')].sort()

const block = /^```(\w+) file=(\S+)\n([\s\S]*?)^```$/gm

export interface Block {
  /** Path, and `#region` where there is one. */
  source: string
  text: string
}

export const blocksOf = (markdown: string): Block[] =>
  [...markdown.matchAll(block)].map(([, , source, text]) => ({ source: source!, text: text! }))

/** The document with every such block as its file is now. @throws when there is no such file or region */
export const embedded = (markdown: string): string =>
  markdown.replace(
    block,
    (_, language: string, source: string) =>
      `\`\`\`${language} file=${source}\n${textOf(source)}\`\`\``,
  )

export function textOf(source: string): string {
  const [path, region] = source.split('#') as [string, string | undefined]
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return `${(region === undefined ? lines : regionOf(lines, region, source)).join('\n')}\n`
}

function regionOf(lines: string[], name: string, source: string): string[] {
  const marks = (word: string) => new RegExp(`^\\s*(//|#)\\s*#?${word}$`)
  const begin = lines.findIndex((line) => marks(`region ${name}`).test(line))
  const length = lines.slice(begin + 1).findIndex((line) => marks('endregion').test(line))
  if (begin < 0 || length < 0) throw new Error(`There is no such region: ${source}`)
  const inside = lines.slice(begin + 1, begin + 1 + length)
  // Formatters want room around what a language counts as a part; the document does not.
  while (inside.at(-1)?.trim() === '') inside.pop()
  const margins = inside.filter((line) => line.trim()).map((line) => line.search(/\S/))
  const margin = Math.min(...margins)
  return inside.map((line) => line.slice(margin))
}

if (import.meta.main)
  for (const path of documents()) {
    const before = readFileSync(path, 'utf8')
    const after = embedded(before)
    if (after === before) continue
    writeFileSync(path, after)
    console.log(path)
  }
