/** The whole installation, at a desk that knows an agent tool: its pages in `[[desk.frames]]`, and the key that signs its tokens. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { importJWK, SignJWT } from 'jose'
import { generateKey } from '../../src/protocol/keys.ts'
import { startSystem, temporaryFolder, type Demonstration } from '../system.ts'

export interface Installation {
  system: Demonstration
  /** A token of this agent, with so many seconds to live. */
  tokenOf(subject: string, seconds?: number): Promise<string>
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
  const env = { ID_CONTACT_DESK_ALLOWED_ORIGINS: allowed }
  const system = await startSystem({ dataDir, args: ['--config', config], env })
  const signing = await importJWK(privateKey, 'ES256')
  return {
    system,
    tokenOf: (sub, seconds = 300) =>
      new SignJWT({ name: 'Sanne de Vries', given_name: 'Sanne' })
        .setProtectedHeader({ alg: 'ES256', kid: publicKey.kid!, typ: 'JWT' })
        .setIssuer(system.provider)
        .setAudience('desk')
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(signing),
  }
}
