/** The licences of the packages whose code is in a bundle: they ask that their text goes where the code goes. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Package {
  name: string
  version: string
  license: string
}

/** The folder of the innermost package that a module belongs to; none for a module of ours. */
const folderOf = (module: string): string | undefined =>
  /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module.replaceAll('\\', '/'))?.[1]

/**
 * A text with the name, version and licence of every package that the modules come from; packages under one and the same text stand together.
 *
 * @param modules - Paths of the modules in the bundles, as Rollup tells them
 * @throws {@link Error} when a package has no file with its licence
 */
export function licensesOf(modules: Iterable<string>): string {
  const packages = new Map<string, string[]>()
  for (const folder of new Set([...modules].sort().map(folderOf))) {
    if (!folder) continue
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as Package
    const file = readdirSync(folder).find((one) => /^licen[cs]e(\.(md|txt))?$/i.test(one))
    if (!file) throw new Error(`${name} is in a bundle, and has no file with its licence`)
    const text = readFileSync(join(folder, file), 'utf8').trim()
    packages.set(text, [...(packages.get(text) ?? []), `${name} ${version} (${license})`])
  }
  const entries = [...packages].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`)
  return [
    'The scripts beside this file are ID Contact, under the EUPL-1.2. They contain the packages below, each under its own licence.\n',
    ...entries,
  ].join(`\n${'-'.repeat(80)}\n\n`)
}
