/** A real `irma server`, with a scheme of the tests' own that the `irma` tool made keys for and signed. */
import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startProgram } from '../../program.ts'
import { freePortRange, removeFolder, temporaryFolder } from '../../system.ts'
import type { Tools } from './tools.ts'

const run = promisify(execFile)

/** What the app picks up: the content of a QR code. */
export interface Pointer {
  u: string
  irmaqr: string
}

export interface IrmaServer {
  url: string
  /** PEM, of the key that signs results. */
  publicKey: string
  /** What the plugin shows it. */
  token: string
  /** The signed scheme, as an app ships with it. */
  schemes: string
  /** A session in which the app is given a credential. */
  offer(credential: string, attributes: Record<string, string>): Promise<Pointer>
  output(): string
  /** It forgets the sessions that it had. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const token = 'the-token-of-the-plugin-in-tests'
const issuerToken = 'the-token-of-the-issuer-in-tests'

/** `disclose`: what the plugin may ask for. */
export async function startIrmaServer(
  tools: Tools,
  { disclose }: { disclose: string[] },
): Promise<IrmaServer> {
  const folder = temporaryFolder()
  const schemes = join(folder, 'schemes')
  const keys = join(folder, 'keys')
  await makeScheme(tools, schemes, keys)
  const port = await freePortRange(1)
  const url = `http://localhost:${port}`
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signing = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const settings = join(folder, 'irma.json')
  writeFileSync(
    settings,
    JSON.stringify({
      ...{ url: `${url}/irma/`, port, listen_addr: '127.0.0.1', no_tls: true },
      ...{ schemes_path: schemes, schemes_update: 0, privkeys: keys, jwt_privkey: signing },
      ...{ no_auth: false, no_email: true, disclose_perms: [], sign_perms: [], issue_perms: [] },
      requestors: {
        plugin: { auth_method: 'token', key: token, disclose_perms: disclose },
        issuer: { auth_method: 'token', key: issuerToken, issue_perms: ['juinen.gemeente.*'] },
      },
    }),
    { mode: 0o600 },
  )
  const start = () => startProgram([tools.irma, 'server', '--config', settings], 'Server listening')
  let program = await start()
  return {
    ...{ url, token, schemes },
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    output: () => program.output(),
    async offer(credential, attributes) {
      const response = await fetch(`${url}/session`, {
        method: 'POST',
        headers: { authorization: issuerToken, 'content-type': 'application/json' },
        body: JSON.stringify({
          '@context': 'https://irma.app/ld/request/issuance/v2',
          credentials: [{ credential, attributes }],
        }),
      })
      if (!response.ok) throw new Error(await response.text())
      return ((await response.json()) as { sessionPtr: Pointer }).sessionPtr
    },
    async restart() {
      await program.stop()
      program = await start()
    },
    async stop() {
      await program.stop()
      removeFolder(folder)
    },
  }
}

/** As an operator of a scheme does it. The private key of the issuer is not in the folder that apps get. */
async function makeScheme({ irma, cache }: Tools, schemes: string, keys: string): Promise<void> {
  const scheme = join(schemes, 'juinen')
  const issuer = join(cache, 'issuer')
  cpSync(join(import.meta.dirname, 'scheme'), scheme, { recursive: true })
  // It takes long to find such a pair, of the shortest length that there is; so it is kept.
  if (!existsSync(join(issuer, 'PublicKeys', '0.xml'))) {
    mkdirSync(issuer, { recursive: true })
    const shortest = ['--keylength', '1024', '--numattributes', '4', '--valid-for', '10y']
    await run(irma, ['scheme', 'issuer', 'keygen', issuer, '--counter', '0', ...shortest])
  }
  cpSync(join(issuer, 'PublicKeys'), join(scheme, 'gemeente', 'PublicKeys'), { recursive: true })
  mkdirSync(keys)
  cpSync(join(issuer, 'PrivateKeys', '0.xml'), join(keys, 'juinen.gemeente.0.xml'))
  await run(irma, ['scheme', 'keygen'], { cwd: keys })
  await run(irma, ['scheme', 'sign', join(keys, 'sk.pem'), scheme])
}
