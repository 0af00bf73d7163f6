/**
 * `npm run bench`: what things weigh, and how fast they are. Machines differ and are noisy, so speed is told as ratios between two things
 * measured in one run: ours, and the bare cryptography of the same machine; or a long queue and a short one.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { benchBrowser } from './browser.ts'
import { benchCore } from './core.ts'
import { benchPanel } from './panel.ts'
import { benchQueue } from './queue.ts'
import { benchTokens } from './tokens.ts'

/** What the build wrote down: bytes, and the budget above which it fails. */
interface Weight {
  raw: number
  gzip: number
  brotli: number
  budget: Partial<Record<'gzip' | 'brotli', number>>
}

function printSizes(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build.ts', '--cdn'], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
  const weights = JSON.parse(readFileSync('dist/sizes.json', 'utf8')) as Record<string, Weight>
  console.log('\nBundles, in bytes')
  console.table(
    Object.fromEntries(
      Object.entries(weights).map(([file, { budget, ...size }]) => {
        const [kind, limit] = Object.entries(budget)[0] as ['brotli' | 'gzip', number]
        const part = `${Math.round((size[kind] / limit) * 100)} % of ${limit} ${kind}`
        return [file, { ...size, budget: part }]
      }),
    ),
  )
}

/** Whatever one part exceeds, the others are measured. */
async function tell(title: string, measure: () => Promise<object>): Promise<void> {
  console.log(`\n${title}`)
  try {
    console.table(await measure())
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}

printSizes()
await tell('In a browser, on a processor that is four times as slow', benchBrowser)
await tell(
  'The panel, while a thousand wait and twenty of them change a second: scripting in a frame',
  benchPanel,
)
await tell('Core, in one process, without a network', benchCore)
await tell('Result tokens, beside the bare operations of node:crypto', benchTokens)
await tell(
  'The queue on PostgreSQL, by how many wait; the picture is docs/images/queue.svg',
  benchQueue,
)
