/** A project of somebody else that depends on the package: what was built, and not the sources beside it. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { removeFolder, temporaryFolder } from '../system.ts'

export interface Project {
  readonly folder: string
  write(path: string, text: string): string
  /** Takes over files of the repository. */
  copy(from: string, to: string): void
  /** Runs one of its commands. Gives what it printed, and how it ended. */
  run(command: string, ...args: string[]): { text: string; status: number | null }
  remove(): void
}

/** Options of TypeScript as a strict project of today has them. */
const compilerOptions = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['ES2024', 'DOM', 'DOM.Iterable'],
  strict: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
  // Those of a server are not for a page.
  types: [],
}

export function startProject(packages: string[], settings: object = {}): Project {
  const folder = temporaryFolder()
  const link = (name: string, target: string): void => {
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(resolve(target), path)
  }
  link('id-contact', '.')
  for (const name of packages) link(name, join('node_modules', name))
  const project: Project = {
    folder,
    write(path, text) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      return file
    },
    copy: (from, to) => cpSync(from, join(folder, to), { recursive: true }),
    run(command, ...args) {
      const { stdout, stderr, status } = spawnSync(resolve('node_modules/.bin', command), args, {
        cwd: folder,
        encoding: 'utf8',
      })
      return { text: stdout + stderr, status }
    },
    remove: () => removeFolder(folder),
  }
  project.write('package.json', JSON.stringify({ name: 'page', type: 'module', private: true }))
  project.write(
    'tsconfig.json',
    JSON.stringify({ compilerOptions, include: ['src'], ...settings }, null, 2),
  )
  return project
}
