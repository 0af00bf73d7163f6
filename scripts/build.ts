/**
 * `npm run build`: the package (`dist/src`, `dist/components`), the script-tag bundles (`dist/cdn`) with their hashes and
 * the licences of what is in them, and the custom-elements manifest. `--cdn` makes the bundles alone. Fails above a byte budget.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration'
import { rollup } from 'rollup'
// eslint-disable-next-line boundaries/no-unknown-dependencies -- the tool's own configuration file stands in no room
import configs, { bundles, filesOf, integrityOf, weighAll } from '../rollup.config.mjs'
import { licensesOf } from './licenses.ts'

type Manifest = Parameters<typeof generateVsCodeCustomElementData>[0]
const cdn = 'dist/cdn'

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ended with exit code ${status}`)
}

async function bundleForScriptTags(): Promise<void> {
  rmSync(cdn, { recursive: true, force: true })
  mkdirSync(cdn, { recursive: true })
  const modules = new Set<string>()
  for (const config of configs) {
    const bundle = await rollup(config)
    const { output } = await bundle.write(config.output)
    await bundle.close()
    for (const file of output)
      if (file.type === 'chunk') for (const module of file.moduleIds) modules.add(module)
  }
  writeFileSync(`${cdn}/third-party-licenses.txt`, licensesOf(modules))
  const files = readdirSync(cdn).filter((file) => file.endsWith('.js'))
  const hashes = files.map((file) => [file, integrityOf(readFileSync(`${cdn}/${file}`, 'utf8'))])
  writeFileSync(`${cdn}/integrity.json`, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`)
}

function tellSizes(): void {
  const sizes: Record<string, object> = {}
  for (const { name, parts, budget } of bundles) {
    const [kind, limit] = Object.entries(budget)[0] as ['brotli' | 'gzip', number]
    const files = filesOf({ name, parts })
    const size = weighAll(files.map((file) => readFileSync(`${cdn}/${file}`, 'utf8')))
    const what = files.join(' + ')
    sizes[what] = { ...size, budget }
    console.log(`${what}: ${size[kind]} of ${limit} bytes ${kind}`)
  }
  writeFileSync('dist/sizes.json', `${JSON.stringify(sizes, null, 2)}\n`)
}

function buildPackage(): void {
  rmSync('dist/src', { recursive: true, force: true })
  rmSync('dist/components', { recursive: true, force: true })
  run('tsc', '-p', 'tsconfig.build.json')
  run('cem', 'analyze', '--quiet')
  // What an editor says of the elements while somebody types their tags, their attributes and their properties in a style sheet.
  const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as Manifest
  generateVsCodeCustomElementData(manifest, {
    outdir: 'dist',
    hideLogs: true,
    // Those stand in data of their own.
    hideCssPropertiesDocs: true,
  })
}

await bundleForScriptTags()
tellSizes()
if (!process.argv.includes('--cdn')) buildPackage()
