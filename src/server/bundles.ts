/** The built browser bundles of this package: where they are, their version and their hashes. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The browser bundles of a package. */
export interface Bundles {
  /** The version of this package. */
  version: string
  /** Where the bundles are, built or not. */
  folder: string
  /** Subresource Integrity hash of a bundle (`sha384-…`); undefined when it is not built. */
  integrityOf(file: string): string | undefined
}

/** Looks in the package that this module belongs to, as sources or compiled. */
export function findBundles(root: string = packageRoot()): Bundles {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  const folder = join(root, 'dist', 'cdn')
  return {
    version,
    folder,
    integrityOf(file) {
      const list = join(folder, 'integrity.json')
      if (!existsSync(list)) return undefined
      const hashes = JSON.parse(readFileSync(list, 'utf8')) as Record<string, string>
      return hashes[file]
    },
  }
}

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('The package.json of id-contact is missing')
    folder = above
  }
  return folder
}
