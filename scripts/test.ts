/**
 * `npm test`: every check and every suite, in the order in which a failure is cheapest to learn of.
 * What keeps one processor busy runs beside another. Arguments name suites (`npm test -- journeys`); without any, all run. The last line counts them all.
 * `npm test -- server browser --coverage` also says how much of the code they reach.
 */
import { readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import {
  fuzzed,
  serverRooms,
  nodeTests,
  results,
  run,
  runSuites,
  tool,
  type Count,
  type Suite,
} from './suites.ts'
import { ensureSystemPackages, programs } from './system.ts'

const chosen = process.argv.slice(2).filter((argument) => argument !== '--coverage')
/** To know what no test reaches costs a third more time. */
const withCoverage = process.argv.includes('--coverage')
// It would not know every function again.
if (withCoverage) process.env.NODE_DISABLE_COMPILE_CACHE = '1'

async function browserTests(): Promise<Count> {
  const file = `${results}/browser.json`
  rmSync(file, { force: true })
  const code = await run('web-test-runner', withCoverage ? ['--coverage'] : [])
  const { passed, failed } = JSON.parse(readFileSync(file, 'utf8')) as Count
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

const rows: Suite[][] = [
  [
    { name: 'build', run: tool(process.execPath, 'scripts/build.ts') },
    { name: 'types', run: tool('tsc', '--noEmit', '-p', 'tsconfig.json') },
  ],
  [
    { name: 'lint', run: tool('eslint', '.', '--max-warnings', '0') },
    { name: 'format', run: tool('prettier', '--check', '--log-level', 'warn', '.') },
  ],
  [
    {
      name: 'server',
      run: nodeTests(
        'server',
        [`src/{${serverRooms}}/**/*.test.ts`, 'examples/**/*.test.ts', 'scripts/**/*.test.ts'],
        [
          // Node leaves one processor to itself, of two that is half.
          `--test-concurrency=${availableParallelism()}`,
          ...(withCoverage
            ? [
                '--experimental-test-coverage',
                `--test-coverage-include=src/{${serverRooms}}/**/*.ts`,
                '--test-coverage-exclude=**/*.test.ts',
              ]
            : []),
        ],
        // `npm run test:fuzz`.
        [fuzzed],
      ),
    },
  ],
  [{ name: 'browser', run: browserTests }],
  [
    {
      name: 'journeys',
      run: nodeTests('journeys', ['test/**/*.test.ts'], ['--test-concurrency=1']),
    },
  ],
]

const { browser, database, proxy } = programs
ensureSystemPackages([browser, database, proxy])
const isChosen = ({ name }: Suite): boolean => chosen.length === 0 || chosen.includes(name)
await runSuites(rows.map((row) => row.filter(isChosen)))
