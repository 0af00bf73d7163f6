/**
 * `npm run test:channels` and its kind: suites beside `npm test` that take longer, or that need more programs. The argument names one of them.
 */
import { buildIfStale, nodeTests, runSuites } from './suites.ts'
import { ensureSystemPackages, programs } from './system.ts'

const { browser, database, proxy, saml } = programs
const suites = {
  /** Each channel's way from button to panel, and the channels on several processes. */
  channels: { files: 'test/channels/*.journey.ts', needs: [browser, database, proxy] },
  /** Each method to log in, from button to panel, against a real identity provider of its kind. */
  methods: { files: 'test/methods/*.journey.ts', needs: [browser, saml] },
  /** The conformance checker against our own parts, the published ones as we play them, and parts that are broken on purpose. */
  check: { files: 'test/conformance/*.journey.ts', needs: [] },
}

const name = process.argv[2] as keyof typeof suites
const { files, needs } = suites[name]
ensureSystemPackages(needs)
await runSuites([
  ...buildIfStale(),
  { name, run: nodeTests(name, [files], ['--test-concurrency=1']) },
])
