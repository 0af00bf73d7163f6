/** The table "What works with what" of docs/compatibility.md: what is written there is what has to happen. */
import { readFileSync } from 'node:fs'

type Side = 'ours' | 'published'

export interface Row {
  core: Side
  auth: Side
  comm: Side
  /** By the name of their column: `yes`, `–` where it does not come up, or the letter of the refusal below the table. */
  cells: Record<string, string>
}

/** @throws Error when there is no such table in the document */
export function readTable(path: string): Row[] {
  const [, section] = readFileSync(path, 'utf8').split('## What works with what\n')
  const [table] = (section ?? '').split('\n## ')
  const lines = table!.split('\n').filter((line) => line.startsWith('|'))
  const [header, , ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  if (!header || rows.length === 0) throw new Error('There is no table')
  return rows.map((values) => {
    const cells = Object.fromEntries(header.map((name, index) => [name, values[index]!]))
    const { core, authentication, conversation, ...others } = cells
    return {
      core: core as Side,
      auth: authentication as Side,
      comm: conversation as Side,
      cells: others,
    }
  })
}
