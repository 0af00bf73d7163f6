/** `npm start`: builds the script-tag bundles when a source is newer than they are, then runs the demonstration. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'

const built = 'dist/cdn/integrity.json'
const sources = globSync([
  'components/**/*.ts',
  'src/{client,agent,protocol}/**/*.ts',
  'rollup.config.mjs',
  'package-lock.json',
])
const isCurrent =
  existsSync(built) && sources.every((file) => statSync(file).mtimeMs <= statSync(built).mtimeMs)

if (!isCurrent) {
  console.log('Building the button and the panel …')
  const { status } = spawnSync(process.execPath, ['scripts/build.ts', '--cdn'], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
}
await import('../examples/demo/start.ts')
