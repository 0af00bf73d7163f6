/**
 * An environment of Python for tests, with the packages that a file pins by their hashes; it is kept in `.cache/` until that file changes.
 * Tests read where its program is from `PYTHON`.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { run, type Count, type Suite } from './suites.ts'

export function python(requirements: string): Suite {
  const pins = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const environment = resolve(`.cache/python-${pins}`)
  const program = `${environment}/bin/python`
  process.env.PYTHON = program
  return { name: 'python', run: () => made(environment, program, requirements) }
}

async function made(environment: string, program: string, requirements: string): Promise<Count> {
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
  // Written last: an environment that was left half made is made again.
  const mark = `${environment}/made`
  if (!existsSync(mark)) {
    rmSync(environment, { recursive: true, force: true })
    const isMade =
      (await run('python3', ['-m', 'venv', environment])) === 0 &&
      // The file names every package that is needed; whatever else one of them asks for is not.
      (await run(program, [...install, '--no-deps', '--require-hashes', '-r', requirements])) === 0
    if (!isMade) return { passed: 0, failed: 1 }
    writeFileSync(mark, '')
  }
  return { passed: 1, failed: 0 }
}
