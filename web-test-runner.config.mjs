import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { defaultReporter } from '@web/test-runner'
import { chromeLauncher } from '@web/test-runner-chrome'
import { esbuildPlugin } from '@web/dev-server-esbuild'

// Chromium comes from the operating system's packages; as root it has no user namespace to sandbox in.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

const testsOf = (suite) =>
  suite.tests.length + suite.suites.reduce((sum, child) => sum + testsOf(child), 0)
const failuresOf = (suite) =>
  suite.tests.filter((test) => !test.passed && !test.skipped).length +
  suite.suites.reduce((sum, child) => sum + failuresOf(child), 0)

/** Writes the counts where `npm test` adds up all suites. A file that does not load is a failure too. */
const countReporter = () => ({
  onTestRunFinished({ sessions }) {
    let passed = 0
    let failed = 0
    for (const session of sessions) {
      const suite = session.testResults
      const failures = suite ? failuresOf(suite) : 0
      passed += suite ? testsOf(suite) - failures : 0
      failed += failures + (session.passed || failures > 0 ? 0 : 1)
    }
    mkdirSync('coverage', { recursive: true })
    writeFileSync('coverage/browser.json', JSON.stringify({ passed, failed }))
  },
})

/** The service worker of msw must come from the root of the site that it answers for. */
const mockServiceWorker = (context, next) => {
  if (context.path !== '/mockServiceWorker.js') return next()
  context.type = 'text/javascript'
  context.body = readFileSync('node_modules/msw/lib/mockServiceWorker.js', 'utf8')
}

/** A library that asks whether it is being developed: there is no `process` in a browser. */
const production = {
  name: 'production',
  transform: ({ path, body }) =>
    path.includes('@tanstack/')
      ? body.replaceAll('process.env.NODE_ENV', '"production"')
      : undefined,
}

export default {
  middleware: [mockServiceWorker],
  files: [
    'components/**/*.test.ts',
    'src/client/**/*.test.ts',
    'src/agent/**/*.test.ts',
    'src/video/**/*.test.ts',
  ],
  nodeResolve: { exportConditions: ['production', 'default'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' }), production],
  concurrency: 2,
  browsers: [
    chromeLauncher({
      // Of the tabs of a window all but one are hidden; two files run at a time, and each is to be seen.
      createPage: ({ context }) => context.newPage({ type: 'window' }),
      launchOptions: {
        executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
        args: [
          ...asRoot,
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          // A camera and a microphone for tests of video, and nobody to ask.
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      },
    }),
  ],
  testFramework: { config: { timeout: 60000 } },
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    countReporter(),
  ],
  coverageConfig: {
    include: ['components/**', 'src/**'],
    exclude: ['**/*.test.ts', 'node_modules/**'],
    reporters: ['text-summary'],
  },
}
