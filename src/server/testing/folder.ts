/** A folder with a whole installation in it: keys, secrets and a configuration, on ports that are free. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureKeys, ensureSecret } from '../keys.ts'

export interface TestFolder extends AsyncDisposable {
  path: string
  /** Writes a file and gives its full path. */
  write(name: string, content: string): string
}

export async function testFolder(): Promise<TestFolder> {
  const path = mkdtempSync(join(tmpdir(), 'id-contact-server-'))
  for (const part of ['core', 'auth', 'comm']) await ensureKeys(join(path, part))
  ensureSecret(join(path, 'client-secret'))
  return {
    path,
    write(name, content) {
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
    async [Symbol.asyncDispose]() {
      rmSync(path, { recursive: true, force: true })
    },
  }
}

export interface Ports {
  core: number
  auth: number
  comm: number
  desk: number
}

const usualPorts: Ports = { core: 8081, auth: 8082, comm: 8083, desk: 8084 }

export async function freePorts(): Promise<Ports> {
  const [core, auth, comm, desk] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ])
  return { core, auth, comm, desk }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Every part on one machine; the identity providers are not called by anything that these tests do. */
export const wholeInstallation = (ports: Ports = usualPorts): string => `
[core]
server_url = "http://127.0.0.1:${ports.core}"
secret = { file = "core/secret" }
signing_keys = { file = "core/signing.private.json" }
organisation = "gemeente Juinen"
allowed_origins = ["http://localhost:8080"]

[[core.auth_methods]]
tag = "login"
name = { nl = "Inloggen", en = "Log in" }

[[core.comm_methods]]
tag = "call"
name = "Bellen"

[core.attributes]
name = { label = "Naam" }
email = { label = "E-mail" }

[[core.purposes]]
tag = "report_move"
attributes = ["name", "email"]
allowed_auth = ["*"]
allowed_comm = ["call"]

[auth.login]
type = "oidc"
server_url = "http://127.0.0.1:${ports.auth}"
secret = { file = "auth/secret" }
signing_keys = { file = "auth/signing.private.json" }
issuer = "http://127.0.0.1:9"
client_id = "id-contact"
client_secret = { file = "client-secret" }
claims = { name = "name", email = "email" }

[comm.call]
type = "phone"
server_url = "http://127.0.0.1:${ports.comm}"
secret = { file = "comm/secret" }
decryption_keys = { file = "comm/encryption.private.json" }
number = "14026"
display = "14 026"

[desk]
server_url = "http://127.0.0.1:${ports.desk}"
agents = { issuer = "http://127.0.0.1:9", client_id = "desk", client_secret = { file = "client-secret" } }

[store]
memory = true
`
