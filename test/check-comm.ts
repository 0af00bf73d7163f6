/** The same communication plugin twice: as our configuration file describes it, and as the checker is told of it. */

import { audience, providerOf } from './check-rooms.ts'

const purpose = 'report_move'
/** How the core knows the plugin. */
const kid = 'platform'
const platformKey = 'the-key-of-the-platform-in-the-conformance-test'

/**
 * What the checker is told, when it plays a core that hands over. Keys of the core in `core`, of authentication plugins in `login` and `other`,
 * of the plugin itself in `rooms`.
 */
export const checkComm = (checker: string, desk: string): string => `
${checkPublished(checker, 'login')}
[comm.other_login]
server_url = "${checker}/other"
keys = { file = "other/signing.private.json" }

[comm.core]
keys = { file = "core/signing.private.json" }

[comm.platform]
api_key = "${platformKey}"
token = { file = "desk-token" }

[comm.during]
desk = "${desk}"
token = { file = "desk-token" }
kid = "${kid}"
keys = { file = "rooms/signing.public.json" }
`

/** When it plays a published core, and a plugin that knows no binding. */
export const checkPublished = (checker: string, keys = 'published'): string => `
listen = "${new URL(checker).host}"

[comm]
purpose = "${purpose}"
comm_method = "talk"
call_back = "+31612345678"
activity = 61
encryption_keys = { file = "comm/encryption.public.json" }

[comm.login]
attributes = ["name"]
keys = { file = "${keys}/signing.private.json" }
`

/** Which log-in counts at which plugin: a desk knows one of each tag. */
const logins = { talk: 'login', carried: 'carrier' }
type Tag = keyof typeof logins

/** Somebody who calls has a code. Somebody who writes is picked up from the queue. */
const channels = {
  talk: 'type = "phone"\nnumber = "+31201234567"\ndisplay = "020 123 45 67"',
  carried: 'type = "chat"',
}

const peers = (checker: string, tag: Tag): string => `
[[comm.${tag}.auth_methods]]
tag = "${logins[tag]}"
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

const plugin = (tag: Tag, comm: string, checker: string): string => `
[comm.${tag}]
${channels[tag]}
server_url = "${comm}"
secret = { file = "comm/secret" }
decryption_keys = { file = "comm/encryption.private.json" }
signing_keys = { file = "rooms/signing.private.json" }
delivery = "${tag === 'carried' ? 'result' : 'attr_url'}"
allowed_origins = ["${checker}"]
requestor = { core = "${checker}", kid = "${kid}" }
call_back = {}
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

/** Where employees pick up what these plugins have, each with its checker. The first checker is where employees log in. */
export const serveDesk = (desk: string, checkers: Partial<Record<Tag, string>>): string => `
[desk]
server_url = "${desk}"
identifies = ["talk", "carried"]

[desk.agents]
issuer = "${providerOf(Object.values(checkers)[0]!)}"
client_id = "${audience}"
client_secret = "client-secret-of-the-conformance-test"
keys = { file = "agents/signing.public.json" }

[[desk.purposes]]
tag = "${purpose}"
attributes = ["name"]
${Object.entries(checkers)
  .map(([tag, checker]) => loginAt(logins[tag as Tag], checker))
  .join('')}`

const loginAt = (tag: string, checker: string): string => `
[[desk.auth_methods]]
tag = "${tag}"
issuer = "${checker}"
keys = { file = "login/signing.public.json" }
`

/** The same for who writes, with results that come with the browser. */
export const carriedComm = (comm: string, checker: string): string =>
  plugin('carried', comm, checker)

/** What the checker is told then. That one has no telephone platform, and nobody waits a minute once more to see that activity is told. */
export function checkCarried(checker: string, desk: string): string {
  const [before, rest] = checkComm(checker, desk).split('[comm.platform]') as [string, string]
  const login = before
    .replace('activity = 61\n', '')
    .replace('[comm.login]\n', `[comm.login]\ntag = "${logins.carried}"\n`)
  return `${login}[comm.during]${rest.split('[comm.during]')[1]}`
}

export const inMemory = `
[store]
memory = true

[log]
level = "error"
`
