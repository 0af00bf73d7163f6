/**
 * `npm test`: every check and every suite, in the order in which a failure is cheapest to learn of.
 * Arguments name suites (`npm test -- journeys`); without any, all run. The last line counts them all.
 */
import { spawn } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureSystemPackages } from './system.ts'

interface Count {
  passed: number
  failed: number
}
interface Suite {
  name: string
  run: () => Promise<Count>
}

/** Runs a command with its output shown; resolves to its exit code. */
function run(command: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** A tool that passes or fails as a whole counts as one. */
const tool =
  (command: string, ...args: string[]) =>
  async (): Promise<Count> => {
    const code = await run(command, args)
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  }

const results = 'coverage'
const serverRooms = 'protocol,store,web,core,auth,comm,server'

/** Node's own runner. A run that ends badly without naming a failed test still counts as one failure. */
const nodeTests =
  (name: string, patterns: string[], options: string[] = []) =>
  async (): Promise<Count> => {
    const files = patterns.flatMap((pattern) => globSync(pattern)).sort()
    const tap = `${results}/${name}.tap`
    const code = await run(process.execPath, [
      '--test',
      '--test-reporter=dot',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${tap}`,
      ...options,
      ...files,
    ])
    const report = readFileSync(tap, 'utf8')
    if (code !== 0) console.log(failuresOf(report))
    const coverage = report.match(/^# all files.*$/m)?.[0]
    if (coverage) console.log(`coverage (lines, branches, functions): ${coverage.slice(2)}`)
    const count = (key: string) =>
      Number(report.match(new RegExp(`^# ${key} (\\d+)$`, 'm'))?.[1] ?? 0)
    const failed = count('fail') + count('cancelled')
    return { passed: count('pass'), failed: code !== 0 && failed === 0 ? 1 : failed }
  }

function failuresOf(tap: string): string {
  const lines = tap.split('\n')
  return lines
    .flatMap((line, index) => (/^\s*not ok/.test(line) ? lines.slice(index, index + 30) : []))
    .slice(0, 400)
    .join('\n')
}

async function browserTests(): Promise<Count> {
  const file = `${results}/browser.json`
  rmSync(file, { force: true })
  const code = await run('web-test-runner', ['--coverage'])
  const { passed, failed } = JSON.parse(readFileSync(file, 'utf8')) as Count
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

const suites: Suite[] = [
  { name: 'build', run: tool(process.execPath, 'scripts/build.ts') },
  { name: 'types', run: tool('tsc', '--noEmit', '-p', 'tsconfig.json') },
  { name: 'lint', run: tool('eslint', '.', '--max-warnings', '0') },
  { name: 'format', run: tool('prettier', '--check', '--log-level', 'warn', '.') },
  {
    name: 'server',
    run: nodeTests(
      'server',
      [`src/{${serverRooms}}/**/*.test.ts`, 'examples/**/*.test.ts', 'scripts/**/*.test.ts'],
      [
        '--experimental-test-coverage',
        `--test-coverage-include=src/{${serverRooms}}/**/*.ts`,
        '--test-coverage-exclude=**/*.test.ts',
      ],
    ),
  },
  { name: 'browser', run: browserTests },
  {
    name: 'journeys',
    run: nodeTests('journeys', ['test/**/*.test.ts'], ['--test-concurrency=1']),
  },
]

const chosen = process.argv.slice(2)
const total: Count = { passed: 0, failed: 0 }
const failing: string[] = []

ensureSystemPackages()
mkdirSync(results, { recursive: true })
for (const suite of suites) {
  if (chosen.length > 0 && !chosen.includes(suite.name)) continue
  console.log(`\n── ${suite.name} ──`)
  const started = Date.now()
  const count = await suite.run()
  total.passed += count.passed
  total.failed += count.failed
  if (count.failed > 0) failing.push(suite.name)
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  console.log(`${suite.name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`)
}
if (failing.length > 0) console.log(`\nfailed in: ${failing.join(', ')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
