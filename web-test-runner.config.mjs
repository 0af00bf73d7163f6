import { chromeLauncher } from '@web/test-runner-chrome'
import { esbuildPlugin } from '@web/dev-server-esbuild'

// Chromium comes from the operating system's packages; as root it has no user namespace to sandbox in.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export default {
  files: ['components/**/*.test.ts', 'src/client/**/*.test.ts', 'src/agent/**/*.test.ts'],
  nodeResolve: { exportConditions: ['production', 'default'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' })],
  browsers: [
    chromeLauncher({
      concurrency: 2,
      launchOptions: {
        executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
        args: [...args, '--disable-background-networking', '--disable-component-update', '--disable-sync'],
      },
    }),
  ],
  testFramework: { config: { timeout: 10000 } },
  coverageConfig: { include: ['components/**', 'src/**'], exclude: ['**/*.test.ts', 'node_modules/**'] },
}
