/** The whole installation, at a desk that knows an agent tool: its pages in `[[desk.frames]]`, and the key that signs its tokens. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importJWK, SignJWT } from 'jose'
import type { JWK, JWTPayload } from 'jose'
import { generateKey } from '../../src/protocol/keys.ts'
import { startSystem, temporaryFolder, type Demonstration } from '../system.ts'

export interface Installation {
  system: Demonstration
  /** Ends every process of it, and starts them again at the same addresses with the same data. */
  restart(): Promise<void>
  /** A token of this agent, with so many seconds to live. */
  tokenOf(subject: string, seconds?: number): Promise<string>
  /** The same token, except for this. */
  forge(subject: string, changes: Forgery): Promise<string>
}

export interface Forgery {
  claims?: JWTPayload
  /** Signed by somebody else, who calls their key the same. */
  isOtherKey?: boolean
  typ?: string
}

export interface Frame {
  origin: string
  attributes: string[]
}

export async function install(allowed: string, frames: Frame[]): Promise<Installation> {
  const dataDir = temporaryFolder()
  const { publicKey, privateKey } = await generateKey('sig', 'ES256')
  const keys = join(dataDir, 'tool.public.json')
  writeFileSync(keys, JSON.stringify(publicKey))
  const demo = readFileSync('examples/demo/id-contact.toml', 'utf8')
  const tables = frames.map(
    ({ origin, attributes }) =>
      `[[desk.frames]]\norigin = "${origin}"\nattributes = ${JSON.stringify(attributes)}\n`,
  )
  const config = join(dataDir, 'id-contact.toml')
  writeFileSync(
    config,
    demo
      .replace('static_dir = "static"', `static_dir = "${resolve('examples/demo/static')}"`)
      .replace('client_id = "desk"', `client_id = "desk"\nkeys = { file = "${keys}" }`)
      .concat('\n', ...tables),
  )
  const env = {
    ID_CONTACT_DESK_ALLOWED_ORIGINS: allowed,
    // Somebody more can log in at the provider.
    NODE_OPTIONS: `--import=${pathToFileURL(resolve('test/embedding/with-eve.ts'))}`,
  }
  let running = await startSystem({ dataDir, args: ['--config', config], env })
  const system: Demonstration = {
    ...running,
    output: () => running.output(),
    stop: (signal) => running.stop(signal),
  }
  const others = await generateKey('sig', 'ES256')
  const sign = async (claims: JWTPayload, key: JWK, typ = 'JWT') =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: publicKey.kid!, typ })
      .sign(await importJWK(key, 'ES256'))
  const claimsOf = (sub: string, seconds = 300): JWTPayload => {
    const now = Math.floor(Date.now() / 1000)
    const names = { name: 'Sanne de Vries', given_name: 'Sanne' }
    return { ...names, iss: system.provider, aud: 'desk', sub, iat: now, exp: now + seconds }
  }
  return {
    system,
    async restart() {
      await running.stop()
      const port = Number(new URL(system.site).port)
      running = await startSystem({ dataDir, port, args: ['--config', config], env })
    },
    tokenOf: (sub, seconds) => sign(claimsOf(sub, seconds), privateKey),
    forge: (sub, { claims, isOtherKey, typ }) =>
      sign({ ...claimsOf(sub), ...claims }, isOtherKey ? others.privateKey : privateKey, typ),
  }
}
