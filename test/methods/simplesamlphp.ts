/**
 * SimpleSAMLphp of Debian's packages as identity provider: another implementation of the artifact binding and of signatures than any that we
 * use ourselves. PHP's own server answers browsers; before the resolution of artifacts stands TLS with certificates on both sides.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { request } from 'node:http'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Authority, Pair } from '../../src/auth/saml/testing/certificates.ts'
import { freePortRange, removeFolder, temporaryFolder } from '../system.ts'

export interface SimpleSamlPhp {
  entityId: string
  loginUrl: string
  artifactUrl: string
  /** Makes it know a service. */
  know(service: Service): void
  /** What it printed. */
  output(): string
  stop(): Promise<void>
}

interface Service {
  entityId: string
  callbackUrl: string
  /** PEM. */
  certificate: string
}

export interface Account {
  name: string
  password: string
  nameId: string
}

const program = '/usr/share/simplesamlphp/www'
const bare = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '')
/** A text in PHP. */
const php = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

export async function startSimpleSamlPhp(
  authority: Authority,
  signing: Pair,
  { account, word }: { account: Account; word: string },
): Promise<SimpleSamlPhp> {
  const folder = temporaryFolder()
  const port = await freePortRange(1)
  const front = `http://localhost:${port}`
  const entityId = `${front}/idp`
  writeFiles(folder, { front, entityId, signing, account, word })
  const server = spawn('php', ['-S', `localhost:${port}`, '-t', program], {
    env: {
      ...process.env,
      SIMPLESAMLPHP_CONFIG_DIR: folder,
      // A browser keeps a connection open.
      PHP_CLI_SERVER_WORKERS: '4',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its workers are processes of their own.
    detached: true,
  })
  let output = ''
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk) => (output += String(chunk)))
  const gate = await startGate(authority, port)
  await answering(front)
  return {
    entityId,
    loginUrl: `${front}/saml2/idp/SSOService.php`,
    artifactUrl: `https://localhost:${(gate.address() as AddressInfo).port}/resolve`,
    know: (service) => writeFileSync(join(folder, 'metadata/saml20-sp-remote.php'), spOf(service)),
    output: () => output,
    async stop() {
      gate.closeAllConnections()
      gate.close()
      process.kill(-server.pid!, 'SIGTERM')
      await once(server, 'exit')
      removeFolder(folder)
    },
  }
}

interface Settings {
  front: string
  entityId: string
  signing: Pair
  account: Account
  word: string
}

function writeFiles(folder: string, { front, entityId, signing, account, word }: Settings): void {
  for (const name of ['metadata', 'cert', 'log', 'data', 'temporary']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'cert/idp.pem'), signing.privateKey)
  writeFileSync(join(folder, 'cert/idp.crt'), signing.certificate)
  writeFileSync(join(folder, 'metadata/saml20-sp-remote.php'), '<?php\n')
  const path = (name: string): string => php(`${join(folder, name)}/`)
  writeFileSync(
    join(folder, 'config.php'),
    `<?php
$config = [
  'baseurlpath' => ${php(`${front}/`)},
  'certdir' => ${path('cert')},
  'loggingdir' => ${path('log')},
  'datadir' => ${path('data')},
  'tempdir' => ${path('temporary')},
  'metadatadir' => ${path('metadata')},
  'secretsalt' => 'not-the-salt-of-the-example',
  'auth.adminpassword' => 'not-used-here',
  'technicalcontact_name' => 'Nobody',
  'technicalcontact_email' => 'nobody@idp.example',
  'timezone' => 'UTC',
  'logging.handler' => 'errorlog',
  'logging.level' => 4,
  'enable.saml20-idp' => true,
  'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
  'session.cookie.secure' => false,
  'session.cookie.samesite' => null,
  'store.type' => 'sql',
  'store.sql.dsn' => ${php(`sqlite:${join(folder, 'data/store.sqlite')}`)},
  'language.default' => 'nl',
  'metadata.sources' => [['type' => 'flatfile']],
];
`,
  )
  writeFileSync(
    join(folder, 'authsources.php'),
    `<?php
$config = [
  'people' => [
    'exampleauth:UserPass',
    ${php(`${account.name}:${account.password}`)} => ['name_id' => [${php(account.nameId)}]],
  ],
];
`,
  )
  writeFileSync(
    join(folder, 'metadata/saml20-idp-hosted.php'),
    `<?php
$metadata[${php(entityId)}] = [
  'host' => '__DEFAULT__',
  'privatekey' => 'idp.pem',
  'certificate' => 'idp.crt',
  'auth' => 'people',
  'saml20.sendartifact' => true,
  'validate.authnrequest' => true,
  'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'authproc' => [
    10 => [
      'class' => 'saml:AttributeNameID',
      'attribute' => 'name_id',
      'Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    ],
    20 => ['class' => 'saml:AuthnContextClassRef', 'AuthnContextClassRef' => ${php(word)}],
  ],
];
`,
  )
}

const spOf = ({ entityId, callbackUrl, certificate }: Service): string => `<?php
$metadata[${php(entityId)}] = [
  'AssertionConsumerService' => [[
    'index' => 0,
    'isDefault' => true,
    'Binding' => 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact',
    'Location' => ${php(callbackUrl)},
  ]],
  'certData' => ${php(bare(certificate))},
  'validate.authnrequest' => true,
  'attributes' => [],
];
`

/** Lets through who shows a certificate of this authority. */
async function startGate(authority: Authority, port: number): Promise<Server> {
  const { privateKey: key, certificate: cert } = await authority.issue('localhost', {
    elliptic: true,
  })
  const ca = authority.certificate
  const gate = createServer({ key, cert, ca, requestCert: true }, (req, res) => {
    const path = '/saml2/idp/ArtifactResolutionService.php'
    const { 'content-type': type = '', 'content-length': length = '' } = req.headers
    const headers = { 'content-type': type, 'content-length': length }
    const inner = request({ port, path, method: 'POST', headers, host: 'localhost' }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] })
      answer.pipe(res)
    })
    req.pipe(inner)
  })
  gate.listen(0, 'localhost')
  await once(gate, 'listening')
  return gate
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => undefined)
    if (answer) return
    if (Date.now() > deadline) throw new Error('SimpleSAMLphp did not start')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
