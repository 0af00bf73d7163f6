/** The `irma` command line tool and the wallet, built from the Go modules that `wallet/go.mod` names. */
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { findGo } from '../../../scripts/system.ts'

const run = promisify(execFile)
const source = join(import.meta.dirname, 'wallet')
const built = resolve('node_modules/.cache/id-contact-yivi')

export interface Tools {
  irma: string
  wallet: string
  /** A folder for what takes long to make. */
  cache: string
}

/** Why the tests are skipped; undefined when they need not be. */
export const missing = findGo()
  ? undefined
  : 'Go is not installed, with which irma server and a wallet are built. See https://go.dev/doc/install'

/** Go keeps what it compiled: only the first time takes minutes. */
export async function buildTools(): Promise<Tools> {
  mkdirSync(built, { recursive: true })
  const packages = ['.', 'github.com/privacybydesign/irmago/irma']
  await run(findGo()!, ['build', '-buildvcs=false', '-o', built, ...packages], {
    cwd: source,
    // An older Go of the system's gets the one that the module asks for.
    env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'auto' },
  })
  return { irma: join(built, 'irma'), wallet: join(built, 'wallet'), cache: built }
}
