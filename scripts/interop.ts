/** `npm run test:interop`: our software beside plugins in another language, in an environment of Python of their own. */
import { python } from './python.ts'
import { buildIfStale, nodeTests, runSuites, type Suite } from './suites.ts'
import { ensureSystemPackages, programs } from './system.ts'

const rows: Suite[][] = [
  buildIfStale(),
  [python('examples/plugins/requirements.txt')],
  [
    {
      name: 'interop',
      run: nodeTests('interop', ['test/interop/*.interop.ts'], ['--test-concurrency=1']),
    },
  ],
]

ensureSystemPackages([programs.python])
await runSuites(rows)
