/** The same part for a platform with rooms of its own, twice: as our configuration file describes it, and as the checker is told of it. */
import { readFileSync } from 'node:fs'
import { SignJWT, importJWK } from 'jose'
import type { JWK } from '../src/protocol/keys.ts'

const purpose = 'report_move'
/** What the platform signs with. */
export const guestSecret = 'the-guest-secret-of-the-conformance-test'
export const hostSecret = 'the-host-secret-of-the-conformance-test'
export const audience = 'agents-of-the-conformance-test'

/** Where employees log in; the checker brings a token of this provider. */
export const providerOf = (checker: string): string => `${checker}/agents`

/** A token of an employee, as their own software would bring it. Keys of the provider in `agents`. */
export async function agentToken(folder: string, checker: string): Promise<string> {
  const text = readFileSync(`${folder}/agents/signing.private.json`, 'utf8')
  const [jwk] = (JSON.parse(text) as { keys: JWK[] }).keys
  return new SignJWT({ name: 'Agent' })
    .setProtectedHeader({ alg: jwk!.alg!, kid: jwk!.kid! })
    .setIssuer(providerOf(checker))
    .setAudience(audience)
    .setSubject('agent-1')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importJWK(jwk!, jwk!.alg))
}

/** What the checker is told, when it plays a core that hands over. */
export const checkRooms = (checker: string): string => `
${checkPublishedRooms(checker, 'login')}
[rooms.other_login]
server_url = "${checker}/other"
keys = { file = "other/signing.private.json" }

[rooms.core]
keys = { file = "core/signing.private.json" }
`

/** When it plays a published core, and a plugin that knows no binding. */
export const checkPublishedRooms = (checker: string, login = 'published'): string => `
listen = "${new URL(checker).host}"

[rooms]
purpose = "${purpose}"
guest_secret = "${guestSecret}"
host_secret = "${hostSecret}"
keys = { file = "rooms/signing.public.json" }
kid = "platform"
idle = 75
activity = 61
encryption_keys = { file = "comm/encryption.public.json" }
host = { token = { file = "agent-token" } }

[rooms.login]
tag = "${login}"
attributes = ["name", "email"]
keys = { file = "${login}/signing.private.json" }
`

/** What `id-contact serve` is told. Behind a published core, only what knows no binding works. */
export const serveRooms = (
  tag: string,
  rooms: string,
  checker: string,
  dialect: string,
  { isPublished = false } = {},
): string => `
[rooms.${tag}]
server_url = "${rooms}"
secret = { file = "rooms/secret" }
signing_keys = { file = "rooms/signing.private.json" }
decryption_keys = { file = "comm/encryption.private.json" }
display_name = "Video"
dialect = "${dialect}"
platform_origins = ["${checker}"]
retention = { idle = 70 }
allowed_origins = ["${checker}"]
guest_secret = "${guestSecret}"
host_secret = "${hostSecret}"
cores = [${isPublished ? '' : `{ issuer = "${checker}", keys = { file = "core/signing.public.json" } }`}]

[rooms.${tag}.requestor]
core = "${checker}"
kid = "platform"
origins = ["${checker}"]

[rooms.${tag}.agents]
issuer = "${providerOf(checker)}"
client_id = "${audience}"
client_secret = "client-secret-of-the-conformance-test"
keys = { file = "agents/signing.public.json" }

[[rooms.${tag}.purposes]]
tag = "${purpose}"
attributes = ["name", "email"]
${['login', 'other', 'published'].map((login) => peer(tag, login, checker)).join('')}`

const peer = (tag: string, login: string, checker: string): string => `
[[rooms.${tag}.auth_methods]]
tag = "${login}"
issuer = "${login === 'login' ? checker : `${checker}/${login}`}"
keys = { file = "${login}/signing.public.json" }
legacy = ${login === 'published'}
`
