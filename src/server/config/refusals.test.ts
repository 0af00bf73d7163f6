import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { type LoadOptions, loadConfig } from './index.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const good = wholeInstallation()

const weak = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey
const weakKey = `signing_keys = { type = "EC", key = ${JSON.stringify(weak.export({ format: 'pem', type: 'pkcs8' }))} }`

function load(toml: string, options: LoadOptions = {}) {
  return loadConfig(folder.write('id-contact.toml', toml), { env: {}, ...options })
}

function refusal(toml: string, options: LoadOptions = {}): InvalidConfig {
  try {
    load(toml, options)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error
  }
  throw new Error('The configuration was accepted')
}

/** Each: what is wrong, how the good file becomes it, and the sentence that the operator reads. */
const bad: [title: string, edit: (toml: string) => string, sentence: RegExp | string][] = [
  [
    'no TOML',
    () => '[core\nsecret = "hunter2"',
    /^line 1, column \d+ this is not TOML \(.+\)\. Text stands between quotes/,
  ],
  [
    'an empty file',
    () => '',
    'file names no part to run. Write at least one of [core], [auth.…], [comm.…], [desk] and [rooms.…].',
  ],
  [
    'a misspelt key',
    (t) => t.replace('allowed_origins', 'alowed_origins'),
    'core.alowed_origins is not a known key. Did you mean "allowed_origins"?',
  ],
  [
    'a key that resembles nothing',
    (t) => t.replace('memory =', 'zzz ='),
    'store.zzz is not a known key. Known here: folder, database_url, memory.',
  ],
  [
    'a misspelt table',
    (t) => t.replace('[store]', '[stroe]'),
    'stroe is not a known key. Did you mean "store"?',
  ],
  [
    'a missing address',
    (t) => t.replace(/server_url.*8081"/, ''),
    'core.server_url is missing. Write server_url = "https://contact.gemeente.example".',
  ],
  [
    'an address that is none',
    (t) => t.replace('http://127.0.0.1:8081', 'contact.example'),
    'core.server_url must be a full http or https address. Write server_url = "https://contact.gemeente.example".',
  ],
  [
    'a number for a text',
    (t) => t.replace('"gemeente Juinen"', '7'),
    'core.organisation must be text, or a table of texts by language such as { nl = "…", en = "…" }. See docs/configuration.md.',
  ],
  [
    'a text for a number',
    (t) => t.replace('[core]', '[core]\nplugin_timeout = "5"'),
    'core.plugin_timeout must be a number without quotes. See docs/configuration.md.',
  ],
  [
    'a text for a flag',
    (t) => `production = "yes"\n${t}`,
    'production must be true or false, without quotes. See docs/configuration.md.',
  ],
  [
    'any origin',
    (t) => t.replace('"http://localhost:8080"', '"*"'),
    /^core\.allowed_origins\.0 must be an origin: scheme, host and port, without a path; "\*" is not possible\./,
  ],
  [
    'a short secret',
    (t) => t.replace('{ file = "core/secret" }', '"hunter2"'),
    'core.secret is shorter than 32 bytes. Make a good one with: id-contact keys --out DIR, which writes a file "secret".',
  ],
  [
    'a file that is not there',
    (t) => t.replace('core/secret', 'core/nothing'),
    /^core\.secret names a file that cannot be read: .*core\/nothing \(ENOENT\)\. Check the path and its permissions\.$/,
  ],
  [
    'a file that is yet to be made',
    (t) => t.replace('core/secret', 'other/secret'),
    /^core\.secret names a file .* permissions, or make it with: id-contact keys --out \/.*\/other\.$/,
  ],
  [
    'a public key as the own one',
    (t) => t.replace('auth/signing.private', 'auth/signing.public'),
    'auth.login.signing_keys holds a public key only. Name the file with the private keys; it ends on .private.json when id-contact keys made it.',
  ],
  [
    'an encryption key to sign with',
    (t) => t.replace('auth/signing.private', 'auth/encryption.private'),
    'auth.login.signing_keys holds a key that is not for signing. Name the file signing.private.json.',
  ],
  [
    'a weak key',
    (t) => t.replace('signing_keys = { file = "auth/signing.private.json" }', weakKey),
    'auth.login.signing_keys holds a key that is too weak or of another kind. Use P-256, or RSA of 2048 bits or more: id-contact keys --out DIR makes good ones.',
  ],
  [
    'a file without keys',
    (t) => t.replace('auth/signing.private.json', 'client-secret'),
    'auth.login.signing_keys holds no key. It must be a JWK Set, a JWK, or a key in PEM.',
  ],
  [
    'an unknown method in a purpose',
    (t) => t.replace('allowed_comm = ["call"]', 'allowed_comm = ["cal"]'),
    'core.purposes.report_move.allowed_comm names "cal", which is not one of [[core.comm_methods]]. Did you mean "call"?',
  ],
  [
    'a method that is nowhere',
    (t) => t.replace('[auth.login]', '[auth.other]'),
    'core.auth_methods.login.start is missing. Write where the plugin is, start = "https://…", or add a table [auth.login].',
  ],
  [
    'an attribute that the plugin cannot give',
    (t) => t.replace(', email = "email" }', ' }'),
    'core.purposes.report_move.attributes asks for "email", which auth.login does not give. Add email to [auth.login.claims], or do not allow login for this purpose.',
  ],
  [
    'the same tag twice',
    (t) => t.replace('[core.attributes]', '[[core.comm_methods]]\ntag = "call"\n[core.attributes]'),
    'core.comm_methods.call stands there twice. Each tag names one: give one of them another.',
  ],
  [
    'two parts on one port',
    (t) => t.replace('8082', '8081'),
    'auth.login.listen is 127.0.0.1:8081, where core listens too. Give each part a port of its own.',
  ],
  [
    'one signing key for two methods',
    (t) => `${t}${second(t)}`,
    'auth.second.signing_keys holds a key of auth.login. Make keys for each method with: id-contact keys --out DIR.',
  ],
  [
    'two places for conversations',
    (t) => `${t}folder = "store"\n`,
    'store names more than one place. Keep one of folder, database_url and memory.',
  ],
  [
    'a database that is none',
    (t) => t.replace('memory = true', 'database_url = "mysql://x"'),
    'store.database_url is not an address of PostgreSQL. Write postgres://user:password@host:5432/database.',
  ],
  [
    'a public address without listen',
    (t) => t.replace('http://127.0.0.1:8084', 'https://desk.example'),
    'desk.listen is missing. Write listen = "127.0.0.1:8081".',
  ],
  [
    'a number that cannot be dialled',
    (t) => t.replace('"14026"', '"020 1234567"'),
    'comm.call.number must be a number that exists, as it is dialled: +31… or 14…. Write number = "+31201234567".',
  ],
  [
    'a code that is too short',
    (t) => t.replace('display = "14 026"', 'display = "14 026"\ncode_digits = 6'),
    'comm.call.code_digits must be at least 8. See docs/configuration.md.',
  ],
  [
    'a published core, and results through the browser',
    (t) => withCore(t, 'legacy = true').replace('14 026"', '14 026"\ndelivery = "result"'),
    /^comm\.call\.delivery is "result", which cannot work with a published core\. Write "attr_url"/,
  ],
  [
    'a published core, and no published plugin',
    (t) => withCore(t, 'legacy = true'),
    /^comm\.call\.auth_methods has no legacy method\. Write legacy = true/,
  ],
  [
    'a published core with keys',
    (t) => withCore(t, 'legacy = true\nkeys = { file = "core/signing.public.json" }'),
    /^comm\.call\.cores\.0\.keys stands beside legacy\. Leave it out/,
  ],
  [
    'a core without keys',
    (t) => withCore(t, ''),
    /^comm\.call\.cores\.0\.keys is missing\. Write the core's public keys, or legacy = true/,
  ],
]

function withCore(toml: string, rest: string): string {
  const entry = `[[comm.call.cores]]\nissuer = "https://core.example"\n${rest}`
  return toml.replace('[desk]', `${entry}\n\n[desk]`)
}

const second = (toml: string): string =>
  toml
    .slice(toml.indexOf('[auth.login]'), toml.indexOf('[comm.call]'))
    .replace('auth.login', 'auth.second')
    .replace('8082', '8085')

describe('a bad file is refused in words', () => {
  for (const [title, edit, sentence] of bad) {
    test(title, () => {
      const edited = edit(good)
      assert.notEqual(edited, good)
      const { message } = refusal(edited)
      const lines = message.split('\n')
      const found = lines.some((line) =>
        typeof sentence === 'string' ? line === sentence : sentence.test(line),
      )
      assert.ok(found, message)
      assert.ok(!message.includes('hunter2'), 'no value in the message')
    })
  }

  test('with every problem at once, each with key and remedy', () => {
    const { problems } = refusal(
      good.replace('core/secret', 'nothing').replace('comm/secret', 'nothing'),
    )
    assert.deepEqual(
      problems.map(({ key }) => key),
      ['core.secret', 'comm.call.secret'],
    )
    for (const { remedy } of problems) assert.match(remedy, /^Check the path/)
  })

  test('a part that is not in it', () => {
    assert.equal(
      refusal(good, { parts: ['dask'] }).message,
      'dask is no part of this file. Did you mean "desk"?',
    )
  })

  test('a file that is not there', () => {
    assert.throws(
      () => loadConfig(join(folder.path, 'none.toml'), { env: {} }),
      /none\.toml cannot be read \(ENOENT\)\. Name the configuration file/,
    )
  })
})
