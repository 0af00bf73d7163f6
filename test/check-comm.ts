/** The same communication plugin twice: as our configuration file describes it, and as the checker is told of it. */

import { audience, providerOf } from './check-rooms.ts'

const purpose = 'report_move'
const platformKey = 'the-key-of-the-platform-in-the-conformance-test'

/** What the checker is told, when it plays a core that hands over. Keys of the core in `core`, of authentication plugins in `login`, `other`. */
export const checkComm = (checker: string): string => `
${checkPublished(checker, 'login')}
[comm.other_login]
server_url = "${checker}/other"
keys = { file = "other/signing.private.json" }

[comm.core]
keys = { file = "core/signing.private.json" }

[comm.platform]
api_key = "${platformKey}"
token = { file = "desk-token" }
`

/** When it plays a published core, and a plugin that knows no binding. */
export const checkPublished = (checker: string, keys = 'published'): string => `
listen = "${new URL(checker).host}"

[comm]
purpose = "${purpose}"
comm_method = "talk"
encryption_keys = { file = "comm/encryption.public.json" }

[comm.login]
attributes = ["name"]
keys = { file = "${keys}/signing.private.json" }
`

const peers = (checker: string, tag: string): string => `
[[comm.${tag}.auth_methods]]
tag = "login"
issuer = "${checker}"
keys = { file = "login/signing.public.json" }

[[comm.${tag}.auth_methods]]
tag = "other"
issuer = "${checker}/other"
keys = { file = "other/signing.public.json" }

[[comm.${tag}.purposes]]
tag = "${purpose}"
attributes = ["name"]

[[comm.${tag}.cores]]
issuer = "${checker}"
keys = { file = "core/signing.public.json" }
`

const plugin = (tag: string, comm: string, checker: string): string => `
[comm.${tag}]
type = "phone"
server_url = "${comm}"
secret = { file = "comm/secret" }
decryption_keys = { file = "comm/encryption.private.json" }
number = "+31201234567"
display = "020 123 45 67"
delivery = "${tag === 'carried' ? 'result' : 'attr_url'}"
allowed_origins = ["${checker}"]
${peers(checker, tag)}`

/** What \`id-contact serve\` is told. */
export const serveComm = (comm: string, checker: string): string => `
${plugin('talk', comm, checker)}
[comm.talk.platform]
api_key = "${platformKey}"
allowed_origins = ["${checker}"]

[comm.talk.platform.agents]
issuer = "${providerOf(checker)}"
audience = "${audience}"
keys = { file = "agents/signing.public.json" }

[[comm.talk.cores]]
issuer = "${checker}/published"
legacy = true

[[comm.talk.auth_methods]]
tag = "published"
issuer = "${checker}/published"
keys = { file = "published/signing.public.json" }
legacy = true
`

/** The same, for results that come with the browser. */
export const carriedComm = (comm: string, checker: string): string =>
  plugin('carried', comm, checker)

export const inMemory = `
[store]
memory = true

[log]
level = "error"
`
