/** How suites of tests are run and counted: one line each, and a last line that counts them all. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

export interface Count {
  passed: number
  failed: number
}
export interface Suite {
  name: string
  run: () => Promise<Count>
}

/** Hundreds of processes load the same modules: what Node made of one stays for the next. */
const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_COMPILE_CACHE: resolve('.cache/compiled'),
})

/** Runs a command with its output shown; resolves to its exit code. */
export async function run(command: string, args: string[]): Promise<number> {
  return exitCode(spawn(command, args, { env: env(), stdio: ['ignore', 'inherit', 'inherit'] }))
}

/** A tool that passes or fails as a whole counts as one. */
export const tool =
  (command: string, ...args: string[]) =>
  async (): Promise<Count> => {
    const child = spawn(command, args, { env: env(), stdio: ['ignore', 'pipe', 'pipe'] })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => said.push(chunk))
    const code = await exitCode(child)
    // In one piece: another may run beside it.
    process.stdout.write(Buffer.concat(said))
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  }

const exitCode = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })

/** The build, unless it is newer than every source. */
export function buildIfStale(): Suite[] {
  const built = 'dist/custom-elements.json'
  const isCurrent =
    existsSync(built) &&
    globSync([
      '{src,components}/**/*.ts',
      '{rollup,custom-elements-manifest}.config.mjs',
      'scripts/{build,licenses}.ts',
    ]).every((file) => statSync(file).mtimeMs <= statSync(built).mtimeMs)
  return isCurrent ? [] : [{ name: 'build', run: tool(process.execPath, 'scripts/build.ts') }]
}

/** The rooms whose tests Node runs; those of the others run in a browser. */
export const serverRooms = 'protocol,store,web,core,auth,comm,server'

/** Tests that send made-up messages to servers, thousands of them. */
export const fuzzed = `src/{${serverRooms}}/**/malformed*.test.ts`

/** Where reports are kept. */
export const results = 'coverage'

/** Node's own runner. A run that ends badly without naming a failed test still counts as one failure. */
export const nodeTests =
  (name: string, patterns: string[], options: string[] = [], except: string[] = []) =>
  async (): Promise<Count> => {
    const left = new Set(except.flatMap((pattern) => globSync(pattern)))
    const files = patterns
      .flatMap((pattern) => globSync(pattern))
      .filter((file) => !left.has(file))
      .sort()
    // Without a file Node would look for tests by itself.
    if (files.length === 0) throw new Error(`There are no files ${patterns.join(', ')}`)
    const tap = `${results}/${name}.tap`
    rmSync(tap, { force: true })
    const code = await run(process.execPath, [
      '--test',
      // A test that hangs is one that failed.
      '--test-timeout=600000',
      '--test-reporter=dot',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${tap}`,
      ...options,
      ...files,
    ])
    const report = existsSync(tap) ? readFileSync(tap, 'utf8') : ''
    if (code !== 0) console.log(failuresOf(report))
    const coverage = report.match(/^# all files.*$/m)?.[0]
    for (const reason of new Set(report.match(/(?<= # SKIP ).+$/gm)))
      console.log(`skipped: ${reason}`)
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

/**
 * Runs one suite after the other, and those of a row beside each other. The last line counts them all; the exit code tells whether all
 * of them passed.
 */
export async function runSuites(rows: Suite[][]): Promise<void> {
  const total: Count = { passed: 0, failed: 0 }
  const failing: string[] = []
  mkdirSync(results, { recursive: true })
  for (const row of rows) {
    if (row.length > 0) console.log(`\n── ${row.map(({ name }) => name).join(', ')} ──`)
    await Promise.all(
      row.map(async (suite) => {
        const count = await runSuite(suite)
        total.passed += count.passed
        total.failed += count.failed
        if (count.failed > 0) failing.push(suite.name)
      }),
    )
  }
  if (failing.length > 0) console.log(`\nfailed in: ${failing.join(', ')}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

async function runSuite({ name, run }: Suite): Promise<Count> {
  const started = Date.now()
  const count = await run().catch((error: unknown) => {
    // Whatever became of one suite, the others are run and counted.
    console.error(error)
    return { passed: 0, failed: 1 }
  })
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`)
  return count
}
