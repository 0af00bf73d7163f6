/**
 * `npm run test:interop`: our software beside plugins in another language. They run in a Python environment of their own, with the packages
 * that `examples/plugins/requirements.txt` pins by their hashes; it is kept in `.cache/` until that file changes.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildIfStale, nodeTests, run, runSuites, type Count, type Suite } from './suites.ts'
import { ensureSystemPackages, programs } from './system.ts'

const requirements = 'examples/plugins/requirements.txt'
const pins = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
const environment = resolve(`.cache/python-${pins}`)
const program = `${environment}/bin/python`
// Read by test/plugins.ts.
process.env.PYTHON = program

async function python(): Promise<Count> {
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
  // Written last: an environment that was left half made is made again.
  const mark = `${environment}/made`
  if (!existsSync(mark)) {
    rmSync(environment, { recursive: true, force: true })
    const isMade =
      (await run('python3', ['-m', 'venv', environment])) === 0 &&
      (await run(program, [...install, '--require-hashes', '-r', requirements])) === 0
    if (!isMade) return { passed: 0, failed: 1 }
    writeFileSync(mark, '')
  }
  return { passed: 1, failed: 0 }
}

const suites: Suite[] = [
  ...buildIfStale(),
  { name: 'python', run: python },
  {
    name: 'interop',
    run: nodeTests('interop', ['test/interop/*.interop.ts'], ['--test-concurrency=1']),
  },
]

ensureSystemPackages([programs.python])
await runSuites(suites)
