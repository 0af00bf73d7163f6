/** What every part of a world is told: our own in one file, the published core in the file that it has always read. */
import { fileURLToPath } from 'node:url'
import type { Keys, Owner } from './keys.ts'

/** Ours first, then theirs; and the page where browsers end. In the order of their ports. */
export const places = [
  ...['core', 'auth', 'plain', 'phone', 'carried', 'desk', 'rooms', 'behind'],
  ...['theirCore', 'theirAuth', 'theirComm', 'theirPlatform', 'page'],
] as const
export type At = Record<string, string>

export const secrets = { guest: 'g'.repeat(32), host: 'h'.repeat(32) }
/** Of the telephone platform beneath our communication plugin. */
export const apiKey = 'k'.repeat(32)
export const number = '+31201234567'

/**
 * Methods, purposes and requestors, as the published core writes them: ours reads the same words. A plugin stands here several times, once for
 * each way in which it can be used.
 */
export const global = (at: At, keys: Keys, place: 'core' | 'theirCore'): string => `
[global]
server_url = "${at[place]}"
internal_url = "${at[place]}"
internal_secret = "0123456789abcdef0123456789abcdef"
ui_tel_url = "${at.page}/telephone/"
address = "127.0.0.1"
port = ${new URL(at[place]!).port}
ui_signing_privkey = ${pem(keys, 'screen', 'private')}
${place === 'core' ? ourCore(at) : `authonly_request_keys.behind = ${pem(keys, 'asker', 'public')}`}
authonly_request_keys.${place === 'core' ? 'other' : 'platform'} = ${pem(keys, 'asker', 'public')}
auth_methods = [
${authMethods(at).join('')}]
comm_methods = [
${commMethods(at).join('')}]
purposes = [
  { tag = "report_move", attributes = ["name", "email"], allowed_auth = ["*"], allowed_comm = ["*"] },
  { tag = "question", attributes = ["name"], allowed_auth = ["theirAuth", "auth"], allowed_comm = ["theirPage", "phone"], allow_unauthenticated = true },
]
`

const pem = (keys: Keys, owner: Owner, half: 'private' | 'public'): string =>
  `{ type = "${keys.kindOf(owner)}", key = """\n${keys[half](owner)}""" }`

/** What ours is told besides. A requestor whose origins are known may have results posted by the core itself. */
const ourCore = (at: At): string => `
signing_keys = { file = "core.pem" }
allowed_origins = ["${at.page}"]
requestors.platform = { keys = { file = "asker.pub.pem" }, origins = ["${at.theirPlatform}", "${at.page}"] }`

const authMethods = (at: At): string[] =>
  (['auth', 'plain', 'theirAuth'] as const).flatMap((place) =>
    ['', 'disable_attr_url', 'shim_tel_url'].map((option) => {
      const tag = [place, option && (option === 'shim_tel_url' ? 'screen' : 'messenger')]
      return method(tag, at[place]!, option)
    }),
  )

const commMethods = (at: At): string[] =>
  [
    ['phone', at.phone!],
    ['carried', at.carried!],
    ['theirPage', `${at.theirComm}/page`],
    ['theirInline', `${at.theirComm}/inline`],
    ['theirTel', `${at.theirComm}/tel`],
  ].flatMap(([tag, start]) =>
    ['', 'disable_attributes_at_start'].map((option) =>
      method([tag!, option && 'late'], start!, option),
    ),
  )

function method(tag: string[], start: string, option: string): string {
  const name = tag.filter(Boolean).join('_')
  const last = option && `, ${option} = true`
  return `  { tag = "${name}", name = "${name}", image_path = "/x.svg", start = "${start}"${last} },\n`
}

/** Our core, our two authentication plugins, our communication plugins, the desk and the rooms. */
export const ours = (at: At, keys: Keys, generation: string): string => `
${global(at, keys, 'core')}
[auth.auth]
${logIn(at, generation, 'auth')}

# Behind a published core nothing names a binding; whoever takes its results marks it legacy.
[auth.plain]
${logIn(at, generation, 'plain')}

[comm.phone]
${phone(at, 'phone')}
cores = [
  { issuer = "${at.core}", keys = { file = "core.pub.pem" } },
  { issuer = "${at.theirCore}", legacy = true },
]
allowed_origins = ["${at.page}"]
signing_keys = { file = "asker.pem" }
platform = { api_key = "${apiKey}" }

[comm.carried]
${phone(at, 'carried')}
delivery = "result"
cores = [{ issuer = "${at.core}", keys = { file = "core.pub.pem" } }]

[desk]
server_url = "${at.desk}"
${agents(at)}

[rooms.rooms]
${rooms(at, 'rooms')}

[rooms.behind]
${rooms(at, 'behind')}
requestor = { core = "${at.theirCore}", kid = "behind", origins = ["${at.plain}", "${at.theirAuth}"] }

[store]
memory = true

[log]
level = "warn"
`

const module = fileURLToPath(new URL('log-in.ts', import.meta.url))
const receivers = ['phone', 'carried', 'rooms', 'behind'] as const

const logIn = (at: At, generation: string, place: 'auth' | 'plain'): string => `type = "module"
module = "${module}"
attributes = ["name", "email"]
settings = { page = "${at.page}/log-in" }
server_url = "${at[place]}"
secret = "${place.padEnd(32, '.')}"
signing_keys = { file = "${place}.pem" }
dialect = "${generation}"
recipients = [
${receivers.map((to) => `  { audience = "${at[to]}", keys = { file = "reader.pub.pem" } },\n`).join('')}  { keys = { file = "reader.pub.pem" } },
]
continuation_origins = [${listed(at, 'core', 'theirCore', 'theirComm', 'theirPlatform', 'phone', 'page')}]
attr_url_origins = [${listed(at, ...receivers, 'theirComm', 'theirPlatform')}]`

const listed = (at: At, ...names: string[]): string =>
  names.map((name) => `"${at[name]}"`).join(', ')

const phone = (at: At, place: 'phone' | 'carried'): string => `type = "phone"
server_url = "${at[place]}"
secret = "${'c'.repeat(32)}"
decryption_keys = { file = "reader.pem" }
number = "${number}"
display = "020 123 45 67"
${peers(at)}`

const rooms = (at: At, place: 'rooms' | 'behind'): string => `server_url = "${at[place]}"
secret = "${'r'.repeat(32)}"
signing_keys = { file = "asker.pem" }
decryption_keys = { file = "reader.pem" }
display_name = "Video"
platform_origins = ["${at.page}"]
guest_secret = "${secrets.guest}"
host_secret = "${secrets.host}"
${agents(at)}
${peers(at)}`

const agents = (at: At): string =>
  `agents = { issuer = "${at.page}", client_id = "desk", client_secret = "${'a'.repeat(32)}", keys = { file = "screen.pub.pem" } }`

/** Every method under every tag that it has at the cores. */
const peers = (at: At): string => `auth_methods = [
${['', '_messenger', '_screen']
  .map(
    (way) => `  { tag = "auth${way}", issuer = "${at.auth}", keys = { file = "auth.pub.pem" } },
  { tag = "plain${way}", keys = { file = "plain.pub.pem" }, legacy = true },
  { tag = "theirAuth${way}", keys = { file = "theirAuth.pub.pem" }, legacy = true },\n`,
  )
  .join('')}]`
