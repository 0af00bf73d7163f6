/** The configuration of the demonstration, with something else in it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folderOf = 'examples/demo'

/**
 * @param changes what stands there, and what is to stand there instead
 * @param more what comes after all of it
 * @returns the file, in `folder`
 * @throws Error when something does not stand there
 */
export function changedDemonstration(
  folder: string,
  changes: readonly (readonly [from: string, to: string])[],
  more = '',
): string {
  // From another folder.
  const statics = ['"static"', JSON.stringify(resolve(folderOf, 'static'))] as const
  let text = readFileSync(join(folderOf, 'id-contact.toml'), 'utf8')
  for (const [from, to] of [statics, ...changes]) {
    if (!text.includes(from)) throw new Error(`The demonstration has no ${from}`)
    text = text.replace(from, () => to)
  }
  const file = join(folder, 'id-contact.toml')
  writeFileSync(file, text + more)
  return file
}
