/**
 * `npm run test:channels` and its kind: suites beside `npm test` that take longer, or that need more programs. The argument names one of them.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { python } from './python.ts'
import { buildIfStale, fuzzed, nodeTests, results, runSuites, type Count } from './suites.ts'
import { ensureSystemPackages, programs, wantSystemPackages } from './system.ts'

const { browser, database, firefox, go, linters, proxy, relay, saml, wordpress } = programs
const suites = {
  /** Journeys that take longer than those of `npm test`: logging in during a conversation and logging out, processes that die, pages of servers. */
  journeys: { files: 'test/*.journey.ts', needs: [browser, database, proxy] },
  /** Each channel's way from button to panel, and the channels on several processes. */
  channels: { files: 'test/channels/*.journey.ts', needs: [browser, database, proxy, relay] },
  /** Each method to log in, from button to panel, against a real identity provider of its kind. */
  methods: { files: 'test/methods/*.journey.ts', needs: [browser, saml], wants: [go] },
  /** Every state of every element, for eyes, hands and ears that work in other ways, and in every language. */
  accessibility: { files: 'test/accessibility/*.journey.ts', needs: [browser] },
  /** The element in the software that a municipality's website is made with: frameworks, content management systems. */
  integration: {
    files: 'test/integration/*.journey.ts',
    needs: [browser, firefox, linters, wordpress, programs.python],
    python: 'test/integration/requirements.txt',
  },
  /** The panel in an agent tool's page, as an element, in a frame and under an interface of its own, and the pages that may not have it. */
  embedding: { files: 'test/embedding/*.journey.ts', needs: [browser] },
  /** Who works with whom: every combination of our parts and the published ones, over HTTP between separate processes. */
  matrix: {
    files: 'test/matrix/*.journey.ts',
    needs: [],
    options: ['--test-timeout=1800000'],
  },
  /** The conformance checker against our own parts, the published ones as we play them, and parts that are broken on purpose. */
  check: {
    files: 'test/conformance/*.journey.ts',
    needs: [],
    options: ['--test-timeout=1800000'],
  },
  /** Made-up messages to every route, of every kind that the schemas allow and of every kind that they do not. */
  fuzz: { files: fuzzed, needs: [database] },
  /** A thousand residents and fifty agents, while processes are killed and the database is started again. On a busy machine it takes long. */
  load: {
    files: 'test/load/*.load.ts',
    needs: [database, proxy],
    options: ['--test-timeout=1800000'],
  },
}
/** Figures that a suite wrote down to be seen. */
const figures = `${results}/figures.txt`

const name = process.argv[2] as keyof typeof suites
const suite: {
  files: string
  needs: Parameters<typeof ensureSystemPackages>[0]
  /** Without it some of the tests say that they were skipped. */
  wants?: Parameters<typeof ensureSystemPackages>[0]
  /** Packages of Python that it needs. */
  python?: string
  options?: string[]
} = suites[name]
ensureSystemPackages(suite.needs)
wantSystemPackages(suite.wants ?? [])
await runSuites([buildIfStale(), suite.python ? [python(suite.python)] : [], [{ name, run }]])

async function run(): Promise<Count> {
  rmSync(figures, { force: true })
  const options = ['--test-concurrency=1', ...(suite.options ?? [])]
  const count = await nodeTests(name, [suite.files], options)()
  if (existsSync(figures)) console.log(readFileSync(figures, 'utf8'))
  return count
}
